import type { Session } from '../../../domain/session.ts';
import type { Verdict } from '../../../domain/verdict.ts';
import type { Instance } from '../instance.ts';
import { scene, type SceneName } from '../scenes.ts';
import { SeedError } from './seed.ts';

/** Ids of sessions of the candidate, by what came of them. */
export interface SeededSessions extends OpenSessions {
  /** Ended and sealed: clear frames, a phone for some, then clear again. */
  readonly ended: string;
}

export interface OpenSessions {
  /** With an incident that lasts. */
  readonly incident: string;
  /** Clear. */
  readonly quiet: string;
}

/** Starts a session of the candidate. @throws SeedError */
export async function startSession(instance: Instance, examId: string): Promise<string> {
  const { status, body } = await instance.call('/sessions', { body: { examId, consentVersion: '2026-01' } });
  if (status !== 201) throw new SeedError(`The session was answered with ${status}.`);
  return (body as Session).sessionId;
}

/** Sends scenes into a session, one after the other. Answers their verdicts. @throws SeedError */
export async function sendScenes(instance: Instance, sessionId: string, ...names: SceneName[]): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const name of names) {
    const { status, body } = await instance.call('/verdicts', { body: { sessionId, image: (await scene(name)).toString('base64') } });
    if (status !== 200) throw new SeedError(`A frame was answered with ${status}.`);
    verdicts.push(body as Verdict);
  }
  return verdicts;
}

/** Ends a session, which seals it. @throws SeedError */
export async function endSession(instance: Instance, sessionId: string): Promise<Session> {
  const { status, body } = await instance.call(`/sessions/${sessionId}/end`);
  if (status !== 200) throw new SeedError(`The end of the session was answered with ${status}.`);
  return body as Session;
}

/** A session that has ended. Person A must be registered. @throws SeedError */
export async function seedEndedSession(instance: Instance): Promise<string> {
  const ended = await startSession(instance, 'Linear algebra');
  await sendScenes(instance, ended, 'personAElsewhere', 'personA', 'personWithPhone', 'personWithPhone', 'personWithPhone', 'personA', 'personAElsewhere', 'personA');
  await endSession(instance, ended);
  return ended;
}

/** Sessions that are under way, their last frames of this moment. Person A must be registered. @throws SeedError */
export async function seedOpenSessions(instance: Instance): Promise<OpenSessions> {
  const quiet = await startSession(instance, 'Mechanics');
  const incident = await startSession(instance, 'Organic chemistry');
  await sendScenes(instance, incident, 'personA', 'personWithPhone', 'personWithPhone');
  await sendScenes(instance, quiet, 'personA', 'personAElsewhere');
  return { incident, quiet };
}
