import { z } from 'zod';
import { MalformedModelError } from '../errors.ts';
import type { GraphModel, GraphNode } from './graph-model.ts';
import { constant, integers, type Constant } from './value.ts';
import { decodeWeights, WeightsManifestSchema } from './weights.ts';

const PairSchema = z.tuple([z.int(), z.int()]);
const PaddingSchema = z.enum(['same', 'valid']).transform((padding) => ({ s: padding.toUpperCase() }));
const window = { strides: PairSchema, padding: PaddingSchema, data_format: z.literal('channels_last') };
const pooling = z.object({ ...window, pool_size: PairSchema });

/** The layers of Keras that the manifest's models have, with what their configuration says of the computation. */
const LayerSchema = z.discriminatedUnion('class_name', [
  z.object({ class_name: z.literal('InputLayer') }),
  z.object({
    class_name: z.literal('Conv2D'),
    config: z.object({ ...window, dilation_rate: z.tuple([z.literal(1), z.literal(1)]), activation: z.literal('linear'), use_bias: z.literal(false) }),
  }),
  z.object({ class_name: z.literal('BatchNormalization'), config: z.object({ epsilon: z.number(), center: z.literal(true), scale: z.boolean() }) }),
  z.object({ class_name: z.literal('Activation'), config: z.object({ activation: z.literal('relu') }) }),
  z.object({ class_name: z.literal('MaxPooling2D'), config: pooling }),
  z.object({ class_name: z.literal('AveragePooling2D'), config: pooling }),
  z.object({ class_name: z.literal('Concatenate'), config: z.object({ axis: z.int() }) }),
  z.object({ class_name: z.literal('Flatten') }),
  z.object({ class_name: z.literal('Dropout') }),
  z.object({ class_name: z.literal('Dense'), config: z.object({ activation: z.enum(['relu', 'softmax']), use_bias: z.literal(true) }) }),
]);

const NamedLayerSchema = z.intersection(
  z.object({ name: z.string(), inbound_nodes: z.array(z.array(z.tuple([z.string()], z.unknown()))).max(1) }),
  LayerSchema,
);
type Layer = z.output<typeof NamedLayerSchema>;

const LayersModelSchema = z.object({
  modelTopology: z.object({ model_config: z.object({ config: z.object({ layers: z.array(NamedLayerSchema) }) }) }),
  weightsManifest: WeightsManifestSchema,
});

/**
 * Reads a TensorFlow.js layers model, which lists Keras's layers, as the graph that they stand for: every layer's value is a node of the
 * layer's name, in inference (no dropout, normalisation by the moving mean and variance).
 *
 * @param modelJson what model.json holds, already parsed from JSON
 * @param weightBytes all weight files, one after the other
 * @throws MalformedModelError for a layer or an option of one that is not written above
 */
export function readLayersModel(modelJson: unknown, weightBytes: Uint8Array): GraphModel {
  const parsed = LayersModelSchema.safeParse(modelJson);
  if (!parsed.success) throw new MalformedModelError('model.json is not a TensorFlow.js layers model of known layers', { cause: parsed.error });
  const weights = new Map(decodeWeights(parsed.data.weightsManifest, weightBytes));
  const nodes = new Map<string, GraphNode>();
  const add = (name: string, op: string, input: string[], attr: GraphNode['attr'] = {}): void => {
    nodes.set(name, { name, op, input, attr });
  };
  const addConstant = (name: string, value: Constant): string => {
    weights.set(name, value);
    add(name, 'Const', []);
    return name;
  };
  for (const name of weights.keys()) add(name, 'Const', []);
  for (const layer of parsed.data.modelTopology.model_config.config.layers) addLayer(layer, weights, add, addConstant);
  return { nodes, weights };
}

function addLayer(
  layer: Layer,
  weights: ReadonlyMap<string, Constant>,
  add: (name: string, op: string, input: string[], attr?: GraphNode['attr']) => void,
  addConstant: (name: string, value: Constant) => string,
): void {
  const { name } = layer;
  const inputs = layer.inbound_nodes.flat().map(([inputName]) => inputName);
  const weight = (part: string): string => `${name}/${part}`;
  switch (layer.class_name) {
    case 'InputLayer':
      add(name, 'Placeholder', []);
      return;
    case 'Conv2D':
      add(name, 'Conv2D', [...inputs, weight('kernel')], { strides: overPicture(layer.config.strides), padding: layer.config.padding });
      return;
    case 'BatchNormalization': {
      const gamma = layer.config.scale ? weight('gamma') : addConstant(weight('gamma'), onesLike(weights.get(weight('beta'))));
      add(name, 'FusedBatchNorm', [...inputs, gamma, weight('beta'), weight('moving_mean'), weight('moving_variance')], { epsilon: { f: layer.config.epsilon } });
      return;
    }
    case 'Activation':
      add(name, 'Relu', inputs);
      return;
    case 'MaxPooling2D':
    case 'AveragePooling2D': {
      const { pool_size: size, strides, padding } = layer.config;
      add(name, layer.class_name === 'MaxPooling2D' ? 'MaxPool' : 'AvgPool', inputs, { ksize: overPicture(size), strides: overPicture(strides), padding });
      return;
    }
    case 'Concatenate':
      add(name, 'ConcatV2', [...inputs, addConstant(weight('axis'), integers([layer.config.axis]))]);
      return;
    case 'Flatten':
      add(name, 'Reshape', [...inputs, addConstant(weight('shape'), integers([1, -1]))]);
      return;
    case 'Dropout':
      add(name, 'Identity', inputs);
      return;
    case 'Dense':
      add(weight('sum'), '_FusedMatMul', [...inputs, weight('kernel'), weight('bias')], { fused_ops: { list: { s: ['BiasAdd'] } } });
      add(name, layer.config.activation === 'relu' ? 'Relu' : 'Softmax', [weight('sum')]);
  }
}

/** A pair of height and width as TensorFlow's attributes have it: for batch, height, width and channels. */
function overPicture([height, width]: readonly [number, number]): GraphNode['attr'][string] {
  return { list: { i: [1, height, width, 1] } };
}

function onesLike(offset: Constant | undefined): Constant {
  if (!offset) throw new MalformedModelError('A normalisation has no offset');
  return constant(new Float32Array(offset.data.length).fill(1), offset.shape);
}
