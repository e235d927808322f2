import { describe, expect, it } from '@jest/globals';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { ExecutionDoesNotExist, InvalidToken, type GetExecutionHistoryCommand, type SFNClient } from '@aws-sdk/client-sfn';
import { AwsHistories } from '../../../functions/shared/adapters/aws-histories.ts';
import type { ExecutionRecord } from '../../../functions/shared/ports/executions.ts';

const ARN = 'arn:aws:states:us-east-1:000000000000:execution:register-bulk:e';
const EXPRESS_ARN = 'arn:aws:states:us-east-1:000000000000:express:verify-frame:e';
const execution = (overrides: Partial<ExecutionRecord> = {}): ExecutionRecord => ({
  executionName: 'e', machine: 'register-bulk', status: 'SUCCEEDED', owner: 'ada', imageSha256: '', startDate: '2026-03-01T10:00:00.000Z', claimId: 'claim', stopDate: '2026-03-01T10:01:00.000Z', executionArn: ARN, error: null, sessionId: null, sequence: null, decision: null, ...overrides,
});

/** Step Functions with a history of so many events, each with an input of so many characters, in pages of fifty. */
function stepFunctions(count: number, inputLength: number): SFNClient {
  const send = async ({ input }: GetExecutionHistoryCommand) => {
    const start = Number(input.nextToken ?? 0);
    const length = Math.min(input.maxResults ?? 0, count - start);
    const events = Array.from({ length }, (_, index) => ({
      id: start + index + 1, previousEventId: start + index, type: 'TaskStateEntered', timestamp: new Date(0), stateEnteredEventDetails: { name: 'Register row', input: 'é'.repeat(inputLength) },
    }));
    return Promise.resolve({ events, ...(start + length < count ? { nextToken: String(start + length) } : {}) });
  };
  return { send } as unknown as SFNClient;
}

const failing = (error: Error): SFNClient => ({ send: async () => Promise.reject(error) }) as unknown as SFNClient;

interface Logged {
  id: number;
  arn: string;
  atMs: number;
}

function logs(events: readonly Logged[]): CloudWatchLogsClient {
  const messages = events.map(({ id, arn, atMs }) => ({ message: JSON.stringify({ id: String(id), type: 'ParallelStateEntered', details: { name: 'Look', input: '{}' }, previous_event_id: String(id - 1), event_timestamp: String(atMs), execution_arn: arn }) }));
  // The SDK's paginator checks what it is given.
  return Object.assign(Object.create(CloudWatchLogsClient.prototype as object) as CloudWatchLogsClient, { send: async () => Promise.resolve({ events: messages }) });
}

async function readAll(histories: AwsHistories, record = execution()) {
  const pages = [await histories.read(record, null)];
  for (let cursor = pages[0]?.nextCursor ?? null; cursor !== null; ) {
    const page = await histories.read(record, cursor);
    pages.push(page);
    cursor = page.nextCursor;
  }
  return pages;
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

describe('a long history', () => {
  it.each([
    ['many events', 1_230, 10, 3],
    ['large events, cut within a page of Step Functions', 130, 50_000, 4],
  ])('comes in pages that fit an answer, each event once: %s', async (_, count, inputLength, pageCount) => {
    const pages = await readAll(new AwsHistories(stepFunctions(count, inputLength), logs([]), 'group'));
    expect(pages.flatMap(({ items }) => items.map(({ id }) => id))).toEqual(upTo(count));
    expect(pages).toHaveLength(pageCount);
    for (const { items } of pages) expect(Buffer.byteLength(JSON.stringify(items))).toBeLessThan(4_300_000);
  });

  it('is empty where Step Functions has forgotten it, or it never began', async () => {
    expect(await new AwsHistories(failing(new ExecutionDoesNotExist({ message: '', $metadata: {} })), logs([]), 'group').read(execution(), null)).toEqual({ items: [], nextCursor: null });
    expect(await new AwsHistories(stepFunctions(5, 1), logs([]), 'group').read(execution({ executionArn: null }), null)).toEqual({ items: [], nextCursor: null });
  });

  it('refuses a cursor that has expired', async () => {
    const { nextCursor } = await new AwsHistories(stepFunctions(600, 1), logs([]), 'group').read(execution(), null);
    await expect(new AwsHistories(failing(new InvalidToken({ message: '', $metadata: {} })), logs([]), 'group').read(execution(), nextCursor)).rejects.toMatchObject({ code: 'INVALID_REQUEST', field: 'cursor' });
  });
});

describe('the history of an Express execution', () => {
  const again = `${EXPRESS_ARN}:2`;
  const both = [...upTo(3).map((id) => ({ id, arn: `${EXPRESS_ARN}:1`, atMs: id })), ...upTo(2).map((id) => ({ id: 3 - id, arn: again, atMs: 10 + id }))];

  it('is that of the recorded attempt, in the order of its events', async () => {
    const { items } = await new AwsHistories(stepFunctions(0, 0), logs(both), 'group').read(execution({ machine: 'verify-frame', executionArn: again }), null);
    expect(items.map(({ id, stateEnteredEventDetails }) => [id, stateEnteredEventDetails])).toEqual([[1, { name: 'Look', input: '{}' }], [2, { name: 'Look', input: '{}' }]]);
  });

  it('is that of the last attempt where none was recorded', async () => {
    const { items } = await new AwsHistories(stepFunctions(0, 0), logs(both), 'group').read(execution({ machine: 'verify-frame', executionArn: null }), null);
    expect(items.map(({ id }) => id)).toEqual([1, 2]);
  });
});
