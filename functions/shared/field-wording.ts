import type { z } from 'zod';
import { FIELD_RULES, type FieldRule } from '../../domain/field-rules.ts';
import type { Parameters, Wording } from '../../domain/wording.ts';

/** What a schema has to say about a field: which rule it breaks, with the rule's limit, for whoever says it in another language than the schema does. */
export function fieldWording(issue: z.core.$ZodIssue, field: string): Wording & { detail: FieldRule } {
  return { detail: ruleOf(issue), parameters: { ...(field === '' ? {} : { field }), ...limitOf(issue) } };
}

const RULES_OF_SIZE = {
  too_small: { string: 'tooShort', array: 'tooFew', number: 'tooSmall' },
  too_big: { string: 'tooLong', array: 'tooMany', number: 'tooLarge' },
} as const satisfies Record<string, Record<string, FieldRule>>;

function ruleOf(issue: z.core.$ZodIssue): FieldRule {
  switch (issue.code) {
    case 'too_small':
    case 'too_big': {
      if (issue.code === 'too_small' && issue.origin === 'string' && issue.minimum === 1) return 'empty';
      const rules: Partial<Record<string, FieldRule>> = RULES_OF_SIZE[issue.code];
      return rules[issue.origin] ?? 'notValid';
    }
    case 'unrecognized_keys':
      return 'unknownField';
    case 'invalid_format':
      return issue.format === 'regex' && issue.pattern?.includes('\\p{Cc}') === true ? 'characters' : 'malformed';
    case 'custom':
      return FIELD_RULES.find((rule) => rule === issue.params?.rule) ?? 'notValid';
    case 'invalid_type':
    case 'invalid_value':
      return 'malformed';
    default:
      return 'notValid';
  }
}

function limitOf(issue: z.core.$ZodIssue): Parameters {
  if (issue.code === 'too_small') return { limit: Number(issue.minimum) };
  return issue.code === 'too_big' ? { limit: Number(issue.maximum) } : {};
}
