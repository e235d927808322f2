import type { Place } from './assembly-error.ts';
import { AssemblyError } from './assembly-error.ts';

/** What intrinsic functions ask of the template around them. */
export interface IntrinsicContext {
  ref: (logicalId: string, place: Place) => unknown;
  attribute: (logicalId: string, attribute: string, place: Place) => string;
  condition: (name: string, place: Place) => boolean;
  mapping: (map: string, topKey: string, secondKey: string, place: Place) => unknown;
}

type Intrinsic = (argument: unknown, place: Place, context: IntrinsicContext) => unknown;

/**
 * A value with every intrinsic function in it replaced by what it stands for. `AWS::NoValue` resolves to undefined, and
 * what resolves to undefined is left out of its list or object.
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 *
 * @throws AssemblyError UNKNOWN_INTRINSIC, UNRESOLVED_REFERENCE
 */
export function resolveIntrinsics(value: unknown, place: Place, context: IntrinsicContext): unknown {
  if (Array.isArray(value)) return value.map((item, index) => resolveIntrinsics(item, below(place, index), context)).filter((item) => item !== undefined);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [only] = entries;
  if (only && entries.length === 1 && (only[0] === 'Ref' || only[0].startsWith('Fn::'))) {
    const intrinsic = INTRINSICS[only[0]];
    if (!intrinsic) throw new AssemblyError('UNKNOWN_INTRINSIC', `${only[0]} is not resolved on one machine`, place);
    return intrinsic(only[1], below(place, only[0]), context);
  }
  const resolved = entries.map(([key, item]) => [key, resolveIntrinsics(item, below(place, key), context)] as const);
  return Object.fromEntries(resolved.filter(([, item]) => item !== undefined));
}

const INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  Ref: (argument, place, context) => context.ref(text(argument, place), place),

  'Fn::GetAtt': (argument, place, context) => {
    const [logicalId, ...attribute] = typeof argument === 'string' ? argument.split('.') : list(argument, place);
    return context.attribute(text(logicalId, place), attribute.map((part) => text(resolveIntrinsics(part, place, context), place)).join('.'), place);
  },

  'Fn::Join': (argument, place, context) => {
    const [delimiter, items] = list(argument, place);
    return list(resolveIntrinsics(items, place, context), place)
      .map((item) => text(item, place))
      .join(text(delimiter, place));
  },

  'Fn::Sub': (argument, place, context) => {
    const [pattern, variables] = Array.isArray(argument) ? (argument as unknown[]) : [argument, {}];
    const given = resolveIntrinsics(variables, place, context) as Record<string, unknown>;
    // `${!Name}` stands for the literal `${Name}`.
    return text(pattern, place).replaceAll(/\$\{(!?)([^}]+)\}/g, (_match, literal: string, name: string) => {
      if (literal) return `\${${name}}`;
      if (Object.hasOwn(given, name)) return text(given[name], place);
      const [logicalId = '', ...attribute] = name.split('.');
      return text(attribute.length ? context.attribute(logicalId, attribute.join('.'), place) : context.ref(name, place), place);
    });
  },

  'Fn::If': (argument, place, context) => {
    const [condition, whenTrue, whenFalse] = list(argument, place);
    return resolveIntrinsics(context.condition(text(condition, place), place) ? whenTrue : whenFalse, place, context);
  },

  'Fn::FindInMap': (argument, place, context) => {
    const [map, topKey, secondKey] = list(resolveIntrinsics(argument, place, context), place);
    return context.mapping(text(map, place), text(topKey, place), text(secondKey, place), place);
  },

  'Fn::Select': (argument, place, context) => {
    const [index, items] = list(resolveIntrinsics(argument, place, context), place);
    const chosen = list(items, place)[Number(index)];
    if (chosen === undefined) throw new AssemblyError('UNRESOLVED_REFERENCE', `there is no item ${text(index, place)} to select`, place);
    return chosen;
  },

  'Fn::Split': (argument, place, context) => {
    const [delimiter, source] = list(resolveIntrinsics(argument, place, context), place);
    return text(source, place).split(text(delimiter, place));
  },
};

const below = (place: Place, key: string | number): Place => ({ resource: place.resource, path: place.path ? `${place.path}.${key}` : String(key) });

function text(value: unknown, place: Place): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new AssemblyError('UNRESOLVED_REFERENCE', 'a string is needed here', place);
}

function list(value: unknown, place: Place): unknown[] {
  if (Array.isArray(value)) return value;
  throw new AssemblyError('UNRESOLVED_REFERENCE', 'a list is needed here', place);
}
