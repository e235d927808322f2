import type { S3Client } from '@aws-sdk/client-s3';
import { DeleteCommand, GetCommand, paginateQuery, paginateScan, PutCommand, QueryCommand, ScanCommand, UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { RecordedVerdict, RedactedVerdict } from '../../../domain/erasure/redacted-verdict.ts';
import { externalIdKey } from '../../../domain/registration/external-id.ts';
import type { ErasableSession, Page, PersonalRecords } from '../ports/erasures.ts';
import { daysOfSession } from '../session-days.ts';
import { fromSealItem, fromVerdictItem, signalsOf } from '../verdict-item.ts';
import { wasMade } from './conditional-write.ts';
import { removeFolder } from './s3-folder.ts';

/** So many items of the whole table are looked at in a step: a scan reads 1 MB at a time. */
const SCAN_PAGE = 200;

type Item = Record<string, unknown>;

export interface StoredPersonalRecordsProps {
  documents: DynamoDBDocumentClient;
  s3: S3Client;
  facesTable: string;
  sessionsTable: string;
  sessionsByCandidate: string;
  sessionsByEmail: string;
  verdictsTable: string;
  reviewsTable: string;
  executionsTable: string;
  executionsByOwner: string;
  importsTable: string;
  matchReportsTable: string;
  matchReportsByPerson: string;
  allowancesTable: string;
  framesBucket: string;
  exportsBucket: string;
}

/** Personal data in all tables and buckets. The one file that has a reason to know all of them. */
export class StoredPersonalRecords implements PersonalRecords {
  readonly #props: StoredPersonalRecordsProps;

  constructor(props: StoredPersonalRecordsProps) {
    this.#props = props;
  }

  async registeredUnder(externalId: string): Promise<string | null> {
    const guard = await this.#get(this.#props.facesTable, { externalImageId: externalIdKey(externalId) });
    return typeof guard?.holder === 'string' ? guard.holder : null;
  }

  async externalIdOf(externalImageId: string): Promise<string | null> {
    const row = await this.#get(this.#props.facesTable, { externalImageId });
    return typeof row?.externalId === 'string' ? row.externalId : null;
  }

  async subsOf(email: string): Promise<string[]> {
    const subs = new Set<string>();
    for await (const item of this.#query(this.#props.sessionsTable, 'candidateEmail', email, this.#props.sessionsByEmail)) subs.add(String(item.candidateSub));
    return [...subs].sort();
  }

  async sessionsOf(candidateSub: string): Promise<ErasableSession[]> {
    const sessions: ErasableSession[] = [];
    for await (const item of this.#query(this.#props.sessionsTable, 'candidateSub', candidateSub, this.#props.sessionsByCandidate)) {
      // The index follows a moment later, and does not hold all of it.
      const session = await this.findSession(String(item.sessionId));
      if (session?.candidateSub === candidateSub) sessions.push(session);
    }
    return sessions;
  }

  async findSession(sessionId: string): Promise<ErasableSession | null> {
    const item = await this.#get(this.#props.sessionsTable, { sessionId });
    if (item === null) return null;
    return {
      sessionId,
      candidateSub: String(item.candidateSub),
      isHeld: (item.legalHold ?? null) !== null,
      startedAt: String(item.startedAt),
      endedAt: typeof item.endedAt === 'string' ? item.endedAt : null,
    };
  }

  async verdictsAfter(sessionId: string, sequence: number, limit: number): Promise<RecordedVerdict[]> {
    const { Items: items = [] } = await this.#props.documents.send(
      new QueryCommand({
        TableName: this.#props.verdictsTable,
        KeyConditionExpression: 'sessionId = :sessionId AND #sequence > :sequence',
        ExpressionAttributeNames: { '#sequence': 'sequence' },
        ExpressionAttributeValues: { ':sessionId': sessionId, ':sequence': sequence },
        ConsistentRead: true,
        Limit: limit,
      }),
    );
    return items.filter((item) => fromSealItem(item) === null).map(fromVerdictItem);
  }

  /** What the table needs beside the record stays, but for the index of verdicts to look at: there is nothing to look at any more. */
  async redact(verdict: RedactedVerdict): Promise<boolean> {
    const { sessionId, sequence, hash } = verdict;
    const item = await this.#get(this.#props.verdictsTable, { sessionId, sequence });
    if (item === null) return false;
    const storage = { signals: signalsOf(verdict), ...(item.expiresAt === undefined ? {} : { expiresAt: item.expiresAt }), ...(verdict.erased.who === 'match' && item.reviewPartition !== undefined ? { reviewPartition: item.reviewPartition } : {}) };
    const command = new PutCommand({
      TableName: this.#props.verdictsTable,
      Item: { ...verdict, ...storage },
      ConditionExpression: '#hash = :hash',
      ExpressionAttributeNames: { '#hash': 'hash' },
      ExpressionAttributeValues: { ':hash': hash },
    });
    return wasMade(this.#props.documents.send(command));
  }

  async scanMatches(externalImageId: string, after: string | null): Promise<Page<RecordedVerdict>> {
    const answer = await this.#props.documents.send(
      new ScanCommand({
        TableName: this.#props.verdictsTable,
        FilterExpression: 'checks[2].details.#match.externalImageId = :id',
        ExpressionAttributeNames: { '#match': 'match' },
        ExpressionAttributeValues: { ':id': externalImageId },
        Limit: SCAN_PAGE,
        ...(after === null ? {} : { ExclusiveStartKey: JSON.parse(after) as Item }),
      }),
    );
    return { items: (answer.Items ?? []).map(fromVerdictItem), next: answer.LastEvaluatedKey === undefined ? null : JSON.stringify(answer.LastEvaluatedKey) };
  }

  async removeFrames(session: ErasableSession): Promise<number> {
    let removed = 0;
    for (const day of daysOfSession(session, new Date())) removed += await removeFolder(this.#props.s3, this.#props.framesBucket, `frames/${day}/${session.sessionId}/`);
    return removed;
  }

  async removeExports(sessionId: string): Promise<number> {
    return removeFolder(this.#props.s3, this.#props.exportsBucket, `exports/${sessionId}/`);
  }

  /** Who decided what and when stays; what they wrote about the person goes. */
  async clearReviews(sessionId: string): Promise<number> {
    let cleared = 0;
    for await (const { verdictId, history = [] } of this.#query(this.#props.reviewsTable, 'sessionId', sessionId)) {
      const command = new UpdateCommand({
        TableName: this.#props.reviewsTable,
        Key: { sessionId, verdictId },
        UpdateExpression: 'SET note = :empty, history = :history',
        ConditionExpression: 'attribute_exists(verdictId)',
        ExpressionAttributeValues: { ':empty': '', ':history': (history as Item[]).map((statement) => ({ ...statement, note: '' })) },
      });
      if (await wasMade(this.#props.documents.send(command))) cleared += 1;
    }
    return cleared;
  }

  async clearExecutions(owner: string, erasureId: string): Promise<number> {
    let cleared = 0;
    for await (const { executionName } of this.#query(this.#props.executionsTable, 'owner', owner, this.#props.executionsByOwner)) {
      const command = new UpdateCommand({
        TableName: this.#props.executionsTable,
        Key: { executionName },
        UpdateExpression: 'SET #owner = :nobody, imageSha256 = :empty',
        ConditionExpression: '#owner = :owner',
        ExpressionAttributeNames: { '#owner': 'owner' },
        ExpressionAttributeValues: { ':owner': owner, ':nobody': nobody(erasureId), ':empty': '' },
      });
      if (await wasMade(this.#props.documents.send(command))) cleared += 1;
    }
    return cleared;
  }

  async removeAllowance(sub: string): Promise<void> {
    await this.#props.documents.send(new DeleteCommand({ TableName: this.#props.allowancesTable, Key: { sub } }));
  }

  async clearImportRows(externalImageId: string): Promise<number> {
    let cleared = 0;
    const pages = paginateScan(
      { client: this.#props.documents },
      { TableName: this.#props.importsTable, FilterExpression: '#result.externalImageId = :id AND fullName <> :empty', ExpressionAttributeNames: { '#result': 'result' }, ExpressionAttributeValues: { ':id': externalImageId, ':empty': '' } },
    );
    for await (const { Items: items = [] } of pages) {
      for (const { importId, row } of items as Item[]) {
        const command = new UpdateCommand({
          TableName: this.#props.importsTable,
          Key: { importId, row },
          UpdateExpression: 'SET fullName = :empty, externalId = :none, #file = :empty',
          ConditionExpression: 'attribute_exists(importId)',
          ExpressionAttributeNames: { '#file': 'file' },
          ExpressionAttributeValues: { ':empty': '', ':none': null },
        });
        if (await wasMade(this.#props.documents.send(command))) cleared += 1;
      }
    }
    return cleared;
  }

  async removeMatchReports(externalImageId: string): Promise<number> {
    let removed = 0;
    for await (const { verdictId } of this.#query(this.#props.matchReportsTable, 'externalImageId', externalImageId, this.#props.matchReportsByPerson)) {
      await this.#props.documents.send(new DeleteCommand({ TableName: this.#props.matchReportsTable, Key: { verdictId } }));
      removed += 1;
    }
    return removed;
  }

  async clearSession({ sessionId, candidateSub }: ErasableSession, erasureId: string): Promise<void> {
    const command = new UpdateCommand({
      TableName: this.#props.sessionsTable,
      Key: { sessionId },
      // Pictures are told apart by what they look like.
      UpdateExpression: 'SET candidate = :candidate, candidateSub = :nobody, expected = :none, note = :none, #progress.pictures = :noPictures REMOVE candidateEmail',
      ConditionExpression: 'candidateSub = :sub',
      ExpressionAttributeNames: { '#progress': 'progress' },
      ExpressionAttributeValues: { ':candidate': { sub: nobody(erasureId), email: null }, ':nobody': nobody(erasureId), ':none': null, ':noPictures': [], ':sub': candidateSub },
    });
    await wasMade(this.#props.documents.send(command));
  }

  async *#query(TableName: string, attribute: string, value: string, IndexName?: string): AsyncGenerator<Item> {
    const pages = paginateQuery(
      { client: this.#props.documents },
      { TableName, ...(IndexName === undefined ? { ConsistentRead: true } : { IndexName }), KeyConditionExpression: '#key = :key', ExpressionAttributeNames: { '#key': attribute }, ExpressionAttributeValues: { ':key': value } },
    );
    for await (const page of pages) yield* page.Items ?? [];
  }

  async #get(TableName: string, Key: Record<string, string | number>): Promise<Item | null> {
    const { Item: item } = await this.#props.documents.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
    return item ?? null;
  }
}

/** In the place of an account's id: nobody's, and for each erasure another, so that nothing links what two people left. */
function nobody(erasureId: string): string {
  return `erased-${erasureId}`;
}
