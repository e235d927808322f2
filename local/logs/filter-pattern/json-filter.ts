import { InvalidFilterPatternError } from './invalid-filter-pattern-error.ts';
import type { MessageFilter } from './message-filter.ts';
import { needleOf } from './message-filter.ts';
import { compareTo, select } from './json-comparison.ts';
import type { Token } from './json-tokens.ts';
import { tokenize } from './json-tokens.ts';

/** A condition on a message's JSON. */
interface Condition {
  holds: (json: unknown) => boolean;
  /** Texts that the JSON must hold somewhere. */
  texts: readonly string[];
}

/**
 * A filter like `{ $.type = "TaskFailed" && ($.details.name = "Judge" || $.id > 5) }`. Messages that are not JSON do not match.
 *
 * @throws InvalidFilterPatternError
 */
export function jsonFilter(pattern: string): MessageFilter {
  const condition = new Parser(tokenize(pattern)).parse();
  return {
    matches: (message) => {
      let json: unknown;
      try {
        json = JSON.parse(message);
      } catch {
        return false;
      }
      return condition.holds(json);
    },
    needle: needleOf(condition.texts),
  };
}

/** Recursive descent: `&&` binds tighter than `||`. */
class Parser {
  readonly #tokens: readonly Token[];
  #position = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  parse(): Condition {
    this.#take('{');
    const condition = this.#either();
    this.#take('}');
    if (this.#position < this.#tokens.length) throw new InvalidFilterPatternError('Invalid filter pattern');
    return condition;
  }

  #either(): Condition {
    const sides = [this.#both()];
    while (this.#takeIf('||')) sides.push(this.#both());
    const [only] = sides;
    return only && sides.length === 1 ? only : { holds: (json) => sides.some((side) => side.holds(json)), texts: [] };
  }

  #both(): Condition {
    const sides = [this.#term()];
    while (this.#takeIf('&&')) sides.push(this.#term());
    return { holds: (json) => sides.every((side) => side.holds(json)), texts: sides.flatMap((side) => side.texts) };
  }

  #term(): Condition {
    if (this.#takeIf('(')) {
      const condition = this.#either();
      this.#take(')');
      return condition;
    }
    const path = this.#takeOf('selector').path ?? [];
    if (this.#takeIf('IS')) {
      const expected = this.#takeConstant();
      return { holds: (json) => select(json, path) === expected, texts: [] };
    }
    if (this.#takeIf('NOT')) {
      this.#take('EXISTS');
      return { holds: (json) => select(json, path) === undefined, texts: [] };
    }
    const operator = this.#takeOf('operator').text;
    const value = this.#takeOf('value').text;
    const isExact = operator === '=' && !value.includes('*');
    return { holds: (json) => compareTo(select(json, path), operator, value), texts: isExact ? [value] : [] };
  }

  #takeConstant(): boolean | null {
    const { text } = this.#takeOf('value');
    switch (text.toUpperCase()) {
      case 'TRUE':
        return true;
      case 'FALSE':
        return false;
      case 'NULL':
        return null;
      default:
        throw new InvalidFilterPatternError('Invalid filter pattern');
    }
  }

  #takeIf(text: string): boolean {
    const token = this.#tokens[this.#position];
    if (token?.text !== text || token.isQuoted) return false;
    this.#position += 1;
    return true;
  }

  #take(text: string): void {
    if (!this.#takeIf(text)) throw new InvalidFilterPatternError('Invalid filter pattern');
  }

  #takeOf(kind: Token['kind']): Token {
    const token = this.#tokens[this.#position];
    if (token?.kind !== kind) throw new InvalidFilterPatternError('Invalid filter pattern');
    this.#position += 1;
    return token;
  }
}
