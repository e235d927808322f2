import { z } from 'zod';
import { RekognitionVision } from './shared/adapters/rekognition-vision.ts';
import { createAnalysisClient } from './shared/aws-clients.ts';
import { StoredImageSchema } from './shared/schemas.ts';
import { taskHandler } from './shared/task/task-handler.ts';

const vision = new RekognitionVision(createAnalysisClient());

/** The faces of a frame: where they are, not what they feel. */
export const handler = taskHandler(z.object({ image: StoredImageSchema }), async ({ image }) => vision.detectFaces(image));
