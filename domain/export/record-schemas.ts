import { z } from 'zod';
import { AUDIENCES, EXPORT_FORMAT, FRAME_OPTIONS, LISTED_SECTIONS, type ExportRecord, type Section } from './export-record.ts';

const DigestSchema = z.string().regex(/^[0-9a-f]{64}$/);
const PlaceSchema = z.int().positive();
const SignatureSchema = z.strictObject({ keyId: z.string(), algorithm: z.literal('ECDSA_SHA_256'), value: z.base64() });

/**
 * The shape of each kind of record, as far as its verification needs to know it. What signatures do not reach by themselves is strict: nothing may
 * stand there unread.
 */
const SCHEMAS: Readonly<Record<Section, z.ZodType>> = {
  header: z.strictObject({
    record: z.literal('header'),
    format: z.literal(EXPORT_FORMAT),
    sessionId: z.string(),
    exportedAt: z.iso.datetime(),
    frames: z.enum(FRAME_OPTIONS),
    audience: z.enum(AUDIENCES),
    keyId: z.string(),
    publicKey: z.base64(),
  }),
  session: z.object({ session: z.looseObject({ sessionId: z.string(), state: z.enum(['open', 'ended']), seal: z.looseObject({}).nullable() }) }),
  incident: z.object({ incident: z.looseObject({ incidentId: z.string() }) }),
  receipt: z.strictObject({
    record: z.literal('receipt'),
    receipt: z.strictObject({
      erasureId: z.string(),
      sessionId: z.string(),
      part: PlaceSchema,
      redactedAt: z.iso.datetime(),
      records: z.array(z.strictObject({ sequence: PlaceSchema, hash: DigestSchema, redactedHash: DigestSchema })),
    }),
    signature: SignatureSchema,
  }),
  verdict: z.object({
    verdict: z.looseObject({
      verdictId: z.string(),
      sessionId: z.string(),
      sequence: PlaceSchema,
      hash: DigestSchema,
      previousHash: DigestSchema.nullable(),
      image: z.looseObject({ sha256: DigestSchema, key: z.string() }).optional(),
      erased: z.looseObject({ erasureId: z.string(), who: z.enum(['candidate', 'match']) }).optional(),
    }),
  }),
  review: z.object({ review: z.looseObject({ verdictId: z.string() }) }),
  execution: z.object({ execution: z.looseObject({ name: z.string() }), history: z.array(z.looseObject({})).nullable(), historySha256: DigestSchema.nullable() }),
  frame: z.strictObject({
    record: z.literal('frame'),
    verdictId: z.string(),
    sequence: PlaceSchema,
    key: z.string(),
    sha256: DigestSchema,
    state: z.enum(['included', 'left-out', 'absent']),
    // Megabytes, which the check of the frame looks at once.
    bytes: z.string().nullable(),
  }),
  seal: z.strictObject({
    record: z.literal('seal'),
    seal: z.strictObject({ sessionId: z.string(), count: z.int().nonnegative(), head: DigestSchema.nullable(), signedAt: z.iso.datetime(), signature: SignatureSchema }),
  }),
  manifest: z.strictObject({
    record: z.literal('manifest'),
    manifest: z.strictObject({
      format: z.literal(EXPORT_FORMAT),
      sessionId: z.string(),
      exportedAt: z.iso.datetime(),
      sections: z.array(z.strictObject({ section: z.enum(LISTED_SECTIONS), count: z.int().nonnegative(), sha256: DigestSchema })),
    }),
    signature: SignatureSchema,
  }),
};

/** Where a record's shape is wrong, and what is wrong there; null when nothing is. */
export function shapeProblem(record: ExportRecord): { at: string; rule: string } | null {
  const result = SCHEMAS[record.record].safeParse(record);
  if (result.success) return null;
  const [issue] = result.error.issues;
  return { at: issue?.path.join('.') ?? '', rule: issue?.message ?? 'not as it must be' };
}
