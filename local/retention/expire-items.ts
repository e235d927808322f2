import { ConditionalCheckFailedException, DeleteItemCommand, paginateScan, type AttributeValue, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { TableResource } from '../assembly/assembly.ts';

/** So few that reading them holds nobody up. */
const PAGE_SIZE = 100;

/**
 * Deletes the items of a table whose time to live is over, as DynamoDB does within some days. An item that has got another time meanwhile stays.
 *
 * @param pause between two pages, so that requests come first
 * @returns how many were deleted
 */
export async function expireItems(client: DynamoDBClient, table: TableResource, nowMs: number, pause: () => Promise<void>): Promise<number> {
  const { timeToLiveAttribute } = table;
  if (timeToLiveAttribute === null) return 0;
  const keyNames = keyNamesOf(table);
  const names = Object.fromEntries([...keyNames, timeToLiveAttribute].map((name, index) => [`#name${index}`, name]));
  const ttl = `#name${keyNames.length}`;
  let deletedCount = 0;
  const pages = paginateScan(
    { client },
    {
      TableName: table.name,
      Limit: PAGE_SIZE,
      ProjectionExpression: Object.keys(names).join(', '),
      FilterExpression: `attribute_type(${ttl}, :number) AND ${ttl} < :now`,
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: { ':number': { S: 'N' }, ':now': { N: String(Math.floor(nowMs / 1_000)) } },
    },
  );
  for await (const { Items: items = [] } of pages) {
    for (const item of items) if (await deleteUnchanged(client, table.name, item, keyNames, timeToLiveAttribute)) deletedCount += 1;
    await pause();
  }
  return deletedCount;
}

async function deleteUnchanged(client: DynamoDBClient, tableName: string, item: Record<string, AttributeValue>, keyNames: readonly string[], timeToLiveAttribute: string): Promise<boolean> {
  const seen = item[timeToLiveAttribute];
  if (seen === undefined) return false;
  const Key = Object.fromEntries(Object.entries(item).filter(([name]) => keyNames.includes(name)));
  try {
    await client.send(
      new DeleteItemCommand({ TableName: tableName, Key, ConditionExpression: '#ttl = :seen', ExpressionAttributeNames: { '#ttl': timeToLiveAttribute }, ExpressionAttributeValues: { ':seen': seen } }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

function keyNamesOf({ properties }: TableResource): string[] {
  return (properties.KeySchema as { AttributeName: string }[]).map(({ AttributeName }) => AttributeName);
}
