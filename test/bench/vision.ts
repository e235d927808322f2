import { performance } from 'node:perf_hooks';
import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import type { Vision } from '../../local/vision/vision.ts';
import { photographs } from '../helpers/photographs.ts';
import { scene } from '../helpers/scenes.ts';
import { startVision } from '../helpers/start-vision.ts';

/*
 * node test/bench/vision.ts: what a webcam frame costs. Times differ between machines, ratios hardly: it fails when sharing work between
 * the analyses of a frame, or spreading it over threads, no longer pays.
 */
const FRAMES = 20;
const LIMITS = {
  /** Four analyses of a frame at once over the same four one after the other, each on an engine that has not seen the frame. */
  togetherOverSeparately: 0.85,
  /** Analyses of a frame that was analysed before over the first time. */
  againOverFirst: 0.1,
} as const;

const identify = async (vision: Vision, frame: Buffer): Promise<unknown> => ((await vision.detectFaces(frame)).faces.length > 0 ? vision.embedFaces(frame, [0]) : null);
const ANALYSES: readonly ((vision: Vision, frame: Buffer) => Promise<unknown>)[] = [
  (vision, frame) => vision.detectObjects(frame),
  identify,
  (vision, frame) => vision.detectFaces(frame),
  (vision, frame) => vision.detectModeration(frame),
];

/** Frames of 640 x 480 that differ in their bytes alone: what follows a JPEG's end is not read. */
async function differentFrames(count: number, variant: number): Promise<Buffer[]> {
  const frame = await sharp(await scene('personWithPhone')).resize(640, 480, { fit: 'cover' }).jpeg({ quality: 85 }).toBuffer();
  return Array.from({ length: count }, (_, index) => Buffer.concat([frame, Buffer.from([variant, index])]));
}

/** The quickest is the one that other work on the machine disturbed least. */
async function quickestMs(frames: readonly Buffer[], analyse: (frame: Buffer) => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (const frame of frames) {
    const startedAt = performance.now();
    await analyse(frame);
    times.push(performance.now() - startedAt);
  }
  return Math.min(...times);
}

const startedAt = performance.now();
const vision = await startVision();
const startMs = performance.now() - startedAt;
try {
  const frames = await differentFrames(FRAMES, 0);
  const together = (frame: Buffer): Promise<unknown> => Promise.all(ANALYSES.map((analyse) => analyse(vision, frame)));
  const togetherMs = await quickestMs(frames, together);
  const againMs = await quickestMs(frames, together);
  let separatelyMs = 0;
  for (const [index, analyse] of ANALYSES.entries()) {
    separatelyMs += await quickestMs(await differentFrames(FRAMES, index + 1), (frame) => analyse(vision, frame));
  }
  const throughputFrames = await differentFrames(FRAMES, 9);
  const throughputStartedAt = performance.now();
  for (let at = 0; at < FRAMES; at += 10) await Promise.all(throughputFrames.slice(at, at + 10).map(together));
  const msPerFrame = (performance.now() - throughputStartedAt) / FRAMES;
  const groupMs = await quickestMs([await readFile((await photographs()).sample5)], together);
  const ratios = { togetherOverSeparately: togetherMs / separatelyMs, againOverFirst: againMs / togetherMs };
  const tooSlow = Object.entries(LIMITS).filter(([name, limit]) => ratios[name as keyof typeof ratios] > limit);
  process.stdout.write(`${JSON.stringify({ startMs, togetherMs, separatelyMs, againMs, msPerFrame, groupMs, ratios, limits: LIMITS, tooSlow: tooSlow.map(([name]) => name) }, null, 2)}\n`);
  process.exitCode = tooSlow.length > 0 ? 1 : 0;
} finally {
  await vision.close();
}
