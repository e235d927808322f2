import type { Route } from '../assembly/assembly.ts';

export interface RouteMatch {
  route: Route;
  /** Null when the route's path has none, as the event has it. */
  pathParameters: Record<string, string> | null;
}

export type MatchRoute = (method: string, segments: readonly string[]) => RouteMatch | null;

/** One resource: the methods of a path, and what lies below it. */
interface Node {
  methods: Map<string, Route>;
  literals: Map<string, Node>;
  parameter: { name: string; node: Node } | null;
  greedy: { name: string; node: Node } | null;
}

interface Found {
  node: Node;
  parameters: [string, string][];
}

const createNode = (): Node => ({ methods: new Map(), literals: new Map(), parameter: null, greedy: null });

/**
 * Chooses routes as API Gateway does: the most specific resource first, a literal segment before `{parameter}` before `{proxy+}`; on that resource the
 * method itself before ANY. Null when the resource does not exist or does not take the method.
 */
export function createRouteTable(routes: readonly Route[]): MatchRoute {
  const root = createNode();
  for (const route of routes) resourceOf(root, route.path).methods.set(route.method, route);
  return (method, segments) => {
    const found = find(root, segments, []);
    const route = found?.node.methods.get(method) ?? found?.node.methods.get('ANY');
    return found && route ? { route, pathParameters: found.parameters.length ? Object.fromEntries(found.parameters) : null } : null;
  };
}

function resourceOf(root: Node, path: string): Node {
  let node = root;
  for (const segment of path.split('/').filter(Boolean)) {
    const [, name, plus] = /^\{([^}+]+)(\+?)\}$/.exec(segment) ?? [];
    if (name === undefined) {
      const next = node.literals.get(segment) ?? createNode();
      node.literals.set(segment, next);
      node = next;
    } else {
      const kind = plus ? 'greedy' : 'parameter';
      node[kind] ??= { name, node: createNode() };
      node = node[kind].node;
    }
  }
  return node;
}

function find(node: Node, segments: readonly string[], parameters: [string, string][]): Found | null {
  const [segment, ...rest] = segments;
  if (segment === undefined) return node.methods.size ? { node, parameters } : null;
  const literal = node.literals.get(segment);
  const { parameter, greedy } = node;
  return (
    (literal && find(literal, rest, parameters)) ??
    (parameter && find(parameter.node, rest, [...parameters, [parameter.name, segment]])) ??
    (greedy && { node: greedy.node, parameters: [...parameters, [greedy.name, segments.join('/')]] })
  );
}
