import { z } from 'zod';
import { DynamoDbFaceDirectory } from './shared/adapters/dynamodb-face-directory.ts';
import { RekognitionVision } from './shared/adapters/rekognition-vision.ts';
import { createDocumentClient, createRegistrationClient } from './shared/aws-clients.ts';
import { NameSchema, readEnvironment } from './shared/environment.ts';
import { taskHandler } from './shared/task/task-handler.ts';

const environment = readEnvironment({ COLLECTION_ID: NameSchema, FACES_TABLE: NameSchema });
const vision = new RekognitionVision(createRegistrationClient(), environment.COLLECTION_ID);
const directory = new DynamoDbFaceDirectory(createDocumentClient(), environment.FACES_TABLE);

/**
 * Removes what a failed registration left in the collection. Where a lost reply lost the faceId, every face of the person goes that the row does not
 * count: the reservation keeps others from adding one meanwhile.
 */
export const handler = taskHandler(z.object({ externalImageId: z.uuid(), faceId: z.string().nullable() }), async ({ externalImageId, faceId }) => {
  const counted = (await directory.find(externalImageId))?.faceIds ?? [];
  const left = (faceId === null ? await vision.findFaceIds(externalImageId) : [faceId]).filter((id) => !counted.includes(id));
  await vision.removeFaces(left);
  return { removed: left.length };
});
