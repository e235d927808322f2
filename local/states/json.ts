/** What travels between states. */
export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

/** The largest value that may pass between states, in bytes of its UTF-8 JSON. Source: https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
export const MAX_DATA_BYTES = 262_144;

/** The deepest nesting that data and definitions may have, as AWS's reader of JSON has it: whatever goes through data can count on it. */
export const MAX_DEPTH = 1000;

/** Reads JSON text. @throws SyntaxError also for JSON that is nested deeper than 1000 */
export function parseJson(text: string): Json {
  const value = JSON.parse(text) as Json;
  if (isDeeper(value, MAX_DEPTH)) throw new SyntaxError(`Document nesting depth exceeds the maximum allowed (${MAX_DEPTH})`);
  return value;
}

function isDeeper(value: Json, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return depth === 0 || Object.values(value).some((member: Json) => isDeeper(member, depth - 1));
}

export function isJsonObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The type of a value as JSONata and the causes of Step Functions call it. */
export function jsonTypeOf(value: Json): 'null' | 'boolean' | 'number' | 'string' | 'array' | 'object' {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value as 'boolean' | 'number' | 'string' | 'object';
}
