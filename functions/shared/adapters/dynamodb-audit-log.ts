import { createHash } from 'node:crypto';
import { UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { readWindowOf } from '../../../domain/audit.ts';
import { monthOf } from '../../../domain/session.ts';
import type { AuditedAct, AuditLog } from '../ports/audit-log.ts';
import { expiryOf } from '../retention.ts';

/** So many hexadecimal digits tell the acts of one moment apart. */
const DIGEST_LENGTH = 24;

/**
 * The audit log in its table: a partition for each month, sorted by time. The key of a read follows from who reads what in which window, so that
 * equal reads, wherever they are served, count up one entry without anybody reading it first. A write repeated for a lost reply may count twice.
 */
export class DynamoDbAuditLog implements AuditLog {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;
  readonly #retentionDays: number;

  constructor(client: DynamoDBDocumentClient, tableName: string, retentionDays: number) {
    this.#client = client;
    this.#tableName = tableName;
    this.#retentionDays = retentionDays;
  }

  async recordRead(act: AuditedAct, outcome: number): Promise<void> {
    const window = readWindowOf(act.at);
    const entryId = entryIdOf(window, [act.actor.sub, act.action, act.target, outcome]);
    await this.#enter(act, entryId, outcome, 'ADD times :one', { ':one': 1 });
  }

  async openChange(act: AuditedAct): Promise<void> {
    await this.#enter(act, changeIdOf(act), null, ', times = :one', { ':one': 1 });
  }

  async closeChange(act: AuditedAct, outcome: number): Promise<void> {
    await this.#client.send(
      new UpdateCommand({
        TableName: this.#tableName,
        Key: { month: monthOf(act.at), entryId: changeIdOf(act) },
        UpdateExpression: 'SET outcome = :outcome, #target = :target',
        ExpressionAttributeNames: { '#target': 'target' },
        ExpressionAttributeValues: { ':outcome': outcome, ':target': act.target },
      }),
    );
  }

  async #enter(act: AuditedAct, entryId: string, outcome: number | null, counting: string, counted: Record<string, number>): Promise<void> {
    await this.#client.send(
      new UpdateCommand({
        TableName: this.#tableName,
        Key: { month: monthOf(act.at), entryId },
        UpdateExpression: `SET #at = if_not_exists(#at, :at), requestId = if_not_exists(requestId, :requestId), lastAt = :at, actor = :actor, #action = :action, #target = :target, outcome = :outcome, expiresAt = :expiresAt ${counting}`,
        ExpressionAttributeNames: { '#at': 'at', '#action': 'action', '#target': 'target' },
        ExpressionAttributeValues: {
          ':at': act.at,
          ':requestId': act.requestId,
          ':actor': act.actor,
          ':action': act.action,
          ':target': act.target,
          ':outcome': outcome,
          ':expiresAt': expiryOf(act.at, this.#retentionDays),
          ...counted,
        },
      }),
    );
  }
}

/** Of one request, so that its end finds its beginning. */
function changeIdOf({ at, action, requestId }: AuditedAct): string {
  return entryIdOf(at, [action, requestId]);
}

function entryIdOf(time: string, identity: readonly unknown[]): string {
  return `${time}-${createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, DIGEST_LENGTH)}`;
}
