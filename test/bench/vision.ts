import { performance } from 'node:perf_hooks';
import sharp from 'sharp';
import { Scanner } from '../../local/rekognition/collections/scanner.ts';
import { VectorMatrix } from '../../local/rekognition/collections/vector-matrix.ts';
import { decodeImage } from '../../local/vision/image/decode-image.ts';
import { Pyramid } from '../../local/vision/image/pyramid.ts';
import type { Raster } from '../../local/vision/image/raster.ts';
import { MODELS_CACHE_DIR } from '../../local/vision/models/cache-dirs.ts';
import { prepareModels } from '../../local/vision/models/prepare-models.ts';
import { CenterNet } from '../../local/vision/objects/centernet.ts';
import type { VisionMode } from '../../local/vision/vision-mode.ts';
import type { Vision } from '../../local/vision/vision.ts';
import { residentMemory } from '../helpers/resident-memory.ts';
import { scene } from '../helpers/scenes.ts';
import { startVision } from '../helpers/start-vision.ts';
import { timePeers } from './peers/time-peers.ts';

/*
 * npm run bench: what a webcam frame of 640 x 480 costs, beside the same work by others in the same run: a table, then JSON. Times differ between
 * machines, ratios hardly: it fails when sharing work between the analyses of a frame, or spreading it over threads, no longer pays.
 */
const FRAMES = 25;
const PEER_REPETITIONS = 12;
const FACES_SEARCHED = 100_000;
const EMBEDDING_LENGTH = 512;
const LIMITS = {
  /** Four analyses of a frame at once over the same four one after the other, each of a frame that the engine has not seen. */
  togetherOverSeparately: 0.85,
  /** Analyses of a frame that was analysed before over the first time. */
  againOverFirst: 0.1,
} as const;

type Analysis = (vision: Vision, frame: Buffer) => Promise<unknown>;

const detectObjects: Analysis = (vision, frame) => vision.detectObjects(frame);
const detectFaces: Analysis = (vision, frame) => vision.detectFaces(frame);
const detectModeration: Analysis = (vision, frame) => vision.detectModeration(frame);
const identify: Analysis = async (vision, frame) => ((await vision.detectFaces(frame)).faces.length > 0 ? vision.embedFaces(frame, [0]) : null);
const ANALYSES = [detectObjects, identify, detectFaces, detectModeration];

const together: Analysis = (vision, frame) => Promise.all(ANALYSES.map((analyse) => analyse(vision, frame)));

interface Times {
  readonly medianMs: number;
  /** The one that other work on the machine disturbed least. */
  readonly minMs: number;
}

const frame = await sharp(await scene('personWithPhone')).resize(640, 480, { fit: 'cover' }).jpeg({ quality: 85 }).toBuffer();

/** Frames that differ in their bytes alone: what follows a JPEG's end is not read. */
let made = 0;
function newFrames(): Buffer[] {
  return Array.from({ length: FRAMES }, () => {
    made += 1;
    return Buffer.concat([frame, Buffer.from(String(made))]);
  });
}

async function timesOf(frames: readonly Buffer[], work: (frame: Buffer) => Promise<unknown>): Promise<Times> {
  const times: number[] = [];
  for (const each of frames) {
    const startedAt = performance.now();
    await work(each);
    times.push(performance.now() - startedAt);
  }
  times.sort((a, b) => a - b);
  return { medianMs: times[times.length >> 1] ?? NaN, minMs: times[0] ?? NaN };
}

async function timeMode(mode: VisionMode) {
  const startedAt = performance.now();
  const vision = await startVision({ mode });
  const startMs = performance.now() - startedAt;
  try {
    await timesOf(newFrames().slice(0, 3), (each) => together(vision, each));
    const frames = newFrames();
    const [firstFrame = frame] = frames;
    const atOnce = await timesOf(frames, (each) => together(vision, each));
    await together(vision, firstFrame);
    const again = await timesOf(Array.from({ length: FRAMES }, () => firstFrame), (each) => together(vision, each));
    const faces = await timesOf(newFrames(), (each) => detectFaces(vision, each));
    const identity = await timesOf(newFrames(), (each) => identify(vision, each));
    const objects = await timesOf(newFrames(), (each) => detectObjects(vision, each));
    const moderation = await timesOf(newFrames(), (each) => detectModeration(vision, each));
    const separatelyMs = faces.minMs + identity.minMs + objects.minMs + moderation.minMs;
    return {
      startMs,
      atOnce,
      again,
      faces,
      identity,
      objects,
      moderation,
      memoryMib: residentMemory('self').nowMib,
      ratios: { togetherOverSeparately: atOnce.minMs / separatelyMs, againOverFirst: again.minMs / atOnce.minMs },
    };
  } finally {
    await vision.close();
  }
}

