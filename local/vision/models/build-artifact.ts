import { MalformedModelError } from './errors.ts';
import type { Artifact, NsfwjsGraphArtifact, NsfwjsLayersArtifact, TfjsGraphArtifact, TfjsWeightArtifact } from './manifest.ts';
import { commonjsValue } from './tfjs-to-onnx/commonjs-value.ts';
import { convertGraph } from './tfjs-to-onnx/convert-graph.ts';
import { FACE_API_INPUT, FACE_API_OUTPUT, faceApiGraph } from './tfjs-to-onnx/face-api-graph.ts';
import { faceApiRecognitionGraph, RECOGNITION_INPUT, RECOGNITION_OUTPUT } from './tfjs-to-onnx/face-api-recognition.ts';
import { type GraphModel, readGraphModel } from './tfjs-to-onnx/graph-model.ts';
import { readLayersModel } from './tfjs-to-onnx/layers-model.ts';
import { sizeOf } from './tfjs-to-onnx/value.ts';
import { decodeWeights, WeightsManifestSchema } from './tfjs-to-onnx/weights.ts';

/** An artifact's source files by their path in its package. */
type Sources = ReadonlyMap<string, Buffer>;

/**
 * The bytes of a prepared artifact: an ONNX model or bare numbers. The same sources give the same bytes.
 *
 * @throws MalformedModelError, UnsupportedOperatorError
 */
export function buildArtifact(name: string, artifact: Artifact, sources: Sources): Uint8Array {
  switch (artifact.form) {
    case 'onnx':
      return sourceOf(sources, artifact.sources[0]);
    case 'tfjs-graph':
      return convertCut(name, artifact, readTfjsGraph(artifact, sources));
    case 'nsfwjs-graph':
      return convertCut(name, artifact, readNsfwjsGraph(artifact, sources));
    case 'nsfwjs-layers':
      return convertCut(name, artifact, readNsfwjsLayers(artifact, sources));
    case 'face-api':
      return convertGraph(faceApiGraph(readFaceApiWeights(artifact, sources)), {
        name,
        inputNode: FACE_API_INPUT,
        inputShape: artifact.input.shape,
        outputNodes: Object.fromEntries(Object.keys(artifact.outputs).map((output) => [output, FACE_API_OUTPUT])),
      });
    case 'face-api-recognition':
      return convertGraph(faceApiRecognitionGraph(readFaceApiWeights(artifact, sources)), {
        name,
        inputNode: RECOGNITION_INPUT,
        inputShape: artifact.input.shape,
        outputNodes: { descriptor: RECOGNITION_OUTPUT },
      });
    case 'tfjs-weight':
      return bareWeight(artifact, readTfjsGraph(artifact, sources));
  }
}

function convertCut(name: string, { cut, input }: TfjsGraphArtifact | NsfwjsGraphArtifact | NsfwjsLayersArtifact, model: GraphModel): Uint8Array {
  return convertGraph(model, { name, inputNode: cut.inputNode, inputShape: input.shape, outputNodes: cut.outputNodes, channelsFirst: cut.channelsFirst, channelsFirstOutputs: cut.channelsFirstOutputs, writtenForPx: cut.writtenForPx });
}

function readTfjsGraph({ sources: [modelFile, ...weightFiles] }: Artifact, sources: Sources): GraphModel {
  return readGraphModel(readJson(sources, modelFile), Buffer.concat(weightFiles.map((file) => sourceOf(sources, file))));
}

function readNsfwjsGraph(artifact: NsfwjsGraphArtifact, sources: Sources): GraphModel {
  return readGraphModel(...nsfwjsFiles(artifact, sources));
}

function readNsfwjsLayers(artifact: NsfwjsLayersArtifact, sources: Sources): GraphModel {
  return readLayersModel(...nsfwjsFiles(artifact, sources));
}

/** Model and weights of nsfwjs, out of the JavaScript that they are wrapped in. */
function nsfwjsFiles({ sources: [modelFile, ...weightFiles] }: Artifact, sources: Sources): [model: unknown, weights: Buffer] {
  const weights = weightFiles.map((file) => {
    const base64 = commonjsValue(sourceOf(sources, file).toString('utf8'), file);
    if (typeof base64 !== 'string') throw new MalformedModelError(`${file} does not export a string`);
    return Buffer.from(base64, 'base64');
  });
  return [commonjsValue(sourceOf(sources, modelFile).toString('utf8'), modelFile), Buffer.concat(weights)];
}

function readFaceApiWeights({ sources: [manifestFile, ...weightFiles] }: Artifact, sources: Sources): GraphModel['weights'] {
  const manifest = WeightsManifestSchema.safeParse(readJson(sources, manifestFile));
  if (!manifest.success) throw new MalformedModelError(`${manifestFile} is not a weights manifest`, { cause: manifest.error });
  return decodeWeights(manifest.data, Buffer.concat(weightFiles.map((file) => sourceOf(sources, file))));
}

function bareWeight({ weight, value }: TfjsWeightArtifact, model: GraphModel): Uint8Array {
  const numbers = model.weights.get(weight);
  const expected = sizeOf(value.shape.map((length) => (typeof length === 'number' ? length : 1)));
  if (numbers?.data.length !== expected) throw new MalformedModelError(`Weight ${weight} does not have ${expected} numbers`);
  const bytes = Buffer.alloc(expected * Float32Array.BYTES_PER_ELEMENT);
  for (const [index, number] of numbers.data.entries()) bytes.writeFloatLE(number, index * Float32Array.BYTES_PER_ELEMENT);
  return bytes;
}

function readJson(sources: Sources, file: string): unknown {
  try {
    return JSON.parse(sourceOf(sources, file).toString('utf8')) as unknown;
  } catch (error) {
    throw new MalformedModelError(`${file} is not JSON`, { cause: error });
  }
}

function sourceOf(sources: Sources, file: string): Buffer {
  const content = sources.get(file);
  if (content === undefined) throw new MalformedModelError(`Source file ${file} was not read`);
  return content;
}
