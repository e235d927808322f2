import { z } from 'zod';
import { refusePhoto } from '../domain/registration.ts';
import { RekognitionVision } from './shared/adapters/rekognition-vision.ts';
import { createRegistrationClient } from './shared/aws-clients.ts';
import { StoredImageSchema } from './shared/schemas.ts';
import { taskHandler } from './shared/task/task-handler.ts';

const vision = new RekognitionVision(createRegistrationClient());

/** Every reason against registering a photo. */
export const handler = taskHandler(z.object({ photo: StoredImageSchema }), async ({ photo }) => {
  const { value: faces } = await vision.detectFaces(photo);
  return { refusals: refusePhoto(faces) };
});
