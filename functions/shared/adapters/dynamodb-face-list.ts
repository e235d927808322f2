import { QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { readCursor, writeCursor } from '../cursor.ts';
import type { FaceList, RegisteredPerson } from '../ports/face-list.ts';

const PAGE_SIZE = 50;

const PositionSchema = z.object({ state: z.string(), lowerCaseName: z.string(), externalImageId: z.string() });

export class DynamoDbFaceList implements FaceList {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;
  readonly #byName: string;

  /** @param byName the name of the index by state and lower-case name */
  constructor(client: DynamoDBDocumentClient, tableName: string, byName: string) {
    this.#client = client;
    this.#tableName = tableName;
    this.#byName = byName;
  }

  async list(query: string, cursor: string | null): Promise<{ items: RegisteredPerson[]; nextCursor: string | null }> {
    const prefix = query.trim().toLowerCase();
    const answer = await this.#client.send(
      new QueryCommand({
        TableName: this.#tableName,
        IndexName: this.#byName,
        KeyConditionExpression: prefix === '' ? '#state = :registered' : '#state = :registered AND begins_with(lowerCaseName, :prefix)',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: { ':registered': 'registered', ...(prefix === '' ? {} : { ':prefix': prefix }) },
        Limit: PAGE_SIZE,
        ...(cursor === null ? {} : { ExclusiveStartKey: readCursor(cursor, PositionSchema) }),
      }),
    );
    return {
      items: (answer.Items ?? []).map(toPerson),
      nextCursor: answer.LastEvaluatedKey === undefined ? null : writeCursor(answer.LastEvaluatedKey),
    };
  }
}

function toPerson(row: Record<string, unknown>): RegisteredPerson {
  return {
    externalImageId: String(row.externalImageId),
    fullName: String(row.fullName),
    registeredAt: String(row.registeredAt),
    photoCount: Array.isArray(row.faceIds) ? row.faceIds.length : 0,
  };
}
