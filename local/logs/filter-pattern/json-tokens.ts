import { InvalidFilterPatternError } from './invalid-filter-pattern-error.ts';

export interface Token {
  kind: 'punctuation' | 'selector' | 'operator' | 'value';
  text: string;
  isQuoted: boolean;
  /** Of a selector: the members and indices on the way. */
  path?: readonly string[];
}

const SELECTOR = String.raw`\$(?:\.[A-Za-z0-9_-]+|\[\d+\]|\["[^"]+"\]|\['[^']+'\])*`;
const TOKEN = new RegExp(
  String.raw`\s*(?:(?<selector>${SELECTOR})|(?<punctuation>[{}()]|&&|\|\|)|(?<operator>!=|<=|>=|[=<>])|"(?<quoted>(?:[^"\\]|\\.)*)"|(?<bare>[^\s{}()&|=!<>"$]+))\s*`,
  'y',
);
const STEP = /\.(?<name>[A-Za-z0-9_-]+)|\[(?<index>\d+)\]|\["(?<double>[^"]+)"\]|\['(?<single>[^']+)'\]/g;

/** The tokens of a JSON filter. @throws InvalidFilterPatternError */
export function tokenize(pattern: string): Token[] {
  const tokens: Token[] = [];
  for (TOKEN.lastIndex = 0; TOKEN.lastIndex < pattern.length; ) {
    const { selector, punctuation, operator, quoted, bare } = TOKEN.exec(pattern)?.groups ?? {};
    if (selector !== undefined) tokens.push({ kind: 'selector', text: selector, isQuoted: false, path: pathOf(selector) });
    else if (punctuation !== undefined) tokens.push({ kind: 'punctuation', text: punctuation, isQuoted: false });
    else if (operator !== undefined) tokens.push({ kind: 'operator', text: operator, isQuoted: false });
    else if (quoted !== undefined) tokens.push({ kind: 'value', text: quoted.replace(/\\(.)/g, '$1'), isQuoted: true });
    else if (bare !== undefined) tokens.push({ kind: 'value', text: bare, isQuoted: false });
    else throw new InvalidFilterPatternError('Invalid filter pattern');
  }
  return tokens;
}

function pathOf(selector: string): string[] {
  return [...selector.matchAll(STEP)].map(({ groups }) => groups?.name ?? groups?.index ?? groups?.double ?? groups?.single ?? '');
}
