import { RuntimeError } from '../errors/runtime-error.ts';
import type { Json, JsonObject } from '../json.ts';
import { isJsonObject } from '../json.ts';

/** The arguments of a task as an object. @throws RuntimeError for anything else, or without one of the required members */
export function taskArguments(args: Json, required: readonly string[] = []): JsonObject {
  const object = isJsonObject(args) ? args : null;
  const missing = object ? required.filter((member) => !Object.hasOwn(object, member)) : [];
  if (object && missing.length === 0) return object;
  const problem = object ? missing.map((member) => `The field '${member}' is required but was missing`).join(', ') : 'The Arguments must be an object';
  throw new RuntimeError(`The Parameters '${JSON.stringify(args)}' could not be used to start the Task: [${problem}]`);
}
