import onnxProto, { type onnx } from 'onnx-proto';

const { AttributeProto, TensorProto } = onnxProto.onnx;
const { AttributeType } = AttributeProto;
const { FLOAT, INT64 } = TensorProto.DataType;

/** An ONNX graph that is rewritten in place. */
export class GraphEditor {
  readonly #graph: onnx.IGraphProto;
  readonly #initializers: Map<string, onnx.ITensorProto>;
  #added = 0;
  #changed = false;

  constructor(graph: onnx.IGraphProto) {
    this.#graph = graph;
    this.#initializers = new Map((graph.initializer ?? []).map((tensor) => [tensor.name ?? '', tensor]));
  }

  get changed(): boolean {
    return this.#changed;
  }

  get nodes(): readonly onnx.INodeProto[] {
    return this.#graph.node ?? [];
  }

  /** The node that makes a value; undefined for inputs and constants. */
  producers(): ReadonlyMap<string, onnx.INodeProto> {
    return new Map(this.nodes.flatMap((node) => (node.output ?? []).map((output) => [output, node] as const)));
  }

  /** How many nodes and outputs of the graph read a value. */
  readers(): ReadonlyMap<string, number> {
    const read = [...this.nodes.flatMap((node) => node.input ?? []), ...(this.#graph.output ?? []).map(({ name }) => name ?? '')];
    const counts = new Map<string, number>();
    for (const value of read) counts.set(value, (counts.get(value) ?? 0) + 1);
    return counts;
  }

  /** A constant's numbers and shape; null when the value is none of floats. */
  floats(name: string | undefined): { readonly values: readonly number[]; readonly shape: readonly number[] } | null {
    const tensor = this.#initializers.get(name ?? '');
    if (tensor?.dataType !== FLOAT) return null;
    return { values: floatsOf(tensor), shape: (tensor.dims ?? []).map(Number) };
  }

  /** A constant list's numbers; null when the value is none of 64-bit integers. */
  integers(name: string | undefined): readonly number[] | null {
    const tensor = this.#initializers.get(name ?? '');
    return tensor?.dataType === INT64 ? integersOf(tensor) : null;
  }

  /** Adds a constant; returns its name. */
  addFloats(values: readonly number[], shape: readonly number[]): string {
    this.#added += 1;
    const tensor: onnx.ITensorProto = { name: `rewrite_${this.#added}`, dataType: FLOAT, dims: [...shape], floatData: [...values] };
    this.#initializers.set(tensor.name ?? '', tensor);
    this.#graph.initializer = [...(this.#graph.initializer ?? []), tensor];
    return tensor.name ?? '';
  }

  /** Puts others in a node's place: none to take it away. */
  replace(replacements: ReadonlyMap<onnx.INodeProto, readonly onnx.INodeProto[]>): void {
    if (replacements.size === 0) return;
    this.#changed = true;
    this.#graph.node = this.nodes.flatMap((node) => replacements.get(node) ?? [node]);
  }
}

/** A scale and a shift of each channel, as the convolution that the runtime computes without changing how it stores the picture. */
export function perChannel(editor: GraphEditor, input: string, output: string, scale: readonly number[], shift?: readonly number[]): onnx.INodeProto {
  const inputs = [input, editor.addFloats(scale, [scale.length, 1, 1, 1])];
  if (shift) inputs.push(editor.addFloats(shift, [shift.length]));
  return {
    opType: 'Conv',
    name: output,
    input: inputs,
    output: [output],
    attribute: [
      { name: 'kernel_shape', type: AttributeType.INTS, ints: [1, 1] },
      { name: 'group', type: AttributeType.INT, i: scale.length },
    ],
  };
}

/** A node of one output, named after it. */
export function node(opType: string, input: string[], output: string, attribute: onnx.IAttributeProto[] = []): onnx.INodeProto {
  return { opType, name: output, input, output: [output], attribute };
}

function floatsOf({ rawData, floatData }: onnx.ITensorProto): readonly number[] {
  if (!rawData?.length) return floatData ?? [];
  const view = new DataView(rawData.buffer, rawData.byteOffset, rawData.byteLength);
  return Array.from({ length: rawData.byteLength / 4 }, (_, index) => view.getFloat32(4 * index, true));
}

function integersOf({ rawData, int64Data }: onnx.ITensorProto): readonly number[] {
  if (!rawData?.length) return (int64Data ?? []).map(Number);
  const view = new DataView(rawData.buffer, rawData.byteOffset, rawData.byteLength);
  return Array.from({ length: rawData.byteLength / 8 }, (_, index) => Number(view.getBigInt64(8 * index, true)));
}
