import { v5 } from 'uuid';

/** How often a row is tried whose registration fails for want of a service, or because its process was killed. */
export const MAX_ATTEMPTS = 3;

export interface RowIds {
  registrationId: string;
  externalImageId: string;
}

/** Whoever works on an attempt, and however often, means the same registration: so none registers it twice. */
export function idsOf(importId: string, row: number, attempt: number): RowIds {
  const name = `${String(row)}/${String(attempt)}`;
  return { registrationId: v5(`registration ${name}`, importId), externalImageId: v5(`person ${name}`, importId) };
}

/** Whether somebody is what an earlier attempt at the row has left behind until its lease is over. */
export function isOwn(importId: string, row: number, externalImageId: string): boolean {
  return Array.from({ length: MAX_ATTEMPTS }, (_, index) => idsOf(importId, row, index + 1).externalImageId).includes(externalImageId);
}
