import { BatchGetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { ThrottledError } from '../../../domain/errors.ts';

/** DynamoDB's limit for one request. */
const MAX_KEYS = 100;
/** What DynamoDB puts off is asked for again so often. */
const MAX_ATTEMPTS = 5;

/**
 * The items of these keys as they are now, in no order; those that are not there are left out.
 * @param attributes read only these; all, if not given
 * @throws ThrottledError when DynamoDB keeps putting some off
 */
export async function batchGet(client: DynamoDBDocumentClient, tableName: string, keys: readonly Record<string, unknown>[], attributes?: readonly string[]): Promise<Record<string, unknown>[]> {
  const names = attributes?.map((_, index) => `#name${String(index)}`);
  const projection = attributes && names ? { ProjectionExpression: names.join(', '), ExpressionAttributeNames: Object.fromEntries(names.map((name, index) => [name, attributes[index] ?? ''])) } : {};
  const items: Record<string, unknown>[] = [];
  for (let start = 0; start < keys.length; start += MAX_KEYS) {
    let pending = keys.slice(start, start + MAX_KEYS);
    for (let attempt = 1; pending.length > 0; attempt += 1) {
      if (attempt > MAX_ATTEMPTS) throw new ThrottledError('Too much is asked for at this moment. Please repeat the request.');
      const answer = await client.send(new BatchGetCommand({ RequestItems: { [tableName]: { Keys: pending, ConsistentRead: true, ...projection } } }));
      items.push(...(answer.Responses?.[tableName] ?? []));
      pending = answer.UnprocessedKeys?.[tableName]?.Keys ?? [];
    }
  }
  return items;
}
