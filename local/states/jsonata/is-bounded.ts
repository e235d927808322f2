/** A node of JSONata's syntax tree, of whatever type. */
interface SyntaxNode {
  readonly type: string;
  readonly value?: unknown;
  readonly [member: string]: unknown;
}

/** Members of nodes that change nothing about the time they take, or are looked at here; grouping, sorting, joining and the like are not. */
const KNOWN_MEMBERS: ReadonlySet<string> = new Set([
  'type', 'value', 'position', 'keepArray', 'keepSingletonArray', 'consarray', 'predicate', 'stages',
  'steps', 'expressions', 'lhs', 'rhs', 'arguments', 'procedure', 'condition', 'then', 'else', 'expression',
]); // prettier-ignore

const OPERATORS: ReadonlySet<unknown> = new Set(['=', '!=', '<', '<=', '>', '>=', '+', '-', '*', '/', '%', '&', 'and', 'or', 'in']);

/** Functions that take time and give data in proportion to what they are given. */
const FUNCTIONS: ReadonlySet<unknown> = new Set([
  'abs', 'average', 'boolean', 'ceil', 'count', 'exists', 'floor', 'keys', 'length', 'lookup', 'lowercase', 'max', 'min', 'not', 'number', 'parse',
  'string', 'substring', 'sum', 'type', 'uppercase', 'hash', 'uuid', 'random', 'now', 'millis', 'partition',
]); // prettier-ignore

/** Functions that do with one argument: with a picture they match patterns. */
const FUNCTIONS_OF_ONE: ReadonlySet<unknown> = new Set(['fromMillis', 'toMillis']);

/** Each variable of a longer expression may be one more copy of all the data. */
const MAX_SOURCE_LENGTH = 1000;

/**
 * Whether an expression takes no more time and memory than its own length times its data: it has no loops, functions of its own, patterns,
 * ranges, or steps that make something of every item. Most expressions of state machines are like that.
 */
export function isBounded(source: string, syntaxTree: unknown): boolean {
  return source.length <= MAX_SOURCE_LENGTH && isBoundedNode(syntaxTree as SyntaxNode);
}

/** Whether a variable takes the place of a function that would be bounded. */
export function hidesFunction(variables: object): boolean {
  return Object.keys(variables).some((name) => FUNCTIONS.has(name) || FUNCTIONS_OF_ONE.has(name));
}

function isBoundedNode(node: SyntaxNode): boolean {
  if (!Object.entries(node).every(([name, member]) => member === undefined || KNOWN_MEMBERS.has(name))) return false;
  if (![...nodesOf(node.predicate), ...nodesOf(node.stages)].every(isIndex)) return false;
  switch (node.type) {
    case 'string':
    case 'number':
    case 'value':
    case 'name':
    case 'variable':
      return true;
    case 'path':
      return nodesOf(node.steps).every((step, index) => (index === 0 || step.type === 'name') && isBoundedNode(step));
    case 'unary':
      return [...nodesOf(node.expression), ...nodesOf(node.expressions), ...nodesOf(node.lhs)].every(isBoundedNode);
    case 'binary':
      return OPERATORS.has(node.value) && [...nodesOf(node.lhs), ...nodesOf(node.rhs)].every(isBoundedNode);
    case 'condition':
      return [...nodesOf(node.condition), ...nodesOf(node.then), ...nodesOf(node.else)].every(isBoundedNode);
    case 'block':
      return nodesOf(node.expressions).every(isBoundedNode);
    case 'function':
      return isBoundedCall(node);
    default:
      return false;
  }
}

function isBoundedCall({ procedure, arguments: args }: SyntaxNode): boolean {
  const [called] = nodesOf(procedure);
  const given = nodesOf(args);
  if (called?.type !== 'variable') return false;
  return (FUNCTIONS.has(called.value) || (FUNCTIONS_OF_ONE.has(called.value) && given.length === 1)) && given.every(isBoundedNode);
}

/** `[0]` */
function isIndex(filter: SyntaxNode): boolean {
  return filter.type === 'filter' && nodesOf(filter.expr).every((node) => node.type === 'number');
}

/** The nodes that a member holds: one, a list, or pairs. */
function nodesOf(member: unknown): SyntaxNode[] {
  return member === undefined ? [] : ([member].flat(2) as SyntaxNode[]);
}
