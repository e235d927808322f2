import { z } from 'zod';
import { lowestLabelConfidencePercent } from '../domain/policy.ts';
import { RekognitionVision } from './shared/adapters/rekognition-vision.ts';
import { createAnalysisClient } from './shared/aws-clients.ts';
import { PolicySchema, StoredImageSchema } from './shared/schemas.ts';
import { taskHandler } from './shared/task/task-handler.ts';

const vision = new RekognitionVision(createAnalysisClient());

/** The objects and people of a frame. */
export const handler = taskHandler(z.object({ image: StoredImageSchema, policy: PolicySchema }), async ({ image, policy }) =>
  vision.detectLabels(image, lowestLabelConfidencePercent(policy)),
);
