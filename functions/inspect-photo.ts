import { marshall } from '@aws-sdk/util-dynamodb';
import { inspectPhoto } from '../domain/registration/inspect-photo.ts';
import { RekognitionVision } from './shared/adapters/rekognition-vision.ts';
import { createDocumentClient, createRegistrationClient } from './shared/aws-clients.ts';
import { readEnvironment } from './shared/environment.ts';
import { POLICIES_ENVIRONMENT, policiesOf } from './shared/policy-environment.ts';
import { RegistrationInputSchema } from './shared/registration-input.ts';
import { taskHandler } from './shared/task/task-handler.ts';

const policies = policiesOf(createDocumentClient(), readEnvironment(POLICIES_ENVIRONMENT));
const vision = new RekognitionVision(createRegistrationClient());

const PayloadSchema = RegistrationInputSchema.pick({ photo: true });

/** Every reason against registering a photo, by the policy in force, what was measured, and the same as an item of the table. */
export const handler = taskHandler(PayloadSchema, async ({ photo }) => {
  const { photo: limits } = await policies.current();
  const { refusals, quality } = inspectPhoto({ widthPx: photo.widthPx, heightPx: photo.heightPx, faces: await vision.inspectFaces(photo) }, limits);
  return { refusals, limits, quality, qualityItem: quality === null ? null : marshall(quality) };
});
