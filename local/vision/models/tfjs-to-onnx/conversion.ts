import { MalformedModelError, UnsupportedOperatorError } from '../errors.ts';
import type { GraphModel, GraphNode } from './graph-model.ts';
import type { OnnxGraph } from './onnx-graph.ts';
import type { Constant, Tensor, Value } from './value.ts';

/** Turns one node into its value, adding to the ONNX graph what that takes. */
export type Operator = (node: GraphNode, conversion: Conversion) => Value;

export type OperatorTable = Readonly<Record<string, Operator>>;

/** One conversion under way: the graph read, the graph written, and the values known so far. */
export class Conversion {
  readonly graph: OnnxGraph;
  /** Whether the ONNX model is to take pictures of other sizes than the graph was written for. */
  readonly anySize: boolean;
  readonly #model: GraphModel;
  readonly #operators: ReadonlyMap<string, Operator>;
  readonly #values: Map<string, Value>;

  /** @param known values of the nodes at which the graph is cut open */
  constructor(model: GraphModel, operators: ReadonlyMap<string, Operator>, graph: OnnxGraph, known: ReadonlyMap<string, Value>, { anySize = false } = {}) {
    this.anySize = anySize;
    this.graph = graph;
    this.#model = model;
    this.#operators = operators;
    this.#values = new Map(known);
  }

  /** The value of a node, converted when it is first asked for: what no output needs is never looked at. */
  valueOf(nodeName: string): Value {
    const known = this.#values.get(nodeName);
    if (known !== undefined) return known;
    const node = this.#model.nodes.get(nodeName);
    if (node === undefined) throw new MalformedModelError(`The graph has no node ${nodeName}`);
    const operator = this.#operators.get(node.op);
    if (operator === undefined) throw new UnsupportedOperatorError(node.op, node.name);
    const value = operator(node, this);
    this.#values.set(nodeName, value);
    return value;
  }

  weight(name: string): Constant {
    const weight = this.#model.weights.get(name);
    if (weight === undefined) throw new MalformedModelError(`The weights manifest has no weight ${name}`);
    return weight;
  }

  /** How many inputs a node has that carry values; a name with a caret only orders the nodes. */
  inputCount(node: GraphNode): number {
    return node.input.filter((input) => !input.startsWith('^')).length;
  }

  input(node: GraphNode, index: number): Value {
    const reference = node.input[index];
    if (reference === undefined) throw new MalformedModelError(`Node ${node.name} has no input ${index}`);
    const [name = '', port = '0'] = reference.split(':');
    if (port !== '0') throw new UnsupportedOperatorError(node.op, node.name, `input ${reference} is not a first output`);
    return this.valueOf(name);
  }

  tensorInput(node: GraphNode, index: number): Tensor {
    const value = this.input(node, index);
    if (value.kind !== 'tensor') throw new UnsupportedOperatorError(node.op, node.name, `input ${index} is a constant`);
    return value;
  }

  constantInput(node: GraphNode, index: number): Constant {
    const value = this.input(node, index);
    if (value.kind !== 'constant') throw new UnsupportedOperatorError(node.op, node.name, `input ${index} is not a constant`);
    return value;
  }

  /** A shape, axes or other numbers that must be known while converting. */
  integersInput(node: GraphNode, index: number): number[] {
    return Array.from(this.constantInput(node, index).data);
  }
}
