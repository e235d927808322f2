import { z } from 'zod';
import { LOW_QUALITY_REFUSAL } from '../domain/registration/photo-refusal.ts';
import { RekognitionVision } from './shared/adapters/rekognition-vision.ts';
import { createRegistrationClient } from './shared/aws-clients.ts';
import { NameSchema, readEnvironment } from './shared/environment.ts';
import { StoredImageSchema } from './shared/schemas.ts';
import { taskHandler } from './shared/task/task-handler.ts';

const environment = readEnvironment({ COLLECTION_ID: NameSchema });
const vision = new RekognitionVision(createRegistrationClient(), environment.COLLECTION_ID);

/** Adds a photo's face to the collection, or says why it could not be. */
export const handler = taskHandler(z.object({ photo: StoredImageSchema, externalImageId: z.uuid() }), async ({ photo, externalImageId }) => {
  const faceId = await vision.indexFace(photo, externalImageId);
  return { faceId, refusals: faceId === null ? [LOW_QUALITY_REFUSAL] : [] };
});
