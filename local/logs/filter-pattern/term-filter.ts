import { InvalidFilterPatternError } from './invalid-filter-pattern-error.ts';
import type { MessageFilter } from './message-filter.ts';
import { needleOf } from './message-filter.ts';

const TERM = /\s*(?<sign>[-?]?)(?:"(?<quoted>(?:[^"\\]|\\.)*)"|(?<bare>[^\s"]+))/y;

/**
 * A filter of terms: a message holds all of them, and none of those with `-`. Terms with `?` count only when there are no others, and then one
 * of them is enough. Upper and lower case differ.
 *
 * @throws InvalidFilterPatternError for a quotation that does not end
 */
export function termFilter(pattern: string): MessageFilter {
  const terms = { '': [] as string[], '-': [] as string[], '?': [] as string[] };
  for (TERM.lastIndex = 0; TERM.lastIndex < pattern.length; ) {
    const { sign, quoted, bare } = TERM.exec(pattern)?.groups ?? {};
    const text = quoted?.replace(/\\(.)/g, '$1') ?? bare;
    if (text === undefined) throw new InvalidFilterPatternError('Invalid character(s) in term');
    terms[sign as keyof typeof terms].push(text);
  }
  const { '': required, '-': excluded, '?': optional } = terms;
  const onlyOptional = required.length === 0 && excluded.length === 0 && optional.length > 0;
  return {
    matches: (message) =>
      required.every((term) => message.includes(term)) &&
      !excluded.some((term) => message.includes(term)) &&
      (!onlyOptional || optional.some((term) => message.includes(term))),
    needle: needleOf(required),
  };
}
