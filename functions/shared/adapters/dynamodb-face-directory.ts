import { GetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { EXTERNAL_ID_KEY_PREFIX } from '../../../domain/registration/external-id.ts';
import type { FaceDirectory, PersonRow } from '../ports/face-directory.ts';
import { PhotoQualitySchema, ReservationSchema } from '../registration-input.ts';

const PersonRowSchema = z.object({
  externalImageId: z.string(),
  fullName: z.string(),
  state: z.enum(['pending', 'registered', 'removing']),
  faceIds: z.array(z.string()).default([]),
  photos: z.array(z.object({ faceId: z.string(), sha256: z.string(), key: z.string(), registrationId: z.string(), quality: PhotoQualitySchema })).default([]),
  reservation: ReservationSchema.nullable().default(null),
  override: z.object({ duplicates: z.array(z.object({ externalImageId: z.string() })) }).nullable().default(null),
}).transform(({ override, ...row }) => ({ ...row, twins: (override?.duplicates ?? []).map(({ externalImageId }) => externalImageId) })) satisfies z.ZodType<PersonRow>;

export class DynamoDbFaceDirectory implements FaceDirectory {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async find(externalImageId: string): Promise<PersonRow | null> {
    // The row that keeps an external id for somebody is no person.
    if (externalImageId.startsWith(EXTERNAL_ID_KEY_PREFIX)) return null;
    const { Item: row } = await this.#client.send(new GetCommand({ TableName: this.#tableName, Key: { externalImageId }, ConsistentRead: true }));
    return row === undefined ? null : PersonRowSchema.parse(row);
  }
}
