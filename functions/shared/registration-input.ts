import { z } from 'zod';
import type { PhotoLimits } from '../../domain/registration/photo-limits.ts';
import { MEASURED_QUANTITIES, PHOTO_REFUSAL_CODES, type PhotoRefusal } from '../../domain/registration/photo-refusal.ts';
import type { PhotoQuality } from '../../domain/registration/portrait.ts';
import type { Reservation } from '../../domain/registration/reservation.ts';

/**
 * What register-face is started with, by the API as by a bulk import (`states:startExecution.sync:2`). The photo is stored already. Who starts it has
 * made sure of `fullName` and normalised `externalId` (`normaliseExternalId`). Its output is `RegistrationOutput`; it fails with one of `REGISTRATION_ERROR`,
 * and of the photo nothing is kept then.
 */
export const RegistrationInputSchema = z.object({
  /** A new person, or a further photo of a registered one. */
  kind: z.enum(['person', 'photo']),
  registrationId: z.uuid(),
  /** The person's; a new and random one for a new person. */
  externalImageId: z.uuid(),
  /** Null for a further photo. */
  fullName: z.string().nullable(),
  /** Null where there is none, and for a further photo. */
  externalId: z.string().nullable(),
  photo: z.object({
    bucket: z.string(),
    /** `photos/{externalImageId}/{anything}`, this registration's alone: it is deleted when the registration fails. */
    key: z.string(),
    /** 64 hexadecimal digits. */
    sha256: z.string(),
    /** As stored in the file. */
    widthPx: z.number().int().positive(),
    heightPx: z.number().int().positive(),
  }),
  /** ISO 8601. */
  registeredAt: z.iso.datetime(),
  /** The `sub` of who asked for it. */
  registeredBy: z.string(),
  /** To register a face although it is somebody's already, as a twin's; who it resembles is noted. `of`: whom it may resemble; null is all who are registered. */
  override: z.object({ reason: z.string(), of: z.array(z.string()).nullable() }).nullable(),
});
export type RegistrationInput = z.infer<typeof RegistrationInputSchema>;

const NumberOrNull = z.number().nullable();

export const PhotoQualitySchema = z.object({
  faceSidePx: z.number(),
  sharpnessPercent: NumberOrNull,
  brightnessPercent: NumberOrNull,
  yawDegrees: NumberOrNull,
  pitchDegrees: NumberOrNull,
  rollDegrees: NumberOrNull,
}) satisfies z.ZodType<PhotoQuality>;

/** What register-face answers. */
export const RegistrationOutputSchema = z.object({
  registrationId: z.uuid(),
  externalImageId: z.uuid(),
  faceId: z.string(),
  quality: PhotoQualitySchema,
});
export type RegistrationOutput = z.infer<typeof RegistrationOutputSchema>;

/** The errors by which register-face refuses; any other is a failure of a service, after which the registration may be repeated. */
export const REGISTRATION_ERROR = {
  /** Its cause: `reasons`, a list of `PhotoRefusal`s, and `duplicates`, as below, as JSON. */
  photoRefused: 'PhotoRefused',
  /** Its cause: a list of `{externalImageId, similarityPercent}` as JSON, the most similar first. */
  faceAlreadyRegistered: 'FaceAlreadyRegistered',
  externalIdTaken: 'ExternalIdTaken',
} as const;

const BoxSchema = z.object({ left: z.number(), top: z.number(), width: z.number(), height: z.number() });

/** The causes of the errors above. */
export const PhotoRefusalsSchema = z.array(
  z.object({ code: z.enum(PHOTO_REFUSAL_CODES), quantity: z.enum(MEASURED_QUANTITIES), measured: NumberOrNull, limit: NumberOrNull, message: z.string(), boxes: z.array(BoxSchema).exactOptional() }),
) satisfies z.ZodType<PhotoRefusal[]>;
export const SimilarPeopleSchema = z.array(z.object({ externalImageId: z.string(), similarityPercent: z.number() }));
export const RefusedPhotoSchema = z.object({ reasons: PhotoRefusalsSchema, duplicates: SimilarPeopleSchema });

/** What its steps hand to one another. */
export const PhotoLimitsSchema = z.object({
  minFaceSidePx: z.number(),
  minSharpnessPercent: z.number(),
  minBrightnessPercent: z.number(),
  maxBrightnessPercent: z.number(),
  maxYawDegrees: z.number(),
  maxPitchDegrees: z.number(),
  maxRollDegrees: z.number(),
  traitConfidencePercent: z.number(),
  backgroundAreaRatio: z.number(),
  duplicateSimilarityPercent: z.number(),
  samePersonSimilarityPercent: z.number(),
}) satisfies z.ZodType<PhotoLimits>;

export const ReservationSchema = z.object({ executionName: z.string(), reservedAt: z.string(), leaseExpiresAt: z.string(), isWithdrawn: z.boolean() }) satisfies z.ZodType<Reservation>;
