import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { v5 } from 'uuid';
import { judge, type Frame } from '../../../domain/judge.ts';
import type { Caller } from '../../../functions/shared/http/request.ts';
import { FrameVerdicts, type FrameRequest } from '../../../functions/shared/logic/frame-verdicts.ts';
import { SessionFollower } from '../../../functions/shared/logic/session-follower.ts';
import type { ExecutionRecord } from '../../../functions/shared/ports/executions.ts';
import type { SessionRecord } from '../../../functions/shared/ports/sessions.ts';
import { OutcomeUnknownError, type ExecutionResult } from '../../../functions/shared/ports/workflow.ts';
import { FakeAllowances, FakeExecutions, FakeImageStore, FakeSessionChain, FakeSessions, FakeVerdictStore, FakeWorkflow } from '../../helpers/fake-ports.ts';
import { clearObservations, POLICY } from '../../helpers/observations.ts';
import { waitUntil } from '../../helpers/wait-until.ts';

const SUB = 'b7e6a9f2-7a3e-4f0b-9c1d-0f4f0f4f0f4f';
const caller: Caller = { sub: SUB, email: 'candidate@invigil.local', groups: ['candidate'] };
const enoughTime = (): number => 26_000;

/** Of one colour, so that there is nothing to tell it from others by. */
let picture: Uint8Array;
let now: Date;
let executions: FakeExecutions;
let verdicts: FakeVerdictStore;
let sessions: FakeSessions;
let frames: FakeImageStore;
let allowances: FakeAllowances;

beforeAll(async () => {
  picture = await sharp({ create: { width: 80, height: 80, channels: 3, background: 'grey' } }).jpeg().toBuffer();
});

beforeEach(() => {
  now = new Date('2026-03-01T23:59:59.000Z');
  executions = new FakeExecutions();
  verdicts = new FakeVerdictStore();
  sessions = new FakeSessions();
  frames = new FakeImageStore();
  allowances = new FakeAllowances();
});

/** Records a clear verdict on the frame, as verify-frame does. */
function record(input: Frame): Promise<Partial<ExecutionResult>> {
  const head = verdicts.verdicts.findLast(({ sessionId }) => sessionId === input.sessionId) ?? null;
  const verdict = judge({ ...input, executionArn: `arn:${input.verdictId}`, beforeJudgementMs: 90 }, clearObservations(), head);
  verdicts.verdicts.push(verdict);
  return Promise.resolve({ output: JSON.stringify(verdict) });
}

/** At any pace, unless that is what is tested. */
function frameVerdicts(workflow = new FakeWorkflow(record), { burst = 1_000, policies = { current: () => Promise.resolve(POLICY) } } = {}): FrameVerdicts {
  return new FrameVerdicts({ executions, verdicts, sessions, follower: new SessionFollower({ sessions, chain: new FakeSessionChain(verdicts) }), frames, workflow, policies, allowances, burst, now: () => now });
}

/** A session of the caller's, or with whatever else is said of it. */
async function startSession(sessionId: string, rest: Partial<SessionRecord> = {}): Promise<void> {
  await sessions.create({ sessionId, examId: 'exam', candidate: { sub: SUB, email: null }, expected: null, consentVersion: '1', startedAt: now.toISOString(), firstPolicy: POLICY });
  const created = sessions.records.get(sessionId);
  if (created !== undefined) sessions.records.set(sessionId, { ...created, ...rest });
}

function request(rest: Partial<FrameRequest> = {}): FrameRequest {
  return {
    caller,
    image: { format: 'jpeg', widthPx: 80, heightPx: 80, bytes: picture, sha256: 'a'.repeat(64) },
    sessionId: null,
    consentVersion: null,
    capturedAt: null,
    idempotencyKey: null,
    ...rest,
  };
}

