import { GetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { externalIdKey } from '../../../domain/registration/external-id.ts';
import type { ExternalIds } from '../ports/external-ids.ts';

/** The rows of the Faces table that keep an external id for one person each. */
export class DynamoDbExternalIds implements ExternalIds {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async holderOf(externalId: string): Promise<string | null> {
    const { Item: guard } = await this.#client.send(new GetCommand({ TableName: this.#tableName, Key: { externalImageId: externalIdKey(externalId) }, ConsistentRead: true }));
    return typeof guard?.holder === 'string' ? guard.holder : null;
  }
}
