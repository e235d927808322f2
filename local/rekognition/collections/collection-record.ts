import { z } from 'zod';
import { isOfLengthOne, vectorFromText, vectorToText } from './vector-text.ts';

/*
 * What a collection's file holds: a line of JSON each, the header first. A line is one change, so that a change is there whole or not at
 * all. There is no record of a face's or user's removal: whoever removes one writes the file anew without it.
 */

/** One bit that is turned over on disk can make a face so long that it is like everybody. */
const VectorSchema = z.base64().transform(vectorFromText).refine(isOfLengthOne, 'is not of length one.');

const faceMembers = {
  ordinal: z.int(),
  faceId: z.string(),
  imageId: z.string(),
  externalImageId: z.string().nullable(),
  box: z.object({ left: z.number(), top: z.number(), width: z.number(), height: z.number() }),
  confidencePercent: z.number(),
  vector: VectorSchema,
};

const headerMembers = {
  collectionId: z.string(),
  /** The version of the embedder whose vectors are compared. */
  embedding: z.string(),
  createdAt: z.iso.datetime(),
};

/** Format 1 knew faces only: a bare face a line, all of the header's embedding. */
export const FirstFormatHeaderSchema = z.object({ format: z.literal(1), ...headerMembers });
export const FirstFormatFaceSchema = z.object(faceMembers);

export const HeaderSchema = z.object({
  format: z.literal(2),
  ...headerMembers,
  /** No ordinal below this is ever given again, though its face or user be gone. */
  nextOrdinal: z.int(),
});
export type CollectionHeader = z.infer<typeof HeaderSchema>;

const AnsweredRequestSchema = z.object({ key: z.string(), parametersHash: z.string(), answer: z.unknown(), answeredAtMs: z.number() });

const tokenMember = { request: AnsweredRequestSchema.optional() };

export const RecordSchema = z.discriminatedUnion('kind', [
  /** The faces of one image. */
  z.object({ kind: z.literal('faces-added'), faces: z.array(z.object({ ...faceMembers, embedding: z.string() })) }),
  z.object({ kind: z.literal('user-created'), ordinal: z.int(), userId: z.string(), ...tokenMember }),
  z.object({ kind: z.literal('faces-associated'), userId: z.string(), faceIds: z.array(z.string()), ...tokenMember }),
  z.object({ kind: z.literal('faces-disassociated'), userId: z.string(), faceIds: z.array(z.string()), ...tokenMember }),
  /** All of the collection's tags: those of before are gone. */
  z.object({ kind: z.literal('tags-set'), tags: z.record(z.string(), z.string()) }),
  /** A request that left nothing else to remember. */
  z.object({ kind: z.literal('request-answered'), request: AnsweredRequestSchema }),
]);
export type CollectionRecord = z.infer<typeof RecordSchema>;

export function headerLine(header: CollectionHeader): string {
  return `${JSON.stringify(header)}\n`;
}

export function recordLine(record: CollectionRecord): string {
  if (record.kind !== 'faces-added') return `${JSON.stringify(record)}\n`;
  return `${JSON.stringify({ ...record, faces: record.faces.map((face) => ({ ...face, vector: vectorToText(face.vector) })) })}\n`;
}
