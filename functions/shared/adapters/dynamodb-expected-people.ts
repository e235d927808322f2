import { QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { ExpectedPerson } from '../../../domain/checks/identity.ts';
import { normaliseExternalId } from '../../../domain/registration/external-id.ts';
import type { ExpectedPeople } from '../ports/expected-people.ts';

export class DynamoDbExpectedPeople implements ExpectedPeople {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;
  readonly #byExternalId: string;

  /** @param byExternalId the name of the index of registered people by external id */
  constructor(client: DynamoDBDocumentClient, tableName: string, byExternalId: string) {
    this.#client = client;
    this.#tableName = tableName;
    this.#byExternalId = byExternalId;
  }

  async findByEmail(email: string): Promise<ExpectedPerson> {
    const { Items: items } = await this.#client.send(
      new QueryCommand({
        TableName: this.#tableName,
        IndexName: this.#byExternalId,
        KeyConditionExpression: 'externalId = :externalId',
        FilterExpression: '#state = :registered',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: { ':externalId': normaliseExternalId(email), ':registered': 'registered' },
      }),
    );
    const [person] = items ?? [];
    return person === undefined ? null : { externalImageId: String(person.externalImageId) };
  }
}
