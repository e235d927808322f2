import { z } from 'zod';
import type { HeldGuard, HeldRow } from '../../../domain/reconciliation/holdings.ts';
import { EXTERNAL_ID_KEY_PREFIX } from '../../../domain/registration/external-id.ts';
import { ReservationSchema } from '../registration-input.ts';

const RowSchema = z.object({
  externalImageId: z.string(),
  state: z.enum(['pending', 'registered', 'removing']),
  externalId: z.string().nullable().default(null),
  removalLeaseExpiresAt: z.string().nullable().default(null),
  faceIds: z.array(z.string()).default([]),
  photos: z.array(z.object({ faceId: z.string(), key: z.string() })).default([]),
  reservation: ReservationSchema.extend({ photo: z.object({ key: z.string() }).nullish() }).nullable().default(null),
});

const GuardSchema = z.object({ externalImageId: z.string().startsWith(EXTERNAL_ID_KEY_PREFIX), holder: z.string(), leaseExpiresAt: z.string().nullable().default(null), takenBy: z.string().optional() });

/** A person's row; null when the item is none. */
export function toHeldRow(item: Record<string, unknown> | undefined): { externalImageId: string; row: HeldRow } | null {
  const { data } = RowSchema.safeParse(item);
  if (data === undefined) return null;
  const { externalImageId, reservation, ...row } = data;
  if (reservation === null) return { externalImageId, row: { ...row, reservation } };
  const { photo, ...rest } = reservation;
  return { externalImageId, row: { ...row, reservation: { ...rest, photoKey: photo?.key ?? null } } };
}

/** The row that keeps an external id for somebody; null when the item is none. */
export function toHeldGuard(item: Record<string, unknown> | undefined): { holder: string; guard: HeldGuard } | null {
  const { data } = GuardSchema.safeParse(item);
  if (data === undefined) return null;
  const { externalImageId, holder, leaseExpiresAt, takenBy } = data;
  return { holder, guard: { externalId: externalImageId.slice(EXTERNAL_ID_KEY_PREFIX.length), leaseExpiresAt, ...(takenBy === undefined ? {} : { takenBy }) } };
}
