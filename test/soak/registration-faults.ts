import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createDataFolder } from '../helpers/data-folder.ts';
import { Instance, type ApiResponse } from '../helpers/instance.ts';
import { portrait } from '../helpers/portraits.ts';
import { contradictions, forgetFurtherPhotos, forgetPerson, leftBehind, registrationState } from '../helpers/registration-state.ts';
import { scene, type SceneName } from '../helpers/scenes.ts';

/*
 * npm run soak:registration -- [faults]: registrations of people and of further photos, 200 unless told otherwise, each with a fault between any
 * two steps: an error, a throttled call, a lost reply, a call that takes too long, or the whole product killed and started again. After each the
 * same request is repeated with the same key until it is answered. It fails when it is not, when a person is registered twice, or when what is kept
 * contradicts itself: a row without its face, photo or external id. What an undoing could not undo is listed: it never matches; at the end it is reconciled,
 * and nothing may be left.
 */
const [wanted = '200'] = process.argv.slice(2);
const faultCount = Number(wanted);

/** Longer than the 30 s after which the claim of a starter that died can be taken over, the 20 s of an answer, and a restart. */
const ANSWER_TIMEOUT_MS = 180_000;
/** Longer than a lease with its grace, and the time for which a new photo is left alone. */
const RECONCILIATION_TIMEOUT_MS = 15 * 60_000;
const RECONCILE = fileURLToPath(new URL('../../local/reconcile.ts', import.meta.url));
/** More than the 12 s that a call of Rekognition may take. */
const TOO_LONG_MS = 13_000;

const OPERATIONS: readonly (readonly [service: string, operation: string])[] = [
  ['rekognition', 'DetectFaces'],
  ['rekognition', 'SearchFacesByImage'],
  ['rekognition', 'IndexFaces'],
  ['rekognition', 'SearchFaces'],
  ['rekognition', 'ListFaces'],
  ['rekognition', 'DeleteFaces'],
  ['dynamodb', 'GetItem'],
  ['dynamodb', 'PutItem'],
  ['dynamodb', 'UpdateItem'],
  ['dynamodb', 'DeleteItem'],
  ['s3', 'PutObject'],
  ['s3', 'GetObject'],
  ['s3', 'DeleteObject'],
  ['states', 'StartExecution'],
  ['states', 'DescribeExecution'],
  ['lambda', 'Invoke'],
];
const PEOPLE: readonly SceneName[] = ['personB', 'personC', 'personD', 'personE', 'personF'];

const random = (below: number): number => Math.floor(Math.random() * below);
const oneOf = <T>(list: readonly T[]): T => list[random(list.length)] as T;

/** One fault, or one that makes the registration fail and another one of its undoing. */
function drawFaults(): Record<string, unknown>[] {
  const draw = (): Record<string, unknown> => {
    if (random(50) === 0) return { service: 'rekognition', operation: oneOf(['IndexFaces', 'SearchFaces', 'DeleteFaces']), kind: 'delay', delayMs: TOO_LONG_MS, times: 1 };
    const [service, operation] = oneOf(OPERATIONS);
    return { service, operation, kind: oneOf(['error', 'throttle', 'drop', 'drop']), times: 1 + random(6) };
  };
  return random(3) === 0 ? [draw(), draw()] : [draw()];
}

await using folder = await createDataFolder();
let instance = await Instance.start(folder.path);
const print = (line: string): void => void process.stdout.write(`${line}\n`);
const failures: string[] = [];
const counts = { registered: 0, atOnce: 0, afterRepeating: 0, killed: 0 };
const answered: Record<string, number> = {};

const ada = await repeatUntilAnswered('ada', '/registrations', { image: (await scene('personA')).toString('base64'), fullName: 'Ada Lovelace' });
const further = (await portrait('upright')).toString('base64');

