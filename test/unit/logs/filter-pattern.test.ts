import { describe, expect, it } from '@jest/globals';
import { InvalidFilterPatternError } from '../../../local/logs/filter-pattern/invalid-filter-pattern-error.ts';
import { parseFilterPattern } from '../../../local/logs/filter-pattern/parse-filter-pattern.ts';

const matches = (pattern: string, message: string) => parseFilterPattern(pattern).matches(message);
const event = JSON.stringify({ id: '3', type: 'TaskFailed', level: 5, ok: true, none: null, details: { name: 'Judge', 'odd name': 'x', list: [{ v: 'a b' }] } });

describe('a filter of terms', () => {
  it.each([
    ['', 'anything', true],
    ['  ', 'anything', true],
    ['ERROR', 'an ERROR here', true],
    ['ERROR', 'an error here', false],
    ['ERROR here', 'here an ERROR', true],
    ['ERROR gone', 'here an ERROR', false],
    ['"an ERROR"', 'here an ERROR', true],
    ['"ERROR an"', 'here an ERROR', false],
    [String.raw`"say \"hi\""`, 'say "hi" now', true],
    ['ERROR -here', 'here an ERROR', false],
    ['ERROR -"not here"', 'here an ERROR', true],
    ['-ERROR', 'all is well', true],
    ['?WARN ?ERROR', 'an ERROR', true],
    ['?WARN ?ERROR', 'all is well', false],
    ['ERROR ?WARN', 'an ERROR', true],
    ['ERROR ?WARN', 'a WARN', false],
  ])('%j and %j: %s', (pattern, message, expected) => {
    expect(matches(pattern, message)).toBe(expected);
  });
});

describe('a filter of JSON', () => {
  it.each([
    ['{ $.type = "TaskFailed" }', true],
    ['{ $.type = TaskFailed }', true],
    ['{ $.type = "TaskSucceeded" }', false],
    ['{ $.type = "Task*" }', true],
    ['{ $.type = "*Failed" }', true],
    ['{ $.type = "Map*" }', false],
    ['{ $.type = "T*F*d" }', true],
    ['{ $.type = "T*d*F*" }', false],
    ['{ $.type != "TaskSucceeded" }', true],
    ['{ $.absent != "x" }', false],
    ['{ $.absent = "x" }', false],
    ['{ $.details = "x" }', false],
    ['{ $.details.name = "Judge" }', true],
    ['{ $.details["odd name"] = "x" }', true],
    ['{ $.details.list[0].v = "a b" }', true],
    ['{ $.details.list[1].v = "a b" }', false],
    ['{ $.level = 5 }', true],
    ['{ $.level > 4 && $.level < 6 }', true],
    ['{ $.level >= 6 || $.level <= 4 }', false],
    ['{ $.id > 2 }', false],
    ['{ $.ok IS TRUE }', true],
    ['{ $.ok IS FALSE }', false],
    ['{ $.none IS NULL }', true],
    ['{ $.absent NOT EXISTS }', true],
    ['{ $.type NOT EXISTS }', false],
    ['{ $.type = "x" || $.level = 5 && $.ok IS TRUE }', true],
    ['{ ($.type = "x" || $.level = 5) && $.ok IS FALSE }', false],
  ])('%s: %s', (pattern, expected) => {
    expect(matches(pattern, event)).toBe(expected);
  });

  it('matches nothing that is not JSON', () => {
    expect(matches('{ $.type != "x" }', 'plain text')).toBe(false);
  });
});

describe('a pattern', () => {
  it.each(['{', '{ $.a }', '{ $.a = }', '{ $.a = "x" ', '{ $.a = "x" } more', '{ a = "x" }', '{ $.a IS MAYBE }', '"open', '[a, b]', '%x%'])('%s is refused', (pattern) => {
    expect(() => parseFilterPattern(pattern)).toThrow(InvalidFilterPatternError);
  });

  it.each([
    ['what every match must hold, the longest of it', 'short arn:aws:states:us-east-1 x', 'arn:aws:states:us-east-1'],
    ['nothing that JSON may escape', '"a/b" "a\\"b"', null],
    ['nothing that is left out or optional', '-ARN-1 ?ARN-2', null],
    ['what all conditions need', '{ $.a = "x" && $.b = "long-enough" }', 'long-enough'],
    ['nothing of alternatives, comparisons and wildcards', '{ ($.a = "x1" || $.b = "y1") && $.c != "z1" && $.d = "w*" }', null],
  ])('is looked for by %s', (_, pattern, needle) => {
    expect(parseFilterPattern(pattern).needle).toBe(needle);
  });
});
