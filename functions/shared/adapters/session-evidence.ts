import { NoSuchKey, ListObjectsV2Command, PutObjectTaggingCommand, type S3Client } from '@aws-sdk/client-s3';
import { QueryCommand, UpdateCommand, type DynamoDBDocumentClient, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import type { EvidenceItem, EvidenceKind, HoldState, SessionEvidence } from '../ports/session-holds.ts';
import { RETENTION_TAG } from '../retention.ts';
import { daysOfSession } from '../session-days.ts';
import { wasMade } from './conditional-write.ts';

const PAGE_SIZE = 100;

type Item = Record<string, unknown>;

export interface SessionEvidenceProps {
  documents: DynamoDBDocumentClient;
  s3: S3Client;
  verdictsTable: string;
  reviewsTable: string;
  executionsTable: string;
  executionsBySession: string;
  framesBucket: string;
}

/** What belongs to a session: rows of three tables, and the objects of its frames. */
export class StoredSessionEvidence implements SessionEvidence {
  readonly #props: SessionEvidenceProps;

  constructor(props: SessionEvidenceProps) {
    this.#props = props;
  }

  async page(session: HoldState, kind: EvidenceKind, after: string | null): Promise<{ items: EvidenceItem[]; next: string | null }> {
    const { verdictsTable, reviewsTable, executionsTable, executionsBySession } = this.#props;
    switch (kind) {
      case 'verdict':
        return this.#query({ TableName: verdictsTable, ConsistentRead: true }, session, after, ({ sessionId, sequence }) => ({ kind, key: { sessionId: String(sessionId), sequence: Number(sequence) } }));
      case 'review':
        return this.#query({ TableName: reviewsTable, ConsistentRead: true }, session, after, ({ sessionId, verdictId }) => ({ kind, key: { sessionId: String(sessionId), verdictId: String(verdictId) } }));
      case 'execution':
        return this.#query({ TableName: executionsTable, IndexName: executionsBySession }, session, after, ({ executionName }) => ({ kind, key: { executionName: String(executionName) } }));
      case 'frame':
        return this.#frames(session, after);
    }
  }

  async setExpiry(item: EvidenceItem, expiresAt: number | null): Promise<void> {
    if (item.kind === 'frame') return this.#tag(item.key, expiresAt === null);
    const { verdictsTable, reviewsTable, executionsTable } = this.#props;
    const TableName = { verdict: verdictsTable, review: reviewsTable, execution: executionsTable }[item.kind];
    const [keyName = ''] = Object.keys(item.key);
    const command = new UpdateCommand({
      TableName,
      Key: item.key,
      UpdateExpression: expiresAt === null ? 'REMOVE expiresAt' : 'SET expiresAt = :expiresAt',
      ConditionExpression: `attribute_exists(${keyName})`,
      ...(expiresAt === null ? {} : { ExpressionAttributeValues: { ':expiresAt': expiresAt } }),
    });
    await wasMade(this.#props.documents.send(command));
  }

  async #query(source: QueryCommandInput, { sessionId }: HoldState, after: string | null, toItem: (item: Item) => EvidenceItem): Promise<{ items: EvidenceItem[]; next: string | null }> {
    const answer = await this.#props.documents.send(
      new QueryCommand({
        ...source,
        KeyConditionExpression: 'sessionId = :sessionId',
        ExpressionAttributeValues: { ':sessionId': sessionId },
        Limit: PAGE_SIZE,
        ...(after === null ? {} : { ExclusiveStartKey: JSON.parse(after) as Item }),
      }),
    );
    return { items: (answer.Items ?? []).map(toItem), next: answer.LastEvaluatedKey === undefined ? null : JSON.stringify(answer.LastEvaluatedKey) };
  }

  /** Frames lie in a folder for each day: also those whose verdict was never recorded. */
  async #frames(session: HoldState, after: string | null): Promise<{ items: EvidenceItem[]; next: string | null }> {
    const days = daysOfSession(session, new Date());
    const { day, token } = after === null ? { day: days[0] ?? '', token: undefined } : (JSON.parse(after) as { day: string; token?: string });
    const answer = await this.#props.s3.send(
      new ListObjectsV2Command({ Bucket: this.#props.framesBucket, Prefix: `frames/${day}/${session.sessionId}/`, MaxKeys: PAGE_SIZE, ...(token === undefined ? {} : { ContinuationToken: token }) }),
    );
    const items = (answer.Contents ?? []).flatMap(({ Key: key }) => (key === undefined ? [] : [{ kind: 'frame' as const, key }]));
    if (answer.NextContinuationToken !== undefined) return { items, next: JSON.stringify({ day, token: answer.NextContinuationToken }) };
    const nextDay = days[days.indexOf(day) + 1];
    return { items, next: nextDay === undefined ? null : JSON.stringify({ day: nextDay }) };
  }

  async #tag(key: string, isHeld: boolean): Promise<void> {
    const tags = isHeld ? RETENTION_TAG.held : RETENTION_TAG.standard;
    const TagSet = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
    try {
      await this.#props.s3.send(new PutObjectTaggingCommand({ Bucket: this.#props.framesBucket, Key: key, Tagging: { TagSet } }));
    } catch (error) {
      // Expired, or erased, since it was listed.
      if (!(error instanceof NoSuchKey)) throw error;
    }
  }
}
