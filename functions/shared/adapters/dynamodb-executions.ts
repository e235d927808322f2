import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand, UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Claim, Closing, ExecutionFilter, ExecutionPage, ExecutionRecord, Executions } from '../ports/executions.ts';
import { expiryOf, isKept } from '../retention.ts';
import { wasMade } from './conditional-write.ts';
import { outcomeKeyOf, TIMELINE, toExecutionRecord } from './execution-item.ts';
import { queryExecutions, type ExecutionIndexes } from './execution-query.ts';

/** Ours are shorter by far, and DynamoDB refuses longer keys with an error. */
const MAX_NAME_LENGTH = 128;

const NO_INDEXES: ExecutionIndexes = { byTime: '', byOutcome: '', byOwner: '', bySession: '' };

export class DynamoDbExecutions implements Executions {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;
  readonly #retentionDays: number;
  readonly #indexes: ExecutionIndexes;

  /**
   * @param retentionDays how long a claim is kept that belongs to no session
   * @param indexes the names of the table's indexes; needed by `list`
   */
  constructor(client: DynamoDBDocumentClient, tableName: string, { retentionDays = 0, indexes = {} }: { retentionDays?: number; indexes?: Partial<ExecutionIndexes> }) {
    this.#client = client;
    this.#tableName = tableName;
    this.#retentionDays = retentionDays;
    this.#indexes = { ...NO_INDEXES, ...indexes };
  }

  async claim(claim: Claim): Promise<boolean> {
    // One that has expired is as good as gone.
    return this.#putIf(claim, { ConditionExpression: 'attribute_not_exists(executionName) OR expiresAt <= :now', ExpressionAttributeValues: { ':now': Math.floor(Date.now() / 1_000) } });
  }

  async reclaim(seen: ExecutionRecord, claim: Claim): Promise<boolean> {
    return this.#putIf(claim, {
      ConditionExpression: '#status = :status AND claimId = :claimId',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: { ':status': seen.status, ':claimId': seen.claimId },
    });
  }

  async find(executionName: string): Promise<ExecutionRecord | null> {
    if (executionName === '' || executionName.length > MAX_NAME_LENGTH) return null;
    const { Item: item } = await this.#client.send(new GetCommand({ TableName: this.#tableName, Key: { executionName }, ConsistentRead: true }));
    return item && isKept(item) ? toExecutionRecord(item) : null;
  }

  async list(filter: ExecutionFilter, cursor: string | null): Promise<ExecutionPage> {
    return queryExecutions(this.#client, this.#tableName, this.#indexes, filter, cursor);
  }

  async close({ executionName, claimId }: Pick<Claim, 'executionName' | 'claimId'>, closing: Closing): Promise<void> {
    const fields = Object.entries({ ...closing, outcome: outcomeKeyOf({ status: closing.status, decision: closing.decision ?? null }) });
    const command = new UpdateCommand({
      TableName: this.#tableName,
      Key: { executionName },
      ConditionExpression: 'claimId = :claimId',
      UpdateExpression: `SET ${fields.map(([name]) => `#${name} = :${name}`).join(', ')}`,
      ExpressionAttributeNames: Object.fromEntries(fields.map(([name]) => [`#${name}`, name])),
      ExpressionAttributeValues: { ':claimId': claimId, ...Object.fromEntries(fields.map(([name, value]) => [`:${name}`, value])) },
    });
    await wasMade(this.#client.send(command));
  }

  async #putIf({ expiresAt: sessionExpiresAt, ...claim }: Claim, condition: Pick<ConstructorParameters<typeof PutCommand>[0], 'ConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'>): Promise<boolean> {
    const expiresAt = sessionExpiresAt === undefined ? expiryOf(claim.startDate, this.#retentionDays) : sessionExpiresAt;
    const record: ExecutionRecord = { executionArn: null, ...claim, status: 'RUNNING', stopDate: null, error: null, sequence: null, decision: null };
    // A key of an index is a string or not there: a registration has no session.
    const { sessionId, ...fields } = record;
    const storage = { timeline: TIMELINE, outcome: outcomeKeyOf(record), ...(expiresAt === null ? {} : { expiresAt }), ...(sessionId === null ? {} : { sessionId }) };
    try {
      await this.#client.send(new PutCommand({ TableName: this.#tableName, Item: { ...fields, ...storage }, ...condition }));
      return true;
    } catch (error) {
      // A write whose reply was lost may have been made: then the claim that stands there is this one.
      if ((await this.find(claim.executionName))?.claimId === claim.claimId) return true;
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }
}
