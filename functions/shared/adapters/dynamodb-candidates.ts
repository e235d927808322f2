import { QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { normaliseExternalId } from '../../../domain/registration/external-id.ts';
import type { Candidates } from '../ports/candidates.ts';

/** Of a person, newest first: among these are all the accounts that they have had. */
const MAX_SESSIONS = 500;

export class DynamoDbCandidates implements Candidates {
  readonly #client: DynamoDBDocumentClient;
  readonly #sessionsTable: string;
  readonly #byEmail: string;

  /** @param byEmail the name of the sessions' index by e-mail */
  constructor(client: DynamoDBDocumentClient, sessionsTable: string, byEmail: string) {
    this.#client = client;
    this.#sessionsTable = sessionsTable;
    this.#byEmail = byEmail;
  }

  async findByEmail(email: string): Promise<string[]> {
    const { Items: items } = await this.#client.send(
      new QueryCommand({
        TableName: this.#sessionsTable,
        IndexName: this.#byEmail,
        KeyConditionExpression: 'candidateEmail = :email',
        ExpressionAttributeValues: { ':email': normaliseExternalId(email) },
        ProjectionExpression: 'candidateSub',
        ScanIndexForward: false,
        Limit: MAX_SESSIONS,
      }),
    );
    return [...new Set((items ?? []).map(({ candidateSub }) => String(candidateSub)))];
  }
}
