import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Raster } from '../../../local/vision/image/raster.ts';
import { installPeers } from './install-peers.ts';

/** Quickest of the repetitions, in milliseconds, decoding not counted; how many faces and objects each found. */
export interface PeerTimes {
  /** Detector, mesh, irises, description: what DetectFaces and an embedding take. */
  readonly humanFacesMs: number;
  readonly humanObjectsMs: number;
  /** SSD detector, 68 landmarks, 128 numbers. */
  readonly faceApiFacesMs: number;
  readonly found: { readonly human: number; readonly faceApi: number; readonly objects: number };
}

/** What the thread is started with. */
export interface PeersJob {
  /** With the packages in its node_modules. */
  readonly folder: string;
  readonly pictures: Readonly<Record<string, Raster>>;
  readonly repetitions: number;
}

/** Times @vladmandic/human and @vladmandic/face-api on TensorFlow.js's wasm backend, in one thread, on the same pictures. */
export async function timePeers<Name extends string>(pictures: Readonly<Record<Name, Raster>>, repetitions: number): Promise<Readonly<Record<Name, PeerTimes>>> {
  const workerData: PeersJob = { folder: await installPeers(), pictures, repetitions };
  const worker = new Worker(new URL('./peers-worker.ts', import.meta.url), { workerData, stdout: true });
  try {
    const [results] = (await once(worker, 'message')) as [Record<Name, PeerTimes>];
    return results;
  } finally {
    await worker.terminate();
  }
}
