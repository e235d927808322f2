import { isDeepStrictEqual } from 'node:util';
import { setTimeout as delay } from 'node:timers/promises';
import { DetectFacesCommand, DetectLabelsCommand, DetectModerationLabelsCommand, type RekognitionClient, RekognitionServiceException } from '@aws-sdk/client-rekognition';
import sharp from 'sharp';
import { createDataFolder } from '../helpers/data-folder.ts';
import { Instance } from '../helpers/instance.ts';
import { residentMemory } from '../helpers/resident-memory.ts';
import { scene, type SceneName } from '../helpers/scenes.ts';

/*
 * npm run soak:load -- [minutes] [clients]: a whole instance at full load, over the wire, 10 minutes and 6 clients unless told otherwise. Frames
 * go through the API, pictures through Rekognition, a quarter of them broken. It fails when a good picture's answer is not the one it had on a
 * quiet instance, when a broken one is not refused as it should be, when memory exceeds its limit or still grows, or when the event loop stops
 * for long.
 */
const [minutes = '10', clients = '6'] = process.argv.slice(2);
const durationMs = Number(minutes) * 60_000;

const LIMITS = {
  memoryMib: 1_024,
  /** Of the last quarter over the second one. */
  memoryGrowth: 1.1,
  /** 99 of 100 health checks, which only wait for the event loop, are answered within this. */
  healthMs: 250,
} as const;

const SCENES: readonly SceneName[] = ['personA', 'personWithPhone', 'twoPeople', 'nobody', 'cup'];
const ANALYSES = {
  DetectFaces: (client: RekognitionClient, Bytes: Uint8Array) => client.send(new DetectFacesCommand({ Image: { Bytes }, Attributes: ['ALL'] })),
  DetectLabels: (client: RekognitionClient, Bytes: Uint8Array) => client.send(new DetectLabelsCommand({ Image: { Bytes } })),
  DetectModerationLabels: (client: RekognitionClient, Bytes: Uint8Array) => client.send(new DetectModerationLabelsCommand({ Image: { Bytes } })),
} as const;
type Analysis = keyof typeof ANALYSES;
const NAMES = Object.keys(ANALYSES) as Analysis[];

interface Broken {
  readonly bytes: Uint8Array;
  readonly error: string;
}

const frames = await Promise.all(SCENES.map(async (name) => sharp(await scene(name)).resize(640, 480, { fit: 'cover' }).jpeg({ quality: 85 }).toBuffer()));
const broken: readonly Broken[] = [
  { bytes: frames[0]?.subarray(0, 9_000) ?? Buffer.alloc(0), error: 'InvalidImageFormatException' },
  { bytes: Buffer.from('no picture at all'), error: 'InvalidImageFormatException' },
  { bytes: await sharp({ create: { width: 20, height: 20, channels: 3, background: '#fff' } }).png().toBuffer(), error: 'InvalidParameterException' },
];

const counts = { verdicts: 0, analyses: 0, refused: 0, throttled: 0 };
const faults: string[] = [];
const healthMs: number[] = [];
const memoryMib: number[] = [];

await using folder = await createDataFolder();
await using instance = await Instance.start(folder.path, { commandLine: [] });
const client = instance.aws.rekognition();

/** What an answer says, without what is different each time. */
const contentOf = (answer: Awaited<ReturnType<(typeof ANALYSES)[Analysis]>>): object => ({ ...answer, $metadata: undefined });
const known = new Map<string, object>();
for (const [index, frame] of frames.entries()) {
  for (const name of NAMES) known.set(`${name} ${index}`, contentOf(await ANALYSES[name](client, frame)));
}

/** The same picture in other bytes: what follows a JPEG's end is not read, and no cache knows it. */
let pictures = 0;
function anew(frame: Uint8Array): Buffer {
  pictures += 1;
  return Buffer.concat([frame, Buffer.from(String(pictures))]);
}

