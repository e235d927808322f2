import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { StartSyncExecutionCommand, type StartSyncExecutionCommandOutput } from '@aws-sdk/client-sfn';
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { findBrokenLink } from '../../domain/chain.ts';
import { judge, type Frame } from '../../domain/judge.ts';
import type { FrameObservations } from '../../domain/observations.ts';
import type { Verdict } from '../../domain/verdict.ts';
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
}

let folder: Awaited<ReturnType<typeof createDataFolder>>;
let workflow: Workflow;
let session = 0;
const functions: Record<string, FakeFunction> = {};

/** What every function does unless a test says otherwise: one registered person, alone. */
function behaveWell(): void {
  const seen = clearObservations();
  Object.assign(functions, {
    DetectLabelsArn: () => seen.labels,
    IdentifyFaceArn: () => seen.identity,
    DetectFacesArn: () => seen.faces,
    DetectModerationArn: () => seen.moderation,
    JudgeArn: ({ frame, observations, head, executionArn }: JudgePayload) => {
      const verdict = judge({ ...frame, executionArn }, observations, head);
      return { verdict, item: marshall(toVerdictItem(verdict, 180)) };
    },
  });
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
    image: { bucket: 'frames', key: 'frames/1.jpg', sha256: 'a'.repeat(64), widthPx: 640, heightPx: 480 },
    expected: null,
    policy: POLICY,
  };
  return workflow.client.send(new StartSyncExecutionCommand({ stateMachineArn: workflow.stateMachineArn, name: verdictId, input: JSON.stringify(input) }));
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
      return clearObservations().faces;
    };
    expect(JSON.parse((await verify()).output ?? '')).toMatchObject({ decision: 'clear' });
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
    functions.JudgeArn = ({ frame, observations, executionArn }: JudgePayload) => {
      const verdict = judge({ ...frame, executionArn }, observations, null);
      return { verdict, item: marshall(toVerdictItem(verdict, 180)) };
    };
    workflow.calls.length = 0;
    expect(await verify('second')).toMatchObject({ status: 'FAILED', error: 'ChainContended' });
    expect(workflow.calls.filter((call) => call === 'JudgeArn')).toHaveLength(25);
    expect(await recorded()).toHaveLength(1);
  });

  it('hands the judge exactly what each branch saw', async () => {
    const identity = { status: 'observed', value: { face: { confidencePercent: 91.25, box: BOX }, matches: [] }, modelVersion: null, durationMs: 7 };
    functions.IdentifyFaceArn = () => identity;
    let payload: JudgePayload | undefined;
    const wellBehaved = functions.JudgeArn as (payload: JudgePayload) => unknown;
    functions.JudgeArn = (given: JudgePayload) => {
      payload = given;
      return wellBehaved(given);
    };
    await verify();
    expect(payload).toMatchObject({ observations: { ...clearObservations(), identity }, head: null });
  });
});
