import { UnsupportedOperatorError } from '../../errors.ts';
import type { GraphNode } from '../graph-model.ts';

/** A window that slides over a picture: of a convolution or a pooling. Pairs are [height, width]. */
export interface Window {
  readonly size: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly dilations: readonly [number, number];
}

/** An attribute given for all four axes of NHWC, as [height, width]; 1 where the node does not say. */
export function spatialAttribute(node: GraphNode, name: string): readonly [number, number] {
  const [, height = 1, width = 1] = node.attr[name]?.list?.i ?? [];
  return [height, width];
}

/** Refuses a node whose pictures are not NHWC. */
export function requireNhwc(node: GraphNode): void {
  const format = node.attr.data_format?.s ?? 'NHWC';
  if (format !== 'NHWC') throw new UnsupportedOperatorError(node.op, node.name, `data format ${format}`);
}

/**
 * TensorFlow's padding in ONNX's order: top, left, bottom, right. SAME pads so that the result has ⌈length / stride⌉ positions, the
 * odd pixel below and on the right: https://www.tensorflow.org/api_docs/python/tf/nn#notes_on_padding_2
 */
export function explicitPads(node: GraphNode, height: number, width: number, window: Window): [number, number, number, number] {
  const padding = node.attr.padding?.s;
  if (padding === 'VALID') return [0, 0, 0, 0];
  if (padding !== 'SAME') throw new UnsupportedOperatorError(node.op, node.name, `padding ${String(padding)}`);
  const [top, bottom] = samePads(height, window.size[0], window.strides[0], window.dilations[0]);
  const [left, right] = samePads(width, window.size[1], window.strides[1], window.dilations[1]);
  return [top, left, bottom, right];
}

function samePads(length: number, size: number, stride: number, dilation: number): [number, number] {
  const positions = Math.ceil(length / stride);
  const total = Math.max((positions - 1) * stride + (size - 1) * dilation + 1 - length, 0);
  return [Math.floor(total / 2), Math.ceil(total / 2)];
}

/** How many positions a window takes, as [rows, columns]. */
export function windowPositions(height: number, width: number, window: Window, pads: readonly [number, number, number, number]): [number, number] {
  const positions = (length: number, axis: 0 | 1, padded: number): number =>
    Math.floor((length + padded - window.dilations[axis] * (window.size[axis] - 1) - 1) / window.strides[axis]) + 1;
  return [positions(height, 0, pads[0] + pads[2]), positions(width, 1, pads[1] + pads[3])];
}