for (let index = 0; index < faultCount; index += 1) {
  const isPhoto = index % 4 === 3;
  const fullName = `Person ${String(index)}`;
  const image = (await scene(PEOPLE[index % PEOPLE.length] ?? 'personB')).toString('base64');
  const [path, body] = isPhoto ? [`/faces/${ada}/photos`, { image: further }] : ['/registrations', { image, fullName, externalId: `person-${String(index % 3)}` }];
  const isKilled = random(5) === 0;
  const faults = isKilled ? [] : drawFaults();
  await instance.inject(...faults);
  const answer = call(path, body, `key-${String(index)}`);
  if (isKilled) await killAndStart(random(2_500));
  count(await answer);
  await instance.inject();
  const externalImageId = await repeatUntilAnswered(`key-${String(index)}`, path, body);
  const state = await registrationState(instance);
  const what = isKilled ? 'kill -9' : JSON.stringify(faults);
  for (const contradiction of contradictions(state)) failures.push(`${what}: ${contradiction}`);
  const rows = state.rows.filter((row) => (isPhoto ? row.externalImageId === ada && row.faceIds?.length === 2 : row.fullName === fullName && row.state === 'registered'));
  if (rows.length !== 1 || rows[0]?.externalImageId !== externalImageId) failures.push(`${what}: ${fullName} is registered ${String(rows.length)} times`);
  await (isPhoto ? forgetFurtherPhotos(instance, ada) : forgetPerson(instance, externalImageId));
  if (index % 10 === 9) print(`${String(index + 1)} of ${String(faultCount)}: ${JSON.stringify({ ...counts, answered })}, ${String(failures.length)} failures, ${String(leftBehind(state).length)} left behind`);
}

let left = leftBehind(await registrationState(instance));
print(`For reconciliation: ${left.length === 0 ? 'nothing' : `\n  ${left.join('\n  ')}`}`);
const deadline = performance.now() + RECONCILIATION_TIMEOUT_MS;
while (left.length > 0 && performance.now() < deadline) {
  await reconcile();
  left = leftBehind(await registrationState(instance));
  // What a lease still covers is mended when it is over.
  if (left.length > 0) await delay(30_000);
}
failures.push(...left.map((what) => `left after reconciliation: ${what}`), ...contradictions(await registrationState(instance)).map((what) => `after reconciliation: ${what}`));
print(failures.length === 0 ? 'Nothing contradicts itself, nothing is left, and nobody was registered twice.' : `FAILED\n  ${failures.join('\n  ')}`);
await instance.stop();
process.exitCode = failures.length === 0 ? 0 : 1;

/** Null when the connection broke. */
async function call(path: string, body: Record<string, unknown>, key: string): Promise<ApiResponse | null> {
  try {
    return await instance.call(path, { as: 'admin', body, headers: { 'Idempotency-Key': key } });
  } catch {
    return null;
  }
}

function count(answer: ApiResponse | null): void {
  const name = answer === null ? 'none' : String(answer.status);
  answered[name] = (answered[name] ?? 0) + 1;
  counts[answer?.status === 201 ? 'atOnce' : 'afterRepeating'] += 1;
}

async function killAndStart(afterMs: number): Promise<void> {
  await delay(afterMs);
  await instance.kill();
  counts.killed += 1;
  instance = await Instance.start(folder.path, { successorOf: instance });
}

/** The person's externalImageId. */
async function repeatUntilAnswered(key: string, path: string, body: Record<string, unknown>): Promise<string> {
  const deadline = performance.now() + ANSWER_TIMEOUT_MS;
  let last: ApiResponse | null = null;
  while (performance.now() < deadline) {
    last = await call(path, body, key);
    if (last?.status === 201) {
      counts.registered += 1;
      return (last.body as { externalImageId: string }).externalImageId;
    }
    if (last !== null && ![202, 429, 503].includes(last.status)) break;
    await delay(250);
  }
  throw new Error(`${path} was never answered as it should: ${String(last?.status)} ${JSON.stringify(last?.body)}`);
}

async function reconcile(): Promise<void> {
  const child = spawn(process.execPath, [RECONCILE, '--repair'], { env: { PATH: process.env.PATH, INVIGIL_AWS_PORT: new URL(instance.awsEndpointUrl).port }, stdio: 'inherit' });
  await once(child, 'exit');
}
