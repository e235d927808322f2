import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand, QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { createPolicy, rulesOf, type Policy, type PolicyRules } from '../../../domain/policy.ts';
import { readCursor, writeCursor } from '../cursor.ts';
import type { Policies, PolicyRevision } from '../ports/policies.ts';

/** The one policy that an installation has. */
const POLICY_NAME = 'exam';

/** At some 10 KB each at most, far below the megabyte that a query answers. */
const PAGE_SIZE = 25;

const PositionSchema = z.object({ policyRevision: z.number().int().positive() });

export class DynamoDbPolicies implements Policies {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;
  readonly #initial: PolicyRevision;

  /** @param initial in force until another is put */
  constructor(client: DynamoDBDocumentClient, tableName: string, initial: Policy) {
    this.#client = client;
    this.#tableName = tableName;
    this.#initial = { revision: 0, policy: initial, createdAt: null, createdBy: null };
  }

  async current(): Promise<Policy> {
    return (await this.currentRevision()).policy;
  }

  async currentRevision(): Promise<PolicyRevision> {
    const [last] = await this.#query({ limit: 1, before: null });
    return last ?? this.#initial;
  }

  async putAfter(revision: number, rules: PolicyRules, { createdAt, createdBy }: { createdAt: string; createdBy: string }): Promise<PolicyRevision | null> {
    const policy = createPolicy(rules);
    const item = { policyName: POLICY_NAME, revision: revision + 1, version: policy.version, rules: rulesOf(policy), createdAt, createdBy };
    try {
      await this.#client.send(new PutCommand({ TableName: this.#tableName, Item: item, ConditionExpression: 'attribute_not_exists(policyName)' }));
    } catch (error) {
      // A write whose reply was lost may have been made: then what stands there is this one.
      const { Item: stored } = await this.#client.send(new GetCommand({ TableName: this.#tableName, Key: { policyName: POLICY_NAME, revision: revision + 1 }, ConsistentRead: true }));
      const isOurs = stored?.version === policy.version && stored.createdBy === createdBy && stored.createdAt === createdAt;
      if (!isOurs && error instanceof ConditionalCheckFailedException) return null;
      if (!isOurs) throw error;
    }
    return { revision: revision + 1, policy, createdAt, createdBy };
  }

  async list(cursor: string | null): Promise<{ items: PolicyRevision[]; nextCursor: string | null }> {
    const before = cursor === null ? null : readCursor(cursor, PositionSchema).policyRevision;
    const items = await this.#query({ limit: PAGE_SIZE, before });
    const last = items.at(-1);
    if (items.length < PAGE_SIZE || last === undefined) return { items: [...items, this.#initial], nextCursor: null };
    return { items, nextCursor: writeCursor({ policyRevision: last.revision } satisfies z.infer<typeof PositionSchema>) };
  }

  /** Newest first. */
  async #query({ limit, before }: { limit: number; before: number | null }): Promise<PolicyRevision[]> {
    const { Items: items = [] } = await this.#client.send(
      new QueryCommand({
        TableName: this.#tableName,
        KeyConditionExpression: before === null ? 'policyName = :name' : 'policyName = :name AND revision < :before',
        ExpressionAttributeValues: { ':name': POLICY_NAME, ...(before === null ? {} : { ':before': before }) },
        ScanIndexForward: false,
        ConsistentRead: true,
        Limit: limit,
      }),
    );
    return items.map(toRevision);
  }
}

function toRevision(item: Record<string, unknown>): PolicyRevision {
  return { revision: Number(item.revision), policy: createPolicy(item.rules as PolicyRules), createdAt: String(item.createdAt), createdBy: String(item.createdBy) };
}
