import { z } from 'zod';
import { DynamoDbPeople } from './shared/adapters/dynamodb-people.ts';
import { DynamoDbReceipts } from './shared/adapters/dynamodb-receipts.ts';
import { DynamoDbSessionChain } from './shared/adapters/dynamodb-session-chain.ts';
import { DynamoDbSessions } from './shared/adapters/dynamodb-sessions.ts';
import { KmsSigner } from './shared/adapters/kms-signer.ts';
import { RekognitionVision } from './shared/adapters/rekognition-vision.ts';
import { removeFolder } from './shared/adapters/s3-folder.ts';
import { createKmsClient, createCollectionClient } from './shared/aws-clients.ts';
import { NameSchema, readEnvironment } from './shared/environment.ts';
import { createErasureParts } from './shared/erasure-environment.ts';
import { PersonErasure, type ErasurePosition } from './shared/logic/person-erasure.ts';
import { PersonRemoval } from './shared/logic/person-removal.ts';
import { SessionFollower } from './shared/logic/session-follower.ts';
import { taskHandler } from './shared/task/task-handler.ts';

/** Of the five minutes that the machine gives a step. */
const WORKING_TIME_MS = 60_000;

const environment = readEnvironment({ COLLECTION_ID: NameSchema, PHOTOS_BUCKET: NameSchema, SIGNING_KEY_ARN: NameSchema });
const { documents, s3, records, erasures, environment: names } = createErasureParts();
const now = (): Date => new Date();
const sessions = new DynamoDbSessions(documents, names.SESSIONS_TABLE);
const follower = new SessionFollower({ sessions, chain: new DynamoDbSessionChain(documents, names.VERDICTS_TABLE) });
const erasure = new PersonErasure({
  erasures,
  records,
  receipts: new DynamoDbReceipts(documents, names.ERASURES_TABLE),
  removal: new PersonRemoval({
    people: new DynamoDbPeople(documents, names.FACES_TABLE),
    vision: new RekognitionVision(createCollectionClient(), environment.COLLECTION_ID),
    removePhotos: async (externalImageId) => removeFolder(s3, environment.PHOTOS_BUCKET, `photos/${externalImageId}/`),
    now,
  }),
  catchUp: async (sessionId) => {
    const session = await sessions.find(sessionId);
    if (session !== null) await follower.catchUp(session, () => true);
  },
  signer: new KmsSigner(createKmsClient(), environment.SIGNING_KEY_ARN),
  now,
});

// What this function itself answered, a step earlier.
const PositionSchema = z.custom<ErasurePosition>((value) => typeof value === 'object' && value !== null && 'phase' in value);

/** Takes an erasure a part further, and says where to go on. */
export const handler = taskHandler(z.object({ erasureId: z.string(), position: PositionSchema.nullable() }), async ({ erasureId, position }) => {
  const startedAtMs = Date.now();
  return { position: await erasure.proceed(erasureId, position, () => Date.now() - startedAtMs < WORKING_TIME_MS) };
});
