import { z } from 'zod';
import { RekognitionVision } from './shared/adapters/rekognition-vision.ts';
import { DynamoDbFaceDirectory } from './shared/adapters/dynamodb-face-directory.ts';
import { createDocumentClient, createRegistrationClient } from './shared/aws-clients.ts';
import { NameSchema, readEnvironment } from './shared/environment.ts';
import { SimilarPeople } from './shared/logic/similar-people.ts';
import { PhotoLimitsSchema, ReservationSchema } from './shared/registration-input.ts';
import { taskHandler } from './shared/task/task-handler.ts';

const environment = readEnvironment({ COLLECTION_ID: NameSchema, FACES_TABLE: NameSchema });
const similarPeople = new SimilarPeople({
  vision: new RekognitionVision(createRegistrationClient(), environment.COLLECTION_ID),
  directory: new DynamoDbFaceDirectory(createDocumentClient(), environment.FACES_TABLE),
  now: () => new Date(),
});

const PayloadSchema = z.object({ externalImageId: z.uuid(), faceId: z.string(), reservation: ReservationSchema, accepted: z.array(z.string()), limits: PhotoLimitsSchema });

/** Whether a face that everybody can find by now is nobody else's, but for those whom it is known to resemble. */
export const handler = taskHandler(PayloadSchema, ({ limits, ...published }) => similarPeople.judgePublished(published, limits));
