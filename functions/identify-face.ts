import { z } from 'zod';
import type { ObservedIdentity } from '../domain/observations.ts';
import { DynamoDbFaceDirectory } from './shared/adapters/dynamodb-face-directory.ts';
import { RekognitionVision } from './shared/adapters/rekognition-vision.ts';
import { createAnalysisClient, createDocumentClient } from './shared/aws-clients.ts';
import { NameSchema, readEnvironment } from './shared/environment.ts';
import type { Seen } from './shared/ports/vision.ts';
import { findRegistered } from './shared/logic/find-registered.ts';
import { PolicySchema, StoredImageSchema } from './shared/schemas.ts';
import { taskHandler } from './shared/task/task-handler.ts';

const environment = readEnvironment({ COLLECTION_ID: NameSchema, FACES_TABLE: NameSchema });
const vision = new RekognitionVision(createAnalysisClient(), environment.COLLECTION_ID);
const directory = new DynamoDbFaceDirectory(createDocumentClient(), environment.FACES_TABLE);

/** Whose the largest face of a frame is. */
export const handler = taskHandler(z.object({ image: StoredImageSchema, policy: PolicySchema }), async ({ image, policy }): Promise<Seen<ObservedIdentity>> => {
  const { value, modelVersion } = await vision.searchFace(image, policy.faceMatchPercent);
  return { value: { face: value.face, matches: await findRegistered(value.candidates, directory) }, modelVersion };
});
