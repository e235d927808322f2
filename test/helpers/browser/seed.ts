import type { Verdict } from '../../../domain/verdict.ts';
import { demoEmail } from '../../../local/identity/demo-user.ts';
import type { Instance } from '../instance.ts';
import { scene, type SceneName } from '../scenes.ts';

/** Names of executions of `verify-frame`, by what came of them. */
export interface SeededExecutions {
  readonly clear: string;
  readonly flagged: string;
  /** Face detection was throttled. */
  readonly inconclusive: string;
  /** Nothing was on record before its judgement could be linked to it: the query of the chain failed. */
  readonly failed: string;
}

/** The API did not do what a seed needs. */
export class SeedError extends Error {
  override readonly name = 'SeedError';
}

/** Registers person A, by default as Ada Lovelace. @throws SeedError */
export async function registerPerson(instance: Instance, name: SceneName = 'personA', fullName = 'Ada Lovelace'): Promise<void> {
  await call(instance, '/faces/index', 'admin', { image: await base64(name), fullName });
}

/** Makes a registered person the one whom the candidate's sessions expect. @throws SeedError */
export async function expectCandidateToBe(instance: Instance, fullName: string): Promise<void> {
  const { items } = (await call(instance, `/faces?query=${encodeURIComponent(fullName)}`, 'admin')) as { items: { externalImageId: string }[] };
  const path = `/faces/${items[0]?.externalImageId ?? ''}`;
  const { status, body } = await instance.call(path, { method: 'PATCH', as: 'admin', body: { externalId: demoEmail('candidate') } });
  if (status !== 200) throw new SeedError(`${path} answered ${status}: ${JSON.stringify(body)}`);
}

/** Has a scene judged, as the candidate. Answers the execution's name. @throws SeedError */
export async function judgeScene(instance: Instance, name: SceneName): Promise<string> {
  const verdict = (await call(instance, '/verdicts', 'candidate', { image: await base64(name) })) as Verdict;
  return verdict.verdictId;
}

/** One execution of each kind, the oldest first, of person A, who must be registered. @throws SeedError */
export async function seedExecutions(instance: Instance): Promise<SeededExecutions> {
  const clear = await judgeScene(instance, 'personAElsewhere');
  const flagged = await judgeScene(instance, 'personWithPhone');
  try {
    await instance.inject({ service: 'rekognition', operation: 'DetectFaces', kind: 'throttle' });
    const inconclusive = await judgeScene(instance, 'personA');
    await instance.inject({ service: 'dynamodb', operation: 'Query', accessKeyId: 'invigil-states', kind: 'error' });
    const { status } = await instance.call('/verdicts', { body: { image: await base64('personA') } });
    if (status !== 503) throw new SeedError(`A verdict that cannot be linked was answered with ${status}.`);
    await instance.inject();
    return { clear, flagged, inconclusive, failed: await newestFailure(instance) };
  } finally {
    await instance.inject();
  }
}

/** Says, as an auditor, that a verdict recognised somebody wrongly. @throws SeedError */
export async function reportMatch(instance: Instance, verdictId: string, note: string): Promise<void> {
  const { status } = await instance.call(`/verdicts/${verdictId}/match-report`, { method: 'PUT', as: 'auditor', body: { note } });
  if (status !== 200) throw new SeedError(`The report was answered ${status}.`);
}

async function newestFailure(instance: Instance): Promise<string> {
  const { items } = (await call(instance, '/executions?status=FAILED', 'auditor')) as { items: { name: string }[] };
  if (items[0] === undefined) throw new SeedError('No execution has failed.');
  return items[0].name;
}

async function call(instance: Instance, path: string, as: 'admin' | 'auditor' | 'candidate', body?: unknown): Promise<unknown> {
  const answer = await instance.call(path, { as, ...(body === undefined ? { method: 'GET' } : { body }) });
  if (answer.status !== 200) throw new SeedError(`${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

async function base64(name: SceneName): Promise<string> {
  return (await scene(name)).toString('base64');
}
