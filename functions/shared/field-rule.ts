import type { FieldRule } from '../../domain/field-rules.ts';

/** What a refinement says to a field that breaks a rule, and which one that is. */
export function breaks(rule: FieldRule, message: string): { error: string; params: { rule: FieldRule } } {
  return { error: message, params: { rule } };
}
