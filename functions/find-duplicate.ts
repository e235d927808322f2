import { RekognitionVision } from './shared/adapters/rekognition-vision.ts';
import { DynamoDbFaceDirectory } from './shared/adapters/dynamodb-face-directory.ts';
import { createDocumentClient, createRegistrationClient } from './shared/aws-clients.ts';
import { NameSchema, readEnvironment } from './shared/environment.ts';
import { SimilarPeople } from './shared/logic/similar-people.ts';
import { PhotoLimitsSchema, RegistrationInputSchema } from './shared/registration-input.ts';
import { taskHandler } from './shared/task/task-handler.ts';

const environment = readEnvironment({ COLLECTION_ID: NameSchema, FACES_TABLE: NameSchema });
const similarPeople = new SimilarPeople({
  vision: new RekognitionVision(createRegistrationClient(), environment.COLLECTION_ID),
  directory: new DynamoDbFaceDirectory(createDocumentClient(), environment.FACES_TABLE),
  now: () => new Date(),
});

const PayloadSchema = RegistrationInputSchema.pick({ kind: true, externalImageId: true, photo: true, override: true }).extend({ limits: PhotoLimitsSchema });

/** Whose a photo's face is already, before anything is made of it; of a further photo besides, whether it resembles the person. */
export const handler = taskHandler(PayloadSchema, ({ limits, ...wanted }) => similarPeople.findBefore(wanted, limits));
