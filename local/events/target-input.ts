import type { TargetInput } from '../assembly/assembly.ts';
import type { AwsEvent } from './aws-event.ts';

/** A quoted text of a template, or a placeholder outside of one. */
const TOKEN = /"(?:[^"\\]|\\.)*"|<([^<>]+)>/gs;
const PLACEHOLDER = /<([^<>]+)>/g;

/**
 * What a target is given of an event, as JSON text.
 * Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export function targetInput(input: TargetInput, event: AwsEvent): string {
  switch (input.type) {
    case 'event':
      return JSON.stringify(event);
    case 'constant':
      return input.json;
    case 'path':
      return JSON.stringify(select(event, input.path));
    case 'transformer': {
      const valueOf = (name: string): unknown => select(event, input.paths[name] ?? '$');
      return input.template.replace(TOKEN, (token: string, name: string | undefined) => (name === undefined ? token.replaceAll(PLACEHOLDER, (_match, inner: string) => quoted(valueOf(inner))) : JSON.stringify(valueOf(name))));
    }
  }
}

/** Null where there is no such member. */
function select(event: AwsEvent, path: string): unknown {
  const names = path.split('.').slice(1);
  return names.reduce<unknown>((value, name) => (typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : null), event);
}

/** A value within a text of JSON. */
function quoted(value: unknown): string {
  return JSON.stringify(typeof value === 'string' ? value : JSON.stringify(value)).slice(1, -1);
}
