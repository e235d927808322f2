import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { StartSyncExecutionCommand, type StartSyncExecutionCommandOutput } from '@aws-sdk/client-sfn';
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { findBrokenLink } from '../../domain/chain.ts';
import { judge, type Frame } from '../../domain/judge.ts';
import type { FrameObservations, Observation } from '../../domain/observations.ts';
import { ANALYSIS_STEPS, TIMED_STEPS, type Verdict } from '../../domain/verdict.ts';
import { DynamoDbSessionChain } from '../../functions/shared/adapters/dynamodb-session-chain.ts';
import { fromVerdictItem, toVerdictItem } from '../../functions/shared/verdict-item.ts';
import { createDataFolder } from '../helpers/data-folder.ts';
import { VERDICTS } from '../helpers/local-aws.ts';
import { BOX, clearObservations, POLICY } from '../helpers/observations.ts';
import { named, startWorkflow, type FakeFunction, type Workflow } from '../helpers/workflow.ts';

interface JudgePayload {
  frame: Omit<Frame, 'executionArn'>;
  observations: FrameObservations;
  head: { sequence: number; hash: string } | null;
  executionArn: string;
  beforeJudgementMs: number;
}

let folder: Awaited<ReturnType<typeof createDataFolder>>;
let workflow: Workflow;
let session = 0;
const functions: Record<string, FakeFunction> = {};

/** What every function does unless a test says otherwise: one registered person, alone. */
function behaveWell(): void {
  const seen = clearObservations();
  Object.assign(functions, {
    DetectLabelsArn: () => answerOf(seen.labels),
    IdentifyFaceArn: () => answerOf(seen.identity),
    DetectFacesArn: () => answerOf(seen.faces),
    DetectModerationArn: () => answerOf(seen.moderation),
    JudgeArn: ({ frame, observations, head, executionArn, beforeJudgementMs }: JudgePayload) => {
      const verdict = judge({ ...frame, executionArn, beforeJudgementMs }, observations, head);
      return { verdict, item: marshall(toVerdictItem(verdict, null)) };
    },
  });
}

/** What a function tells of what it saw: the rest is the machine's. */
function answerOf(observation: Observation<unknown>): unknown {
  return observation.status === 'observed' ? { value: observation.value, modelVersion: observation.modelVersion } : null;
}

beforeAll(async () => {
  folder = await createDataFolder();
  behaveWell();
  workflow = await startWorkflow({ machine: 'verify-frame', dataDir: folder.path, tables: [VERDICTS], functions, substitutions: { VerdictsTable: 'Verdicts' } });
});

beforeEach(() => {
  behaveWell();
  workflow.calls.length = 0;
  session += 1;
});

afterEach(async () => {
  await workflow.inject();
});

