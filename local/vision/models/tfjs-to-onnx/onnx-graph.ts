import type { onnx } from 'onnx-proto';
import onnxProto from 'onnx-proto';

const { AttributeProto, ModelProto, TensorProto } = onnxProto.onnx;
const { AttributeType } = AttributeProto;
const { DataType } = TensorProto;

/** An attribute's ONNX type follows from how it is given; a float is wrapped, for JavaScript cannot tell 1.0 from 1. */
export type OnnxAttribute = number | string | readonly number[] | { readonly float: number };

/** The operator set the graphs are written for, and the file format it belongs to: both read by onnxruntime since 1.14. */
const OPSET_VERSION = 18;
const IR_VERSION = 8;

/** Builds an ONNX graph node by node. Names of values are made here and mean nothing, but are the same every time. */
export class OnnxGraph {
  readonly #name: string;
  readonly #nodes: onnx.INodeProto[] = [];
  readonly #initializers: onnx.ITensorProto[] = [];
  readonly #inputs: onnx.IValueInfoProto[] = [];
  readonly #outputs: onnx.IValueInfoProto[] = [];
  readonly #shared = new Map<string, string>();
  #values = 0;

  constructor(name: string) {
    this.#name = name;
  }

  /** A float32 input; a length given as a word is any length. Returns the name. */
  addInput(name: string, shape: readonly (number | string)[]): string {
    this.#inputs.push(valueInfo(name, shape));
    return name;
  }

  /** Declares a value an output under a name of its own. */
  addOutput(name: string, value: string, shape: readonly (number | string)[]): void {
    this.#nodes.push({ opType: 'Identity', name: `output_${name}`, input: [value], output: [name] });
    this.#outputs.push(valueInfo(name, shape));
  }

  /** Adds a node of one output; returns the output's name. An input left out is the empty name. */
  addNode(opType: string, inputs: readonly string[], attributes: Readonly<Record<string, OnnxAttribute>> = {}): string {
    const output = this.#nextName(opType.toLowerCase());
    this.#nodes.push(
      {
        opType,
        name: `node_${output}`,
        input: [...inputs],
        output: [output],
        attribute: Object.entries(attributes).map(([name, value]) => attributeProto(name, value)),
      },
    );
    return output;
  }

  /** A constant float tensor; returns its name. */
  addFloats(data: Float32Array, shape: readonly number[]): string {
    return this.#addInitializer(DataType.FLOAT, shape, bytesOf(data));
  }

  /** A constant list of 64-bit integers, as ONNX wants shapes and axes; equal lists are stored once. */
  addIntegers(values: readonly number[]): string {
    return this.#once(`integers ${values.join(' ')}`, () =>
      this.#addInitializer(DataType.INT64, [values.length], bytesOf(BigInt64Array.from(values, BigInt))),
    );
  }

  /** A constant float without axes; equal ones are stored once. */
  addScalar(value: number): string {
    return this.#once(`scalar ${value}`, () => this.addFloats(Float32Array.of(value), []));
  }

  /** The bytes of an ONNX file. */
  serialize(): Uint8Array {
    return ModelProto.encode({
      irVersion: IR_VERSION,
      producerName: 'invigil',
      opsetImport: [{ domain: '', version: OPSET_VERSION }],
      graph: {
        name: this.#name,
        node: this.#nodes,
        initializer: this.#initializers,
        input: this.#inputs,
        output: this.#outputs,
      },
    }).finish();
  }

  #addInitializer(dataType: number, shape: readonly number[], rawData: Uint8Array): string {
    const name = this.#nextName('constant');
    this.#initializers.push({ name, dataType, dims: [...shape], rawData });
    return name;
  }

  #once(key: string, add: () => string): string {
    const known = this.#shared.get(key);
    if (known !== undefined) return known;
    const name = add();
    this.#shared.set(key, name);
    return name;
  }

  #nextName(prefix: string): string {
    this.#values += 1;
    return `${prefix}_${this.#values}`;
  }
}

function attributeProto(name: string, value: OnnxAttribute): onnx.IAttributeProto {
  if (typeof value === 'number') return { name, type: AttributeType.INT, i: value };
  if (typeof value === 'string') return { name, type: AttributeType.STRING, s: Buffer.from(value) };
  if ('float' in value) return { name, type: AttributeType.FLOAT, f: value.float };
  return { name, type: AttributeType.INTS, ints: [...value] };
}

function valueInfo(name: string, shape: readonly (number | string)[]): onnx.IValueInfoProto {
  const dim = shape.map((length) => (typeof length === 'string' ? { dimParam: length } : { dimValue: length }));
  return { name, type: { tensorType: { elemType: DataType.FLOAT, shape: { dim } } } };
}

function bytesOf(data: Float32Array | BigInt64Array): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}
