import { UnsupportedOperatorError } from '../../errors.ts';
import type { Conversion, Operator, OperatorTable } from '../conversion.ts';
import type { GraphNode } from '../graph-model.ts';
import { inLayout, lengthOf, NCHW, transposeConstant } from '../layout.ts';
import type { Constant, Tensor } from '../value.ts';
import { activate } from './activations.ts';
import { explicitPads, requireNhwc, spatialAttribute, type Window, windowPositions } from './windows.ts';

export const convolutionOperators: OperatorTable = {
  Conv2D: convolution(fullKernel),
  _FusedConv2D: convolution(fullKernel),
  DepthwiseConv2dNative: convolution(depthwiseKernel),
  FusedDepthwiseConv2dNative: convolution(depthwiseKernel),
};

/** A kernel as ONNX wants it: output channels, input channels of a group, height, width. */
interface Kernel {
  readonly weights: Float32Array;
  readonly shape: readonly [number, number, number, number];
  readonly groups: number;
}

/** TensorFlow stores height, width, input channels, output channels. */
function fullKernel(kernel: Constant): Kernel {
  const { data, shape } = transposeConstant(kernel, [3, 2, 0, 1]);
  return { weights: Float32Array.from(data), shape: [lengthOf(shape, 0), lengthOf(shape, 1), lengthOf(shape, 2), lengthOf(shape, 3)], groups: 1 };
}

/** TensorFlow stores height, width, channels, multiplier: each channel is a group with as many outputs as the multiplier says. */
function depthwiseKernel(kernel: Constant): Kernel {
  const { data, shape } = transposeConstant(kernel, [2, 3, 0, 1]);
  const channels = lengthOf(shape, 0);
  return {
    weights: Float32Array.from(data),
    shape: [channels * lengthOf(shape, 1), 1, lengthOf(shape, 2), lengthOf(shape, 3)],
    groups: channels,
  };
}

function convolution(kernelOf: (kernel: Constant) => Kernel): Operator {
  return (node, conversion) => {
    requireNhwc(node);
    const { graph } = conversion;
    const picture = inLayout(graph, conversion.tensorInput(node, 0), NCHW);
    const kernel = kernelOf(conversion.constantInput(node, 1));
    const fusion = fusedOperators(node, conversion);
    const window: Window = {
      size: [kernel.shape[2], kernel.shape[3]],
      strides: spatialAttribute(node, 'strides'),
      dilations: spatialAttribute(node, 'dilations'),
    };
    const [height, width] = [lengthOf(picture.shape, 1), lengthOf(picture.shape, 2)];
    const pads = explicitPads(node, height, width, window);

    const inputs = [picture.name, graph.addFloats(kernel.weights, kernel.shape)];
    if (fusion.bias !== null) inputs.push(graph.addFloats(Float32Array.from(fusion.bias.data), [kernel.shape[0]]));
    const name = graph.addNode('Conv', inputs, {
      kernel_shape: window.size,
      strides: window.strides,
      dilations: window.dilations,
      pads,
      group: kernel.groups,
    });
    const result: Tensor = {
      ...picture,
      name,
      shape: [lengthOf(picture.shape, 0), ...windowPositions(height, width, window, pads), kernel.shape[0]],
    };
    return fusion.activation === null ? result : activate(node, conversion, fusion.activation, result, fusion.slope);
  };
}

/** What a fused node does after its product: add a bias, then perhaps an activation. */
export interface Fusion {
  readonly bias: Constant | null;
  readonly activation: string | null;
  readonly slope: () => Constant;
}

export function fusedOperators(node: GraphNode, conversion: Conversion): Fusion {
  const fused = node.attr.fused_ops?.list?.s ?? [];
  const [first, activation = null, ...rest] = fused;
  if (first === undefined) return { bias: null, activation: null, slope: () => conversion.constantInput(node, 2) };
  if (first !== 'BiasAdd' || rest.length > 0) throw new UnsupportedOperatorError(node.op, node.name, `fused with ${fused.join(', ')}`);
  return { bias: conversion.constantInput(node, 2), activation, slope: () => conversion.constantInput(node, 3) };
}
