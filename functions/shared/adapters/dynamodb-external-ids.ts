import { GetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { externalIdKey, type ExternalIdGuard, type ExternalIdHolder } from '../../../domain/registration/external-id.ts';
import type { ExternalIds, KeptExternalId } from '../ports/external-ids.ts';
import { PERSON_STATES } from '../ports/people.ts';
import { ReservationSchema } from '../registration-input.ts';

const GuardSchema = z.object({ holder: z.string(), leaseExpiresAt: z.string().nullable().default(null) }) satisfies z.ZodType<ExternalIdGuard>;
const HolderSchema = z.object({
  state: z.enum(PERSON_STATES),
  externalId: z.string().nullable().default(null),
  reservation: ReservationSchema.nullable().default(null),
}) satisfies z.ZodType<ExternalIdHolder>;

/** The rows of the Faces table that keep an external id for one person each. */
export class DynamoDbExternalIds implements ExternalIds {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async find(externalId: string): Promise<KeptExternalId | null> {
    const item = await this.#get(externalIdKey(externalId));
    if (item === undefined) return null;
    const guard = GuardSchema.parse(item);
    const row = await this.#get(guard.holder);
    return { guard, holder: row === undefined ? null : HolderSchema.parse(row) };
  }

  async #get(externalImageId: string): Promise<Record<string, unknown> | undefined> {
    const { Item: item } = await this.#client.send(new GetCommand({ TableName: this.#tableName, Key: { externalImageId }, ConsistentRead: true }));
    return item;
  }
}
