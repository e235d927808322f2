import { z } from 'zod';

/** What functions and state machines hand to one another. */
export const StoredImageSchema = z.object({ bucket: z.string(), key: z.string() });

export const PolicySchema = z.object({
  version: z.string(),
  minConfidencePercent: z.number(),
  faceMatchPercent: z.number(),
  moderationPercent: z.number(),
  objects: z.array(z.object({ name: z.string(), confidencePercent: z.number().exactOptional() })),
  frameIntervalMs: z.number(),
});

const ImageTextSchema = z.string('image must be the base64 of a JPEG or PNG file.').min(1, 'image must not be empty.');

/** The body of `POST /process`. */
export const ProcessSchema = z.object({ image: ImageTextSchema });

/** The body of `POST /verdicts`. */
export const FrameSchema = ProcessSchema.extend({
  sessionId: z.string('sessionId must be a string.').min(1, 'sessionId must not be empty.').max(128, 'sessionId must be at most 128 characters.').nullish(),
  capturedAt: z.iso.datetime({ offset: true, error: 'capturedAt must be an ISO 8601 time with its offset.' }).nullish(),
});
export type FrameBody = z.infer<typeof FrameSchema>;

/** The body of `POST /faces/index`. */
export const FaceSchema = ProcessSchema.extend({
  fullName: z
    .string('fullName must be a string.')
    .trim()
    .min(1, 'fullName must not be empty.')
    .max(200, 'fullName must be at most 200 characters.')
    .regex(/^[^\p{Cc}]*$/u, 'fullName must not hold control characters.'),
});