/** The nearest of many random directions. */
async function timeSearch(): Promise<Times> {
  const matrix = new VectorMatrix(EMBEDDING_LENGTH);
  const randomDirection = (): Float32Array => {
    const vector = Float32Array.from({ length: EMBEDDING_LENGTH }, () => Math.random() - 0.5);
    const length = Math.hypot(...vector);
    return vector.map((value) => value / length);
  };
  for (let face = 0; face < FACES_SEARCHED; face += 1) matrix.set(String(face), randomDirection());
  const scanner = new Scanner();
  try {
    const searched = randomDirection();
    return await timesOf(newFrames(), () => scanner.nearest(matrix, searched, { minCosine: 0.2, maxResults: 10 }));
  } finally {
    await scanner.close();
  }
}

/** The one network that human and the engine share, in the size that human gives it. */
async function timeCenterNet(picture: Raster): Promise<Times> {
  const { centernet } = await prepareModels({ cacheDir: MODELS_CACHE_DIR });
  const detector = await CenterNet.load(centernet, 512);
  try {
    return await timesOf(newFrames(), () => detector.detect(new Pyramid(picture)));
  } finally {
    await detector.release();
  }
}

const accurate = await timeMode('accurate');
const fast = await timeMode('fast');
const search = await timeSearch();
const { raster } = await decodeImage(frame);
const centernet = await timeCenterNet(raster);
const { webcam: peers } = await timePeers({ webcam: raster }, PEER_REPETITIONS);

/** Above 1 the engine is quicker. Ours decode the JPEG, too. */
const peersOverOurs = {
  humanFaces: peers.humanFacesMs / accurate.identity.minMs,
  faceApiFaces: peers.faceApiFacesMs / accurate.identity.minMs,
  humanCenterNet: peers.humanObjectsMs / centernet.minMs,
  humanFacesAndObjectsOverFast: (peers.humanFacesMs + peers.humanObjectsMs) / fast.atOnce.minMs,
};

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const row = (name: string, { medianMs, minMs }: Times): void => { print(`  ${name.padEnd(46)}${medianMs.toFixed(1).padStart(9)}${minMs.toFixed(1).padStart(9)}`); };
for (const [mode, times] of Object.entries({ accurate, fast })) {
  print(`\nMode ${mode}: start ${times.startMs.toFixed(0)} ms, memory ${times.memoryMib} MiB${' '.repeat(9)}median ms   min ms`);
  row('four analyses of a new frame at once', times.atOnce);
  row('the same frame again', times.again);
  row('DetectFaces, one face', times.faces);
  row('DetectFaces and embedding', times.identity);
  row('DetectLabels', times.objects);
  row('DetectModerationLabels', times.moderation);
}
row(`\n  search among ${FACES_SEARCHED.toLocaleString('en')} faces`, search);
print('\nTensorFlow.js, wasm backend, the same picture, without decoding                 min ms   ratio');
const peerRow = (name: string, ms: number, ratio: number): void => { print(`  ${name.padEnd(70)}${ms.toFixed(1).padStart(9)}${ratio.toFixed(1).padStart(8)}`); };
peerRow('human: faces, mesh, irises, description / ours with embedding', peers.humanFacesMs, peersOverOurs.humanFaces);
peerRow('face-api: faces, landmarks, descriptor / ours with embedding', peers.faceApiFacesMs, peersOverOurs.faceApiFaces);
peerRow('human: objects / ours with the same network', peers.humanObjectsMs, peersOverOurs.humanCenterNet);
peerRow('human: faces and objects / four analyses at once, mode fast', peers.humanFacesMs + peers.humanObjectsMs, peersOverOurs.humanFacesAndObjectsOverFast);

const tooSlow = Object.entries({ accurate, fast }).flatMap(([mode, { ratios }]) =>
  (Object.keys(LIMITS) as (keyof typeof LIMITS)[]).filter((name) => ratios[name] > LIMITS[name]).map((name) => `${mode}: ${name}`),
);
print(`\n${JSON.stringify({ accurate, fast, search, centernet, peers, peersOverOurs, limits: LIMITS, tooSlow }, null, 2)}`);
process.exitCode = tooSlow.length > 0 ? 1 : 0;
