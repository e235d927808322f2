import { z } from 'zod';
import { RekognitionVision } from './shared/adapters/rekognition-vision.ts';
import { createRegistrationClient } from './shared/aws-clients.ts';
import { NameSchema, readEnvironment } from './shared/environment.ts';
import { taskHandler } from './shared/task/task-handler.ts';

const environment = readEnvironment({ COLLECTION_ID: NameSchema });
const vision = new RekognitionVision(createRegistrationClient(), environment.COLLECTION_ID);

/** Removes whatever a failed registration left in the collection: found by the person, for a lost reply loses the faceId. */
export const handler = taskHandler(z.object({ externalImageId: z.uuid() }), async ({ externalImageId }) => ({ removed: (await vision.removeFaces(externalImageId)).length }));
