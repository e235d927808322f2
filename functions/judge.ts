import { marshall } from '@aws-sdk/util-dynamodb';
import { z } from 'zod';
import { judge, type Frame } from '../domain/judge.ts';
import type { FrameObservations } from '../domain/observations.ts';
import { PolicySchema, StoredImageSchema } from './shared/schemas.ts';
import { taskHandler } from './shared/task/task-handler.ts';
import { toVerdictItem } from './shared/verdict-item.ts';

const PayloadSchema = z.object({
  frame: z.object({
    verdictId: z.string(),
    sessionId: z.string(),
    capturedAt: z.string().nullable(),
    receivedAt: z.string(),
    image: StoredImageSchema.extend({ sha256: z.string(), widthPx: z.number(), heightPx: z.number(), perceptualHash: z.string().nullable() }),
    expected: z.object({ externalImageId: z.string() }).nullable(),
    policy: PolicySchema,
    storeFrameMs: z.number(),
    // That of the session; null under a legal hold.
    expiresAt: z.number().nullable(),
  }),
  // Our own functions' answers, one task earlier.
  observations: z.custom<FrameObservations>((value) => typeof value === 'object' && value !== null),
  head: z.object({ sequence: z.number(), hash: z.string() }).nullable(),
  executionArn: z.string(),
  beforeJudgementMs: z.number(),
});

/** The verdict on a frame, and the item to record it as. */
export const handler = taskHandler(PayloadSchema, async ({ frame: { expiresAt, ...frame }, observations, head, executionArn, beforeJudgementMs }) => {
  const { sha256, widthPx, heightPx, key, perceptualHash } = frame.image;
  const verdict = judge({ ...frame, image: { sha256, widthPx, heightPx, key, perceptualHash }, executionArn, beforeJudgementMs } satisfies Frame, observations, head);
  return Promise.resolve({ verdict, item: marshall(toVerdictItem(verdict, expiresAt)) });
});