async function analyse(turn: number): Promise<void> {
  const name = NAMES[turn % NAMES.length] ?? 'DetectFaces';
  const index = turn % frames.length;
  const frame = frames[index];
  if (!frame) return;
  try {
    const answer = contentOf(await ANALYSES[name](client, anew(frame)));
    counts.analyses += 1;
    if (!isDeepStrictEqual(answer, known.get(`${name} ${index}`))) faults.push(`${name} of ${SCENES[index] ?? ''} was answered otherwise`);
  } catch (error) {
    if (error instanceof RekognitionServiceException && error.name === 'ProvisionedThroughputExceededException') counts.throttled += 1;
    else faults.push(`${name} of ${SCENES[index] ?? ''}: ${String(error)}`);
  }
}

async function sendBroken(turn: number): Promise<void> {
  const { bytes, error: expected } = broken[turn % broken.length] ?? { bytes: Buffer.alloc(0), error: '' };
  const error: unknown = await ANALYSES.DetectLabels(client, bytes).then(() => null, (reason: unknown) => reason);
  const name = error instanceof Error ? error.name : 'no error';
  if (name === expected) counts.refused += 1;
  else if (name === 'ProvisionedThroughputExceededException') counts.throttled += 1;
  else faults.push(`A broken picture was answered with ${name}, not ${expected}`);
}

async function sendVerdict(turn: number): Promise<void> {
  const frame = frames[turn % frames.length];
  if (!frame) return;
  const { status } = await instance.call('/verdicts', { body: { image: anew(frame).toString('base64') } });
  if (status === 200) counts.verdicts += 1;
  else if (status === 429 || status === 503) counts.throttled += 1;
  else faults.push(`A verdict was answered with ${status}`);
}

const endsAt = Date.now() + durationMs;
const running = (): boolean => Date.now() < endsAt;

async function beClient(number: number): Promise<void> {
  for (let turn = number; running(); turn += 1) {
    if (turn % 4 === 0) await sendBroken(turn);
    else if (turn % 2 === 0) await analyse(turn);
    else await sendVerdict(turn);
  }
}

async function watch(): Promise<void> {
  for (let second = 0; running(); second += 1) {
    const startedAt = performance.now();
    await instance.call('/health', { method: 'GET', as: null });
    healthMs.push(performance.now() - startedAt);
    memoryMib.push(residentMemory(instance.pid).nowMib);
    if (second % 10 === 0) process.stdout.write(`${JSON.stringify({ second, memoryMib: memoryMib.at(-1), ...counts, faults: faults.length })}\n`);
    await delay(1_000);
  }
}

await Promise.all([watch(), ...Array.from({ length: Number(clients) }, (_, number) => beClient(number))]);

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const quarter = (number: number): number[] => memoryMib.slice(Math.floor((memoryMib.length * number) / 4), Math.floor((memoryMib.length * (number + 1)) / 4));
const { mostMib } = residentMemory(instance.pid);
const memoryGrowth = mean(quarter(3)) / mean(quarter(1));
const slowestHealthMs = healthMs.toSorted((a, b) => a - b)[Math.floor(healthMs.length * 0.99)] ?? NaN;
if (mostMib > LIMITS.memoryMib) faults.push(`Memory reached ${mostMib} MiB`);
if (memoryGrowth > LIMITS.memoryGrowth) faults.push(`Memory grew by ${Math.round(100 * (memoryGrowth - 1))} %`);
if (slowestHealthMs > LIMITS.healthMs) faults.push(`The event loop stopped for ${Math.round(slowestHealthMs)} ms`);
const perSecond = (count: number): number => Math.round((count / durationMs) * 100_000) / 100;
process.stdout.write(
  `${JSON.stringify({ minutes: Number(minutes), ...counts, verdictsPerSecond: perSecond(counts.verdicts), mostMib, endMib: memoryMib.at(-1), memoryGrowth, health99Ms: slowestHealthMs, limits: LIMITS, faults: [...new Set(faults)] }, null, 2)}\n`,
);
process.exitCode = faults.length > 0 ? 1 : 0;
