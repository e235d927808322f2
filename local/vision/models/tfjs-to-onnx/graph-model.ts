import { z } from 'zod';
import { MalformedModelError } from '../errors.ts';
import { decodeWeights, WeightsManifestSchema } from './weights.ts';
import type { Constant } from './value.ts';

/** Bytes are in base64, or in older files a list of numbers. */
const BytesSchema = z.union([z.string().transform((base64) => Buffer.from(base64, 'base64')), z.array(z.number()).transform((bytes) => Buffer.from(bytes))]);

const TextSchema = BytesSchema.transform((bytes) => bytes.toString('utf8'));

/** 64-bit integers are written as text. */
const IntegerSchema = z.union([z.int(), z.string().regex(/^-?\d+$/).transform(Number)]);

/** TensorFlow's AttrValue, as far as any operator here reads it. */
const AttributeSchema = z.object({
  s: TextSchema.optional(),
  i: IntegerSchema.optional(),
  f: z.number().optional(),
  b: z.boolean().optional(),
  list: z.object({ s: z.array(TextSchema).nullish(), i: z.array(IntegerSchema).nullish() }).optional(),
});

const NodeSchema = z.object({
  name: z.string(),
  op: z.string(),
  input: z.array(z.string()).default([]),
  attr: z.record(z.string(), AttributeSchema).default({}),
});

/** A node of TensorFlow's GraphDef. */
export type GraphNode = z.output<typeof NodeSchema>;

const ModelJsonSchema = z.object({
  modelTopology: z.object({ node: z.array(NodeSchema) }),
  weightsManifest: WeightsManifestSchema,
});

/** A TensorFlow.js graph model in memory. Tensors are in TensorFlow's order of axes: batch, height, width, channels. */
export interface GraphModel {
  readonly nodes: ReadonlyMap<string, GraphNode>;
  readonly weights: ReadonlyMap<string, Constant>;
}

/**
 * @param modelJson what model.json holds, already parsed from JSON
 * @param weightBytes all weight files, one after the other
 * @throws MalformedModelError
 */
export function readGraphModel(modelJson: unknown, weightBytes: Uint8Array): GraphModel {
  const parsed = ModelJsonSchema.safeParse(modelJson);
  if (!parsed.success) throw new MalformedModelError('model.json is not a TensorFlow.js graph model', { cause: parsed.error });
  const { modelTopology, weightsManifest } = parsed.data;
  return {
    nodes: new Map(modelTopology.node.map((node) => [node.name, node])),
    weights: decodeWeights(weightsManifest, weightBytes),
  };
}
