import { z } from 'zod';
import type { LogPosition } from '../storage/log-group.ts';
import type { StoredEvent } from '../storage/segment.ts';
import { invalidParameter } from './errors.ts';

const PositionSchema = z.object({ segment: z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}$/), offset: z.int().min(0) });

export function encodePosition(position: LogPosition): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/** @throws InvalidParameterException */
export function decodePosition(token: string): LogPosition {
  try {
    return PositionSchema.parse(JSON.parse(Buffer.from(token, 'base64url').toString('utf8')));
  } catch {
    throw invalidParameter('The specified nextToken is invalid.');
  }
}

export function isBefore(one: LogPosition, other: LogPosition): boolean {
  return one.segment < other.segment || (one.segment === other.segment && one.offset < other.offset);
}

/** A number of 56 digits, as AWS has it: the time, then the place, which is unique within the hour. */
export function eventId(event: StoredEvent): string {
  return `${String(event.timestampMs).padStart(20, '0')}${String(event.offset).padStart(36, '0')}`;
}
