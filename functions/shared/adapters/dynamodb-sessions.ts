import { GetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { Sessions, SessionSummary } from '../ports/sessions.ts';

const SessionRowSchema = z.object({
  sessionId: z.string(),
  candidate: z.object({ sub: z.string() }),
  state: z.enum(['open', 'ended']),
  expected: z.object({ externalImageId: z.string() }).nullable(),
});

export class DynamoDbSessions implements Sessions {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async find(sessionId: string): Promise<SessionSummary | null> {
    const { Item: item } = await this.#client.send(new GetCommand({ TableName: this.#tableName, Key: { sessionId }, ConsistentRead: true }));
    if (!item) return null;
    const { candidate, ...session } = SessionRowSchema.parse(item);
    return { ...session, candidateSub: candidate.sub };
  }
}