afterAll(async () => {
  await workflow[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

async function verify(verdictId = 'verdict-1'): Promise<StartSyncExecutionCommandOutput> {
  const input = {
    verdictId,
    sessionId: `session-${session}`,
    capturedAt: null,
    receivedAt: '2026-03-01T10:00:00.000Z',
    image: { bucket: 'frames', key: 'frames/1.jpg', sha256: 'a'.repeat(64), widthPx: 640, heightPx: 480, perceptualHash: null },
    expected: null,
    policy: POLICY,
    storeFrameMs: 7,
    expiresAt: 1_800_000_000,
  };
  return workflow.client.send(new StartSyncExecutionCommand({ stateMachineArn: workflow.stateMachineArn, name: verdictId, input: JSON.stringify(input) }));
}

function chain(): DynamoDbSessionChain {
  return new DynamoDbSessionChain(DynamoDBDocumentClient.from(new DynamoDBClient(workflow.clientConfig)), 'Verdicts');
}

async function recorded(): Promise<Verdict[]> {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(workflow.clientConfig));
  const { Items: items } = await client.send(new QueryCommand({ TableName: 'Verdicts', KeyConditionExpression: 'sessionId = :s', ExpressionAttributeValues: { ':s': `session-${session}` } }));
  client.destroy();
  return (items ?? []).map(fromVerdictItem);
}

describe('verify-frame', () => {
  it('runs four analyses, judges once, records, and answers what is on record', async () => {
    const { status, output, executionArn } = await verify();
    expect(status).toBe('SUCCEEDED');
    expect([...workflow.calls].sort()).toEqual(['DetectFacesArn', 'DetectLabelsArn', 'DetectModerationArn', 'IdentifyFaceArn', 'JudgeArn']);
    expect(await recorded()).toEqual([JSON.parse(output ?? '')]);
    expect(JSON.parse(output ?? '')).toMatchObject({ decision: 'clear', sequence: 1, executionArn });
  });

  it.each([
    ['DetectLabelsArn', ['unknown', 'unknown', 'pass', 'pass', 'pass']],
    ['IdentifyFaceArn', ['pass', 'pass', 'unknown', 'pass', 'pass']],
    ['DetectFacesArn', ['pass', 'pass', 'pass', 'unknown', 'pass']],
    ['DetectModerationArn', ['pass', 'pass', 'pass', 'pass', 'unknown']],
  ])('lets only that be unknown which %s would have told', async (name, outcomes) => {
    functions[name] = () => { throw named('InvalidS3ObjectException'); };
    const verdict = JSON.parse((await verify()).output ?? '') as Verdict;
    expect(verdict.checks.map(({ outcome }) => outcome)).toEqual(outcomes);
    expect(workflow.calls.filter((call) => call === name)).toHaveLength(1);
  });

  it.each(['ThrottlingException', 'ProvisionedThroughputExceededException', 'InternalServerError', 'TimeoutError', 'Sandbox.Timedout'])('tries an analysis three times after %s', async (error) => {
    functions.DetectFacesArn = () => { throw named(error); };
    await verify();
    expect(workflow.calls.filter((call) => call === 'DetectFacesArn')).toHaveLength(3);
  });

  it('takes the answer of a later attempt', async () => {
    let attempts = 0;
    functions.DetectFacesArn = () => {
      attempts += 1;
      if (attempts < 3) throw named('ThrottlingException');
      return answerOf(clearObservations().faces);
    };
    expect(JSON.parse((await verify()).output ?? '')).toMatchObject({ decision: 'clear', retries: { detectFaces: 2 } });
  });

  it('tells how long every step took, and how often it was repeated, also where it ended without a result', async () => {
    functions.DetectFacesArn = () => { throw named('ThrottlingException'); };
    const { timings, retries } = JSON.parse((await verify()).output ?? '') as Verdict;
    expect(retries).toEqual({ detectFaces: 2 });
    expect(Object.keys(timings).sort()).toEqual([...TIMED_STEPS].sort());
    expect(timings.storeFrame).toBe(7);
    for (const durationMs of Object.values(timings)) expect(durationMs).toBeGreaterThanOrEqual(0);
    const analyses = ANALYSIS_STEPS.map((step) => timings[step]);
    expect(timings.beforeJudgement).toBeGreaterThanOrEqual(Math.max(...analyses));
  });

  it('records nothing behind the seal of a session that ends while a frame is under way', async () => {
    await verify('first');
    const wellBehaved = functions.JudgeArn as (payload: JudgePayload) => unknown;
    const [head] = await recorded();
    functions.JudgeArn = async (payload: JudgePayload) => {
      await chain().seal({ sessionId: payload.frame.sessionId, sequence: 2, recordType: 'seal', count: 1, head: head?.hash ?? null, endedAt: '2026-03-01T11:00:00.000Z', endReason: 'CANDIDATE' }, null);
      return wellBehaved(payload);
    };
    const inFlight = await verify('second');
    expect([inFlight.status, inFlight.error, inFlight.output]).toEqual(['FAILED', 'SessionEnded', undefined]);
    workflow.calls.length = 0;
    expect(await verify('third')).toMatchObject({ status: 'FAILED', error: 'SessionEnded' });
    expect(workflow.calls).not.toContain('JudgeArn');
    expect(await chain().readAfter(`session-${session}`, 0)).toMatchObject({ verdicts: [head], seal: { count: 1, head: head?.hash } });
  });

  it('ends without a verdict in a session that was sealed before its first', async () => {
    await chain().seal({ sessionId: `session-${session}`, sequence: 1, recordType: 'seal', count: 0, head: null, endedAt: '2026-03-01T11:00:00.000Z', endReason: 'ABANDONED' }, null);
    expect(await verify()).toMatchObject({ status: 'FAILED', error: 'SessionEnded' });
  });

  it('judges again behind whoever was first', async () => {
    const results = await Promise.all(Array.from({ length: 20 }, (_, index) => verify(`verdict-${index}`)));
    expect(results.map(({ status }) => status)).toEqual(results.map(() => 'SUCCEEDED'));
    const chain = await recorded();
    expect(chain.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    expect(findBrokenLink(chain)).toBeNull();
  });

  it.each([1, 3])('knows its own record after %i lost replies', async (times) => {
    await workflow.inject({ service: 'dynamodb', operation: 'PutItem', kind: 'drop', times });
    const { status, output, executionArn } = await verify();
    expect(status).toBe('SUCCEEDED');
    expect(workflow.enteredStates(executionArn ?? '').slice(-3)).toEqual(['Read recorded verdict', 'Whose verdict is recorded?', 'Verdict recorded']);
    expect(await recorded()).toEqual([JSON.parse(output ?? '')]);
    expect(workflow.calls.filter((call) => call === 'JudgeArn')).toHaveLength(1);
  });

  it('fails, and answers nothing, when the verdict cannot be recorded', async () => {
    await workflow.inject({ service: 'dynamodb', operation: 'PutItem', kind: 'error' });
    const { status, output, error } = await verify();
    expect([status, output, error]).toEqual(['FAILED', undefined, 'DynamoDB.InternalServerError']);
    expect(await recorded()).toEqual([]);
  });

  it('gives up after 25 rounds when others are always first', async () => {
    // A judge that always wants the first place, which is taken.
    await verify('first');
    functions.JudgeArn = ({ frame, observations, executionArn, beforeJudgementMs }: JudgePayload) => {
      const verdict = judge({ ...frame, executionArn, beforeJudgementMs }, observations, null);
      return { verdict, item: marshall(toVerdictItem(verdict, null)) };
    };
    workflow.calls.length = 0;
    expect(await verify('second')).toMatchObject({ status: 'FAILED', error: 'ChainContended' });
    expect(workflow.calls.filter((call) => call === 'JudgeArn')).toHaveLength(25);
    expect(await recorded()).toHaveLength(1);
  });

  it('hands the judge exactly what each branch saw', async () => {
    const identity = { value: { face: { confidencePercent: 91.25, box: BOX }, matches: [] }, modelVersion: null };
    functions.IdentifyFaceArn = () => identity;
    let payload: JudgePayload | undefined;
    const wellBehaved = functions.JudgeArn as (payload: JudgePayload) => unknown;
    functions.JudgeArn = (given: JudgePayload) => {
      payload = given;
      return wellBehaved(given);
    };
    await verify();
    const { labels, faces, moderation } = clearObservations();
    const told = (observation: unknown): unknown => ({ status: 'observed', ...(observation as object), durationMs: expect.any(Number), retryCount: 0 });
    expect(payload).toMatchObject({ observations: { labels: told(answerOf(labels)), identity: told(identity), faces: told(answerOf(faces)), moderation: told(answerOf(moderation)) }, head: null });
  });
});
