/** Known while converting: a weight, or a shape or axis computed from one. Row-major in TensorFlow's order of axes. */
export interface Constant {
  readonly kind: 'constant';
  readonly data: Float32Array | Int32Array;
  readonly shape: readonly number[];
}

/** Known only when the model runs. */
export interface Tensor {
  readonly kind: 'tensor';
  /** Of the value in the ONNX graph. */
  readonly name: string;
  /** In TensorFlow's order of axes. A batch of any size counts as 1. */
  readonly shape: readonly number[];
  /** How the ONNX value is stored: its axis `j` is TensorFlow's axis `layout[j]`. */
  readonly layout: readonly number[];
}

export type Value = Constant | Tensor;

export function constant(data: Float32Array | Int32Array, shape: readonly number[]): Constant {
  return { kind: 'constant', data, shape };
}

export function integers(values: readonly number[]): Constant {
  return constant(Int32Array.from(values), [values.length]);
}

/** How many elements a tensor of this shape has. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}
