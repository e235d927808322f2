/** The time of `yyyymmddThhmmssZ`, in milliseconds since the epoch; NaN when it is none. */
export function parseAmzDate(text: string): number {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (!match) return NaN;
  const [, year, month, day, hour, minute, second] = match;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

/** A time as S3's errors have it: without milliseconds. */
export const formatTime = (timeMs: number): string => new Date(timeMs).toISOString().replace(/\.\d+/, '');

/** How far a client's clock may be off. */
export const MAX_SKEW_MS = 15 * 60_000;
