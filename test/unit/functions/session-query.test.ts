import { describe, expect, it } from '@jest/globals';
import { BatchGetCommand, type DynamoDBDocumentClient, type QueryCommand } from '@aws-sdk/lib-dynamodb';
import { querySessions } from '../../../functions/shared/adapters/session-query.ts';
import { toNewItem } from '../../../functions/shared/adapters/session-item.ts';

const INDEXES = { byMonth: 'byMonth', byCandidate: 'byCandidate', byEmail: 'byEmail', unfinished: 'unfinished' };
const OPEN = { from: null, to: null, state: 'open', decision: null, person: null } as const;
const STARTED_AT = '2026-03-01T10:00:00.000Z';
const FIRST_POLICY = { version: '1', maxGapMs: 10_000, incidentRules: [] };
/** What a function may answer. */
const MAX_ANSWER_BYTES = 6_000_000;

/** A table with so many open sessions, each of whose rows has so many bytes. */
function tableOf(count: number, rowBytes: number): DynamoDBDocumentClient {
  const keys = Array.from({ length: count }, (_, at) => ({ sessionId: `s-${String(at).padStart(4, '0')}`, startedAt: STARTED_AT }));
  const rowOf = (sessionId: unknown) => ({ ...toNewItem({ sessionId: String(sessionId), examId: 'x'.repeat(rowBytes), candidate: { sub: 'ada', email: null }, expected: null, consentVersion: '1', startedAt: STARTED_AT, firstPolicy: FIRST_POLICY }, 180), expiresAt: null });
  const send = (command: unknown) => {
    if (command instanceof BatchGetCommand) return Promise.resolve({ Responses: { sessions: command.input.RequestItems?.sessions?.Keys?.map(({ sessionId }) => rowOf(sessionId)) } });
    const { ExclusiveStartKey: after, Limit: limit = 0 } = (command as QueryCommand).input;
    const rest = keys.filter(({ sessionId }) => after === undefined || sessionId > String(after.sessionId));
    return Promise.resolve({ Items: rest.slice(0, limit), LastEvaluatedKey: rest.length > limit ? rest[limit - 1] : undefined });
  };
  return { send } as unknown as DynamoDBDocumentClient;
}

/** The sizes of the pages of a whole list, and how many sessions they have between them. */
async function pagesOf(client: DynamoDBDocumentClient, limit: number | null) {
  const pages: { count: number; bytes: number }[] = [];
  const seen = new Set<string>();
  let cursor: string | null = null;
  do {
    const { items, nextCursor } = await querySessions(client, 'sessions', INDEXES, OPEN, { cursor, limit });
    for (const { sessionId } of items) seen.add(sessionId);
    pages.push({ count: items.length, bytes: JSON.stringify(items).length });
    cursor = nextCursor;
  } while (cursor !== null);
  return { counts: pages.map(({ count }) => count), maxBytes: Math.max(...pages.map(({ bytes }) => bytes)), seen: seen.size };
}

describe('a page of sessions', () => {
  it.each([
    [null, [25, 25, 25, 25, 25, 25, 25, 25, 10]],
    [100, [100, 100, 10]],
    [30, [30, 30, 30, 30, 30, 30, 30]],
  ])('has as many as are asked for: %p', async (limit, counts) => {
    expect(await pagesOf(tableOf(210, 10), limit)).toMatchObject({ counts, seen: 210 });
  });

  it('has fewer where they are large: a function has a limit to what it may answer', async () => {
    const { counts, maxBytes, seen } = await pagesOf(tableOf(110, 150_000), 100);
    expect([counts, seen]).toEqual([[25, 25, 25, 25, 10], 110]);
    expect(maxBytes).toBeLessThan(MAX_ANSWER_BYTES);
  });
});
