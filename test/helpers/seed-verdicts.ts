import { randomUUID } from 'node:crypto';
import { BatchWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Decision } from '../../domain/decision.ts';
import type { Verdict } from '../../domain/verdict.ts';
import { outcomeKeyOf, TIMELINE } from '../../functions/shared/adapters/execution-item.ts';
import type { ExecutionRecord } from '../../functions/shared/ports/executions.ts';
import { expiryOf } from '../../functions/shared/retention.ts';
import { toVerdictItem } from '../../functions/shared/verdict-item.ts';

/** DynamoDB's limit for one request. */
const BATCH_SIZE = 25;
const PARALLEL_BATCHES = 4;
/** Of what is put today: its own times may be of any year. */
const KEPT_UNTIL = expiryOf(new Date().toISOString(), 180);

export interface Seed {
  /** A recorded verdict, of which all are copies with ids, times and decisions of their own. */
  like: Verdict;
  sessionId: string;
  owner: string;
  count: number;
  /** When the first frame was received; the others follow a second apart. */
  firstAt: string;
  /** The number of the first; the numbers count up. */
  firstSequence?: number;
  decisionOf: (index: number) => Decision;
}

/**
 * Puts verdicts and the executions that recorded them straight into their tables: as many as no test could wait for. Answers their ids, first to
 * last. Their hashes are not theirs.
 */
export async function seedVerdicts(documents: DynamoDBDocumentClient, seed: Seed): Promise<string[]> {
  const verdicts = Array.from({ length: seed.count }, (_, index) => verdictOf(seed, index));
  await putVerdicts(documents, verdicts, seed.owner);
  return verdicts.map(({ verdictId }) => verdictId);
}

/** Puts verdicts alone, where nobody asks for their executions. */
export async function seedChain(documents: DynamoDBDocumentClient, seed: Seed): Promise<void> {
  await putAll(documents, 'Verdicts', Array.from({ length: seed.count }, (_, index) => toVerdictItem(verdictOf(seed, index), KEPT_UNTIL)));
}

/** Puts verdicts on record as they are, with the executions that recorded them. */
export async function putVerdicts(documents: DynamoDBDocumentClient, verdicts: readonly Verdict[], owner: string): Promise<void> {
  await Promise.all([
    putAll(documents, 'Verdicts', verdicts.map((verdict) => toVerdictItem(verdict, KEPT_UNTIL))),
    putAll(documents, 'Executions', verdicts.map((verdict) => executionItemOf(verdict, owner))),
  ]);
}

function verdictOf({ like, sessionId, firstAt, firstSequence = 1, decisionOf }: Seed, index: number): Verdict {
  const receivedAt = new Date(Date.parse(firstAt) + index * 1_000).toISOString();
  return { ...like, verdictId: randomUUID(), sessionId, sequence: firstSequence + index, receivedAt, decision: decisionOf(index) };
}

function executionItemOf({ verdictId, sessionId, sequence, receivedAt, decision, executionArn, image }: Verdict, owner: string): Record<string, unknown> {
  const record: ExecutionRecord = {
    executionName: verdictId,
    machine: 'verify-frame',
    status: 'SUCCEEDED',
    owner,
    imageSha256: image.sha256,
    startDate: receivedAt,
    claimId: randomUUID(),
    stopDate: receivedAt,
    executionArn,
    error: null,
    sessionId,
    sequence,
    decision,
  };
  return { ...record, timeline: TIMELINE, outcome: outcomeKeyOf(record), expiresAt: KEPT_UNTIL };
}

async function putAll(documents: DynamoDBDocumentClient, tableName: string, items: readonly object[]): Promise<void> {
  const batches = Array.from({ length: Math.ceil(items.length / BATCH_SIZE) }, (_, index) => items.slice(index * BATCH_SIZE, (index + 1) * BATCH_SIZE));
  const next = batches.values();
  await Promise.all(
    Array.from({ length: PARALLEL_BATCHES }, async () => {
      for (const batch of next) await documents.send(new BatchWriteCommand({ RequestItems: { [tableName]: batch.map((Item) => ({ PutRequest: { Item } })) } }));
    }),
  );
}
