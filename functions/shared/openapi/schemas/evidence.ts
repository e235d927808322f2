import { z } from 'zod';
import { NO_COUNTS, type Erasure, type ErasureCounts } from '../../../../domain/erasure/erasure.ts';
import { TimeSchema } from './common.ts';
import { SignatureSchema } from './sessions.ts';

export const ExportUnderWaySchema = z
  .object({
    status: z.enum(['RUNNING', 'READY']),
    edition: z.string().exactOptional().describe('Of what is being written: ask for it.'),
    url: z.string().exactOptional().describe('Where it is, for some minutes; with redirect=false.'),
  })
  .meta({ id: 'ExportUnderWay' });

export const SigningKeySchema = z
  .object({ keyId: z.string(), algorithm: z.literal('ECDSA_SHA_256'), publicKey: z.string().describe('Base64 of the DER SubjectPublicKeyInfo.'), pem: z.string() })
  .meta({ id: 'SigningKey' });

export const HoldSchema = z
  .object({
    sessionId: z.string(),
    state: z.enum(['NONE', 'APPLYING', 'HELD', 'RELEASING']),
    hold: z.object({ reason: z.string(), heldBy: z.string(), heldAt: TimeSchema }).nullable(),
  })
  .meta({ id: 'Hold' });

const SubjectSchema = z.object({ externalImageId: z.string().nullable(), candidateSubs: z.array(z.string()) });
const CountsSchema = z.object(Object.fromEntries(Object.keys(NO_COUNTS).map((name) => [name, z.number().int()])) as Record<keyof ErasureCounts, z.ZodNumber>);

export const ErasureSchema = z
  .object({
    erasureId: z.string(),
    state: z.enum(['RUNNING', 'DONE']),
    subject: SubjectSchema,
    requestedBy: z.string(),
    requestedAt: TimeSchema,
    receipt: z
      .object({
        erasureId: z.string(),
        subject: SubjectSchema,
        requestedAt: TimeSchema,
        finishedAt: TimeSchema,
        removed: CountsSchema,
        heldSessions: z.array(z.string()),
        notErased: z.array(z.string()).describe('What an erasure cannot reach, and until when it stays.'),
      })
      .nullable(),
    signature: SignatureSchema.nullable().describe("Over the receipt's canonical JSON (RFC 8785)."),
  })
  .meta({ id: 'Erasure' }) satisfies z.ZodType<Erasure>;
