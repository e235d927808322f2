import { z } from 'zod';

/** A number that is really written there: an empty field is none. */
export const NumberField = z
  .string('is missing.')
  .min(1, 'is empty.')
  .transform(Number)
  .refine(Number.isFinite, 'is no number.');

/** A coordinate as a ratio of the image's width or height. */
export const RatioField = NumberField.refine((ratio) => ratio >= 0 && ratio <= 1, 'is no ratio between 0 and 1.');

export const CountField = NumberField.refine((count) => Number.isInteger(count) && count >= 0, 'is no count.');

export const TextField = z.string('is missing.').min(1, 'is empty.');