describe('FrameVerdicts', () => {
  it('stores the frame, records its verdict in the session of the day, and closes the execution', async () => {
    const verdict = await frameVerdicts().take(request(), enoughTime);
    expect(verdict).toMatchObject({ sessionId: `adhoc-${SUB}-2026-03-01`, sequence: 1, decision: 'clear' });
    expect(frames.images.get(`frames/2026-03-01/adhoc-${SUB}-2026-03-01/${verdict.verdictId}.jpg`)).toEqual(picture);
    expect(executions.records.get(verdict.verdictId)).toMatchObject({ status: 'SUCCEEDED', machine: 'verify-frame', owner: SUB, sessionId: verdict.sessionId, sequence: 1 });
  });

  it('keeps with the session of the day what was agreed to before its first frame', async () => {
    await frameVerdicts().take(request({ consentVersion: '2026-03-01' }), enoughTime);
    expect([...sessions.records.values()]).toMatchObject([{ examId: null, consentVersion: '2026-03-01' }]);
  });

  it('verifies nothing while the policy in force cannot be read', async () => {
    const workflow = new FakeWorkflow(record);
    const unread = frameVerdicts(workflow, { policies: { current: () => Promise.reject(Object.assign(new Error('No answer.'), { name: 'TimeoutError' })) } });
    await expect(unread.take(request({ idempotencyKey: 'frame-1' }), enoughTime)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(workflow.inputs).toEqual([]);
    expect(await frameVerdicts().take(request({ idempotencyKey: 'frame-1' }), enoughTime)).toMatchObject({ sequence: 1 });
  });

  it('never hands the image to the workflow', async () => {
    const workflow = new FakeWorkflow(record);
    await frameVerdicts(workflow).take(request(), enoughTime);
    expect(workflow.inputs).toEqual([expect.objectContaining({ image: { bucket: 'frames', key: expect.any(String), sha256: 'a'.repeat(64), widthPx: 80, heightPx: 80, perceptualHash: null } })]);
  });

  it("judges a session's frame against the person whom the session expects", async () => {
    await startSession('exam-1', { expected: { externalImageId: 'ada' } });
    const workflow = new FakeWorkflow(record);
    expect(await frameVerdicts(workflow).take(request({ sessionId: 'exam-1' }), enoughTime)).toMatchObject({ sessionId: 'exam-1' });
    expect(workflow.inputs).toEqual([expect.objectContaining({ expected: { externalImageId: 'ada' } })]);
  });

  it.each([
    ['is not there', 'NOT_FOUND', 'exam-2', {}],
    ['is somebody else’s', 'NOT_FOUND', 'exam-1', { candidate: { sub: 'other', email: null } }],
    ['has ended', 'SESSION_ENDED', 'exam-1', { state: 'ended' as const }],
  ])('refuses a frame for a session that %s, and stores nothing', async (_, code, sessionId, rest) => {
    await startSession(sessionId, rest);
    await expect(frameVerdicts().take(request({ sessionId: 'exam-1' }), enoughTime)).rejects.toMatchObject({ code, field: 'sessionId' });
    expect([frames.images.size, executions.records.size]).toEqual([0, 0]);
  });

  it('answers twenty requests with one key at once with one verdict', async () => {
    const service = frameVerdicts();
    const answers = await Promise.all(Array.from({ length: 20 }, () => service.take(request({ idempotencyKey: 'key-1' }), enoughTime)));
    expect(new Set(answers.map(({ hash }) => hash)).size).toBe(1);
    expect(verdicts.verdicts).toHaveLength(1);
  });

  it("keeps different people's keys apart", async () => {
    const service = frameVerdicts();
    await service.take(request({ idempotencyKey: 'key-1' }), enoughTime);
    await service.take(request({ idempotencyKey: 'key-1', caller: { ...caller, sub: 'other' } }), enoughTime);
    expect(verdicts.verdicts).toHaveLength(2);
  });

  it('refuses a key that was used for another image', async () => {
    const service = frameVerdicts();
    await service.take(request({ idempotencyKey: 'key-1' }), enoughTime);
    const other = request({ idempotencyKey: 'key-1' });
    await expect(service.take({ ...other, image: { ...other.image, sha256: 'b'.repeat(64) } }, enoughTime)).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
  });

  it('refuses a key that was used in another session, and takes the session of another day for the same', async () => {
    for (const sessionId of ['exam-1', 'exam-2']) await startSession(sessionId);
    const service = frameVerdicts();
    await service.take(request({ idempotencyKey: 'key-1', sessionId: 'exam-1' }), enoughTime);
    await expect(service.take(request({ idempotencyKey: 'key-1', sessionId: 'exam-2' }), enoughTime)).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
    const adHoc = await service.take(request({ idempotencyKey: 'key-2' }), enoughTime);
    now = new Date(now.getTime() + 2_000);
    expect(await service.take(request({ idempotencyKey: 'key-2' }), enoughTime)).toEqual(adHoc);
  });

  it.each([
    ['fails', { status: 'FAILED', error: 'ChainContended' } as const, 'FAILED', 'ChainContended'],
    ['runs out of time', { status: 'TIMED_OUT', error: 'States.Timeout' } as const, 'TIMED_OUT', 'States.Timeout'],
  ])('answers nothing when the execution %s, lists it, and verifies the frame when it is repeated', async (_, end, status, error) => {
    const failing = frameVerdicts(new FakeWorkflow(async () => Promise.resolve(end)));
    await expect(failing.take(request({ idempotencyKey: 'key-1' }), enoughTime)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect([...executions.records.values()]).toMatchObject([{ status, error, stopDate: now.toISOString() }]);
    expect(await frameVerdicts().take(request({ idempotencyKey: 'key-1' }), enoughTime)).toMatchObject({ sequence: 1 });
  });

  it('finds the verdict of an execution that recorded it but whose reply was lost, and closes its claim', async () => {
    const lost = frameVerdicts(new FakeWorkflow(async (input: Frame) => {
      await record(input);
      throw new OutcomeUnknownError(new Error('socket hang up'));
    }));
    await expect(lost.take(request({ idempotencyKey: 'key-1' }), enoughTime)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect([...executions.records.values()]).toMatchObject([{ status: 'RUNNING' }]);
    expect(await frameVerdicts().take(request({ idempotencyKey: 'key-1' }), enoughTime)).toEqual(verdicts.verdicts[0]);
    expect(verdicts.verdicts).toHaveLength(1);
    expect([...executions.records.values()]).toMatchObject([{ status: 'SUCCEEDED', sequence: 1 }]);
  });

  it('waits for an execution whose reply was lost rather than verify the frame a second time', async () => {
    let recordLate: (() => Promise<unknown>) | undefined;
    const lost = frameVerdicts(new FakeWorkflow(async (input: Frame) => {
      recordLate = () => record(input);
      return Promise.reject(new OutcomeUnknownError(new Error('socket hang up')));
    }));
    await expect(lost.take(request({ idempotencyKey: 'key-1' }), enoughTime)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    const workflow = new FakeWorkflow(record);
    const repeated = frameVerdicts(workflow).take(request({ idempotencyKey: 'key-1' }), enoughTime);
    await recordLate?.();
    expect(await repeated).toEqual(verdicts.verdicts[0]);
    expect([verdicts.verdicts.length, workflow.inputs.length]).toEqual([1, 0]);
  });

  it('takes over a claim whose starter is gone, but not before it is stale', async () => {
    const gone = frameVerdicts(new FakeWorkflow(async () => new Promise(() => undefined)));
    void gone.take(request({ idempotencyKey: 'key-1' }), enoughTime);
    const oneLook = looks(1);
    now = new Date(now.getTime() + 30_000);
    await expect(frameVerdicts().take(request({ idempotencyKey: 'key-1' }), oneLook)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    now = new Date(now.getTime() + 1);
    expect(await frameVerdicts().take(request({ idempotencyKey: 'key-1' }), enoughTime)).toMatchObject({ sequence: 1, receivedAt: now.toISOString() });
  });

  it('takes over no claim, and starts nothing, when the execution could outlive its starter', async () => {
    executions.records.set(uuidOfKey('key-1'), { ...failedClaim(), executionName: uuidOfKey('key-1') });
    const workflow = new FakeWorkflow(record);
    await expect(frameVerdicts(workflow).take(request({ idempotencyKey: 'key-1' }), looks(1, 20_000))).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await expect(frameVerdicts(workflow).take(request(), () => 20_000)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(workflow.inputs).toEqual([]);
  });

  it('lets a starter that was thought gone close nothing of its successor', async () => {
    let end: ((result: Partial<ExecutionResult>) => void) | undefined;
    const slow = frameVerdicts(new FakeWorkflow(async () => new Promise((resolve) => { end = resolve; })));
    const late = slow.take(request({ idempotencyKey: 'key-1' }), enoughTime);
    await waitUntil(() => end !== undefined);
    now = new Date(now.getTime() + 30_001);
    const verdict = await frameVerdicts().take(request({ idempotencyKey: 'key-1' }), enoughTime);
    end?.({ status: 'FAILED', error: 'ChainContended' });
    await expect(late).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(executions.records.get(verdict.verdictId)).toMatchObject({ status: 'SUCCEEDED', sequence: 1, error: null });
  });
});

describe("a frame's session", () => {
  const counters = (sessionId: string): unknown => sessions.records.get(sessionId)?.progress.counters;

  it('begins with its first frame where the frame belongs to no exam, and counts every one', async () => {
    const sessionId = `adhoc-${SUB}-2026-03-01`;
    await frameVerdicts().take(request(), enoughTime);
    await frameVerdicts().take(request(), enoughTime);
    expect(sessions.records.get(sessionId)).toMatchObject({ examId: null, candidate: { sub: SUB, email: caller.email }, expected: null, state: 'open', startedAt: now.toISOString(), lastVerdict: { sequence: 2 } });
    expect(counters(sessionId)).toEqual({ clear: 2, flagged: 0, inconclusive: 0 });
  });

  it('counts each of twenty frames at once', async () => {
    await startSession('exam-1');
    const service = frameVerdicts();
    await Promise.all(Array.from({ length: 20 }, () => service.take(request({ sessionId: 'exam-1' }), enoughTime)));
    expect(counters('exam-1')).toEqual({ clear: 20, flagged: 0, inconclusive: 0 });
  });

  it('that cannot be moved on neither fails a frame nor loses it: the next one counts both', async () => {
    await startSession('exam-1');
    sessions.advance = () => Promise.reject(new Error('The table is not there.'));
    expect(await frameVerdicts().take(request({ sessionId: 'exam-1' }), enoughTime)).toMatchObject({ sequence: 1 });
    expect(counters('exam-1')).toEqual({ clear: 0, flagged: 0, inconclusive: 0 });
    Reflect.deleteProperty(sessions, 'advance');
    await frameVerdicts().take(request({ sessionId: 'exam-1' }), enoughTime);
    expect(counters('exam-1')).toEqual({ clear: 2, flagged: 0, inconclusive: 0 });
  });

  it('that was sealed meanwhile refuses the frame, and the failure is listed', async () => {
    const sealed = frameVerdicts(new FakeWorkflow(async () => Promise.resolve({ status: 'FAILED', error: 'SessionEnded' })));
    await startSession('exam-1');
    await expect(sealed.take(request({ sessionId: 'exam-1' }), enoughTime)).rejects.toMatchObject({ code: 'SESSION_ENDED', field: 'sessionId' });
    expect([...executions.records.values()]).toMatchObject([{ status: 'FAILED', error: 'SessionEnded' }]);
  });

  it('that has ended still answers what was recorded before, to who repeats the request', async () => {
    await startSession('exam-1');
    const repeatable = request({ sessionId: 'exam-1', idempotencyKey: 'key-1' });
    const verdict = await frameVerdicts().take(repeatable, enoughTime);
    await startSession('exam-1', { state: 'ended' });
    expect(await frameVerdicts().take(repeatable, enoughTime)).toEqual(verdict);
    await expect(frameVerdicts().take({ ...repeatable, idempotencyKey: 'key-2' }, enoughTime)).rejects.toMatchObject({ code: 'SESSION_ENDED' });
  });

  it.each([
    [null, 'standard', 1_788_000_000],
    [{ reason: 'An appeal', heldBy: 'auditor', heldAt: '2026-03-01T12:00:00.000Z' }, 'held', null],
  ])('under the legal hold %j keeps the frame with the tag %s, and the record for as long as the session', async (legalHold, retention, expiresAt) => {
    await startSession('exam-1', { legalHold, expiresAt });
    const workflow = new FakeWorkflow(record);
    await frameVerdicts(workflow).take(request({ sessionId: 'exam-1' }), enoughTime);
    expect([...frames.tags.values()]).toEqual([{ retention }]);
    expect(workflow.inputs).toMatchObject([{ expiresAt, storeFrameMs: expect.any(Number) }]);
    expect([...executions.records.values()]).toMatchObject([{ expiresAt }]);
  });
});

describe("a person's pace", () => {
  /** That of the policy, and with room for three frames at once. */
  const paced = (workflow = new FakeWorkflow(record)): FrameVerdicts => frameVerdicts(workflow, { burst: 3 });
  const later = (ms: number): void => { now = new Date(now.getTime() + ms); };

  it('refuses what comes faster than twice as often as the policy says, tells when there is room, and begins nothing', async () => {
    const workflow = new FakeWorkflow(record);
    const service = paced(workflow);
    for (let frame = 0; frame < 3; frame += 1) await service.take(request(), enoughTime);
    await expect(service.take(request(), enoughTime)).rejects.toMatchObject({ code: 'THROTTLED', retryAfterMs: POLICY.frameIntervalMs / 2 });
    expect([workflow.inputs.length, frames.images.size, executions.records.size]).toEqual([3, 3, 3]);
    later(POLICY.frameIntervalMs / 2 - 1);
    await expect(service.take(request(), enoughTime)).rejects.toMatchObject({ code: 'THROTTLED', retryAfterMs: 1 });
    later(1);
    expect(await service.take(request(), enoughTime)).toMatchObject({ sequence: 4 });
  });

  it('is one for all their sessions, and for nobody else', async () => {
    for (const sessionId of ['exam-1', 'exam-2']) await startSession(sessionId);
    const service = paced();
    for (const sessionId of ['exam-1', 'exam-2', null]) await service.take(request({ sessionId }), enoughTime);
    for (const sessionId of ['exam-1', 'exam-2', null]) await expect(service.take(request({ sessionId }), enoughTime)).rejects.toMatchObject({ code: 'THROTTLED' });
    expect(await service.take(request({ caller: { ...caller, sub: 'other' } }), enoughTime)).toMatchObject({ sequence: 1 });
  });

  it('gives a frame that is repeated the verdict on record, and waits for one that is under way', async () => {
    let record1: (() => void) | undefined;
    const slow = new FakeWorkflow(async (input: Frame) => new Promise((resolve) => { record1 = () => { resolve(record(input)); }; }));
    const first = paced(slow).take(request({ idempotencyKey: 'key-1' }), enoughTime);
    await waitUntil(() => record1 !== undefined);
    for (let frame = 0; frame < 2; frame += 1) await paced().take(request(), enoughTime);
    const repeated = paced().take(request({ idempotencyKey: 'key-1' }), enoughTime);
    record1?.();
    expect(await repeated).toEqual(await first);
    expect(await paced().take(request({ idempotencyKey: 'key-1' }), enoughTime)).toEqual(await first);
    await expect(paced().take(request({ idempotencyKey: 'key-2' }), enoughTime)).rejects.toMatchObject({ code: 'THROTTLED' });
    expect(verdicts.verdicts).toHaveLength(3);
  });

  it('lets nobody repeat a frame whose verdict failed faster than others', async () => {
    const failing = new FakeWorkflow(async () => Promise.resolve({ status: 'FAILED', error: 'ChainContended' } as const));
    const service = paced(failing);
    for (let attempt = 0; attempt < 3; attempt += 1) await expect(service.take(request({ idempotencyKey: 'key-1' }), enoughTime)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await expect(service.take(request({ idempotencyKey: 'key-1' }), enoughTime)).rejects.toMatchObject({ code: 'THROTTLED' });
    expect(failing.inputs).toHaveLength(3);
    later(POLICY.frameIntervalMs);
    expect(await paced().take(request({ idempotencyKey: 'key-1' }), enoughTime)).toMatchObject({ sequence: 1 });
  });

  it('is that of the policy in force, also for what was sent before', async () => {
    let frameIntervalMs = 600_000;
    const service = frameVerdicts(new FakeWorkflow(record), { burst: 3, policies: { current: () => Promise.resolve({ ...POLICY, frameIntervalMs }) } });
    for (let frame = 0; frame < 3; frame += 1) await service.take(request(), enoughTime);
    await expect(service.take(request(), enoughTime)).rejects.toMatchObject({ code: 'THROTTLED', retryAfterMs: 300_000 });
    frameIntervalMs = 1_000;
    later(500);
    expect(await service.take(request(), enoughTime)).toMatchObject({ sequence: 4 });
  });
});

/** Time for this many looks at a claim, and for an execution only where that much is left. */
function looks(count: number, leftMs = 26_000): () => number {
  let taken = 0;
  return () => {
    taken += 1;
    return taken > 2 * count ? 0 : leftMs;
  };
}

function uuidOfKey(key: string): string {
  return v5(`${SUB}:${key}`, '8f0c7a52-5a0e-4f0e-9a55-3a1f4f3a7c11');
}

function failedClaim(): ExecutionRecord {
  return { executionName: '', machine: 'verify-frame', status: 'FAILED', owner: SUB, imageSha256: 'a'.repeat(64), startDate: now.toISOString(), claimId: 'old', stopDate: now.toISOString(), executionArn: null, error: 'ChainContended', sessionId: `adhoc-${SUB}-2026-03-01`, sequence: null, decision: null };
}
