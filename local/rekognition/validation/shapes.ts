import { AwsError } from '../../aws/aws-error.ts';

/** Collects what is wrong with a request. */
export class ConstraintFailures {
  readonly #failures: string[] = [];
  readonly #constraints = new Set<string>();

  add(value: string, path: string, constraint: string): void {
    this.#constraints.add(constraint);
    this.#failures.push(`Value ${value} at '${path}' failed to satisfy constraint: ${constraint}`);
  }

  /** What is wrong with the members of a list or map, said of it as a whole. */
  addOfMembers(value: string, path: string, members: ConstraintFailures, which = 'Member'): void {
    if (members.#constraints.size > 0) this.add(value, path, `${which} must satisfy constraint: [${[...members.#constraints].join(', ')}]`);
  }

  /** In the words of AWS. @throws AwsError ValidationException */
  throwIfAny(): void {
    const count = this.#failures.length;
    if (count === 0) return;
    throw new AwsError('ValidationException', `${count} validation error${count === 1 ? '' : 's'} detected: ${this.#failures.join('; ')}`);
  }
}

/** One shape of a service's model: its JSON type and its constraints. */
export interface Shape<T> {
  /**
   * @param value neither undefined nor null
   * @param path as AWS writes it: members in camel case, joined by dots
   * @returns the value as the operation wants it; only to be used when there are no failures
   * @throws AwsError SerializationException when the JSON type is wrong
   */
  parse(value: unknown, path: string, failures: ConstraintFailures): T;
}

interface Required<T> extends Shape<T> {
  readonly required: true;
}

type Members = Readonly<Record<string, Shape<unknown>>>;
type ValueOf<S> = S extends Shape<infer T> ? T : never;

/** The parsed form of a structure. */
export type StructureOf<M extends Members> = {
  readonly [K in keyof M as M[K] extends Required<unknown> ? K : never]: ValueOf<M[K]>;
} & { readonly [K in keyof M as M[K] extends Required<unknown> ? never : K]?: ValueOf<M[K]> | undefined };

export function required<T>(shape: Shape<T>): Required<T> {
  return { required: true, parse: (value, path, failures) => shape.parse(value, path, failures) };
}

/** Members that it does not name are ignored, as AWS does. */
export function structure<M extends Members>(members: M): Shape<StructureOf<M>> {
  return {
    parse(value, path, failures) {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrongType(value, null);
      const parsed: Record<string, unknown> = {};
      for (const [name, shape] of Object.entries(members)) {
        const member = (value as Record<string, unknown>)[name];
        const memberPath = path === '' ? camelCase(name) : `${path}.${camelCase(name)}`;
        if (member !== undefined && member !== null) parsed[name] = shape.parse(member, memberPath, failures);
        else if ('required' in shape) failures.add('null', memberPath, 'Member must not be null');
      }
      return parsed as StructureOf<M>;
    },
  };
}

export function string(constraints: { readonly min?: number; readonly max?: number; readonly pattern?: string } = {}): Shape<string> {
  const pattern = constraints.pattern === undefined ? null : new RegExp(`^(?:${constraints.pattern})$`, 'u');
  return {
    parse(value, path, failures) {
      if (typeof value !== 'string') throw wrongType(value, 'a String');
      checkLength(value.length, `'${value}'`, path, constraints, failures);
      if (pattern?.test(value) === false) failures.add(`'${value}'`, path, `Member must satisfy regular expression pattern: ${String(constraints.pattern)}`);
      return value;
    },
  };
}

export function oneOf<const T extends string>(values: readonly T[]): Shape<T> {
  const constraint = `Member must satisfy enum value set: [${values.join(', ')}]`;
  return {
    parse(value, path, failures) {
      if (typeof value !== 'string') throw wrongType(value, 'a String');
      const known = values.find((each) => each === value);
      if (known === undefined) failures.add(`'${value}'`, path, constraint);
      return known ?? (value as T);
    },
  };
}

export function number(constraints: { readonly min?: number; readonly max?: number; readonly integer?: boolean } = {}): Shape<number> {
  return {
    parse(value, path, failures) {
      if (typeof value !== 'number') throw wrongType(value, constraints.integer === true ? 'an Integer' : 'a Float');
      if (constraints.integer === true && !isInt32(value)) throw wrongType(value, 'an Integer');
      const written = constraints.integer !== true && Number.isInteger(value) ? `'${value}.0'` : `'${value}'`;
      if (constraints.min !== undefined && value < constraints.min) failures.add(written, path, `Member must have value greater than or equal to ${constraints.min}`);
      if (constraints.max !== undefined && value > constraints.max) failures.add(written, path, `Member must have value less than or equal to ${constraints.max}`);
      return value;
    },
  };
}

/** Base64 in JSON. */
export function blob(constraints: { readonly min?: number; readonly max?: number } = {}): Shape<Uint8Array> {
  return {
    parse(value, path, failures) {
      if (typeof value !== 'string' || value.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(value)) throw wrongType(value, 'a ByteBuffer');
      const bytes = Buffer.from(value, 'base64');
      checkLength(bytes.length, `'java.nio.HeapByteBuffer[pos=0 lim=${bytes.length} cap=${bytes.length}]'`, path, constraints, failures);
      return bytes;
    },
  };
}

export function list<T>(member: Shape<T>, constraints: { readonly min?: number; readonly max?: number } = {}): Shape<readonly T[]> {
  return {
    parse(value, path, failures) {
      if (!Array.isArray(value)) throw wrongType(value, null);
      const items: readonly unknown[] = value;
      const ofMembers = new ConstraintFailures();
      // Before they are written: what has the wrong type may not even have a text.
      const parsed = items.map((item) => member.parse(item, path, ofMembers));
      const written = `'[${items.map(String).join(', ')}]'`;
      checkLength(items.length, written, path, constraints, failures);
      failures.addOfMembers(written, path, ofMembers);
      return parsed;
    },
  };
}

export function map<T>(key: Shape<string>, value: Shape<T>, constraints: { readonly min?: number; readonly max?: number } = {}): Shape<Readonly<Record<string, T>>> {
  return {
    parse(input, path, failures) {
      if (typeof input !== 'object' || input === null || Array.isArray(input)) throw wrongType(input, null);
      const ofKeys = new ConstraintFailures();
      const ofValues = new ConstraintFailures();
      const entries = Object.entries(input).map(([name, each]) => [key.parse(name, path, ofKeys), value.parse(each, path, ofValues)] as const);
      const written = `'{${entries.map(([name, each]) => `${name}=${String(each)}`).join(', ')}}'`;
      checkLength(entries.length, written, path, constraints, failures);
      failures.addOfMembers(written, path, ofKeys, 'Map keys');
      failures.addOfMembers(written, path, ofValues, 'Map value');
      return Object.fromEntries(entries);
    },
  };
}

/**
 * Checks a whole request.
 *
 * @throws AwsError SerializationException or ValidationException
 */
export function parseInput<T>(shape: Shape<T>, input: unknown): T {
  const failures = new ConstraintFailures();
  const parsed = shape.parse(input, '', failures);
  failures.throwIfAny();
  return parsed;
}

function checkLength(length: number, written: string, path: string, { min, max }: { readonly min?: number; readonly max?: number }, failures: ConstraintFailures): void {
  if (max !== undefined && length > max) failures.add(written, path, `Member must have length less than or equal to ${max}`);
  if (min !== undefined && length < min) failures.add(written, path, `Member must have length greater than or equal to ${min}`);
}

/**
 * In the words of AWS's JSON reader.
 *
 * @param wanted null for a structure or a list
 */
function wrongType(value: unknown, wanted: string | null): AwsError {
  if (typeof value === 'object' && value !== null) {
    return new AwsError('SerializationException', `Start of ${Array.isArray(value) ? 'list' : 'structure or map'} found where not expected.`);
  }
  if (wanted === null) return new AwsError('SerializationException', 'Expected null');
  const kind = typeof value === 'boolean' ? String(value).toUpperCase() : value === null ? 'NULL' : (typeof value).toUpperCase();
  return new AwsError('SerializationException', `${kind}_VALUE can not be converted to ${wanted}`);
}

function isInt32(value: number): boolean {
  return (value | 0) === value;
}

function camelCase(member: string): string {
  return member.charAt(0).toLowerCase() + member.slice(1);
}
