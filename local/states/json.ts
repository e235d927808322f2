/** What travels between states. */
export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

/** The largest value that may pass between states, in bytes of its UTF-8 JSON. Source: https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
export const MAX_DATA_BYTES = 262_144;

export function isJsonObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The type of a value as JSONata and the causes of Step Functions call it. */
export function jsonTypeOf(value: Json): 'null' | 'boolean' | 'number' | 'string' | 'array' | 'object' {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value as 'boolean' | 'number' | 'string' | 'object';
}
