import type { QueryLanguage } from './state-schema.ts';

/** The query language at a path of a definition that may be invalid: that of the innermost state, else the machine's. */
export function languageAt(definition: unknown, path: readonly PropertyKey[]): QueryLanguage {
  const machineLanguage = declaredIn(definition) ?? 'JSONPath';
  let language = machineLanguage;
  let value: unknown = definition;
  for (const step of path) {
    value = (value as Record<PropertyKey, unknown> | null)?.[step];
    if (typeof value !== 'object' || value === null) break;
    if ('Type' in value) language = declaredIn(value) ?? machineLanguage;
  }
  return language;
}

function declaredIn(value: unknown): QueryLanguage | null {
  const declared = (value as { QueryLanguage?: unknown } | null)?.QueryLanguage;
  return declared === 'JSONata' || declared === 'JSONPath' ? declared : null;
}
