import { InvalidFilterPatternError } from './invalid-filter-pattern-error.ts';
import { jsonFilter } from './json-filter.ts';
import type { MessageFilter } from './message-filter.ts';
import { termFilter } from './term-filter.ts';

/**
 * Reads a filter pattern: terms, or a JSON filter in braces. An empty one wants everything.
 *
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 * @throws InvalidFilterPatternError
 */
export function parseFilterPattern(pattern: string): MessageFilter {
  const text = pattern.trim();
  if (text.startsWith('{')) return jsonFilter(text);
  if (text.startsWith('[') || text.startsWith('%')) throw new InvalidFilterPatternError('Patterns of columns and regular expressions are not served on one machine.');
  return termFilter(text);
}
