import { GetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { FaceDirectory } from '../ports/face-directory.ts';

export class DynamoDbFaceDirectory implements FaceDirectory {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async findRegisteredName(externalImageId: string): Promise<string | null> {
    const { Item: row } = await this.#client.send(
      new GetCommand({ TableName: this.#tableName, Key: { externalImageId }, ConsistentRead: true, ProjectionExpression: 'fullName, #state', ExpressionAttributeNames: { '#state': 'state' } }),
    );
    return row?.state === 'registered' && typeof row.fullName === 'string' ? row.fullName : null;
  }
}
