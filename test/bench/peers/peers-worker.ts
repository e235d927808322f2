/*
 * A thread of its own for human and face-api on TensorFlow.js's wasm backend: told a folder with the packages and pictures, it does the same work
 * on each again and again and answers with the quickest times, in milliseconds.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import type { Raster } from '../../../local/vision/image/raster.ts';
import type { PeersJob, PeerTimes } from './time-peers.ts';

/* What is used of packages that are not installed when this is checked. */
interface Tensor {
  dispose(): void;
}
interface TensorFlow {
  setBackend(name: string): Promise<boolean>;
  ready(): Promise<void>;
  tensor3d(values: Int32Array, shape: [number, number, number], type: 'int32'): Tensor;
}
interface WasmBackend {
  setWasmPaths(folder: string): void;
}
interface Human {
  detect(picture: Tensor): Promise<{ face: unknown[]; object: unknown[] }>;
}
interface Net {
  loadFromDisk(folder: string): Promise<void>;
}
interface FaceApi {
  nets: { ssdMobilenetv1: Net; faceLandmark68Net: Net; faceRecognitionNet: Net };
  SsdMobilenetv1Options: new (options: { minConfidence: number }) => object;
  detectAllFaces(picture: Tensor, options: object): { withFaceLandmarks(): { withFaceDescriptors(): Promise<unknown[]> } };
}

const { folder, pictures, repetitions } = workerData as PeersJob;
const packages = join(folder, 'node_modules');
const require = createRequire(join(folder, 'package.json'));
const wasmFolder = `${join(packages, '@tensorflow', 'tfjs-backend-wasm', 'dist')}/`;

// TensorFlow.js fetches models; these lie on the disk.
globalThis.fetch = async (url) => new Response(await readFile(new URL(url instanceof Request ? url.url : url)));

const tf = require('@tensorflow/tfjs') as TensorFlow;
(require('@tensorflow/tfjs-backend-wasm') as WasmBackend).setWasmPaths(wasmFolder);
await tf.setBackend('wasm');
await tf.ready();

// By their paths, for the packages' own exports would bring tfjs-node.
const { Human } = require(join(packages, '@vladmandic', 'human', 'dist', 'human.node-wasm.js')) as { Human: new (config: object) => Human };
const off = { enabled: false };
const anew = { enabled: true, skipFrames: 0, skipTime: 0 };
const common = {
  backend: 'wasm',
  wasmPath: wasmFolder,
  modelBasePath: `${pathToFileURL(join(packages, '@vladmandic', 'human', 'models')).href}/`,
  cacheSensitivity: 0,
  filter: off,
  gesture: off,
  body: off,
  hand: off,
};
const face = { enabled: true, detector: { ...anew, rotation: true, maxDetected: 10 }, mesh: { enabled: true }, iris: anew, description: anew, emotion: off, antispoof: off, liveness: off };
const humanFaces = new Human({ ...common, object: off, face });
const humanObjects = new Human({ ...common, object: { ...anew, minConfidence: 0.2, maxDetected: 20 }, face: off });

const faceApi = require(join(packages, '@vladmandic', 'face-api', 'dist', 'face-api.node-wasm.js')) as FaceApi;
const { ssdMobilenetv1, faceLandmark68Net, faceRecognitionNet } = faceApi.nets;
for (const net of [ssdMobilenetv1, faceLandmark68Net, faceRecognitionNet]) await net.loadFromDisk(join(packages, '@vladmandic', 'face-api', 'model'));
const options = new faceApi.SsdMobilenetv1Options({ minConfidence: 0.5 });

async function quickestMs(work: () => Promise<unknown>): Promise<number> {
  let quickest = Infinity;
  for (let time = 0; time < repetitions; time += 1) {
    const startedAt = performance.now();
    await work();
    quickest = Math.min(quickest, performance.now() - startedAt);
  }
  return quickest;
}

async function timesOn({ data, widthPx, heightPx }: Raster): Promise<PeerTimes> {
  const picture = tf.tensor3d(Int32Array.from(data), [heightPx, widthPx, 3], 'int32');
  const found = { human: 0, faceApi: 0, objects: 0 };
  const times = {
    humanFacesMs: await quickestMs(async () => { found.human = (await humanFaces.detect(picture)).face.length; }),
    humanObjectsMs: await quickestMs(async () => { found.objects = (await humanObjects.detect(picture)).object.length; }),
    faceApiFacesMs: await quickestMs(async () => { found.faceApi = (await faceApi.detectAllFaces(picture, options).withFaceLandmarks().withFaceDescriptors()).length; }),
  };
  picture.dispose();
  return { ...times, found };
}

const results: Record<string, PeerTimes> = {};
for (const [name, picture] of Object.entries(pictures)) results[name] = await timesOn(picture);
parentPort?.postMessage(results);
