/** A profile of ISO 8601 (RFC 3339): with seconds and an offset. */
const TIMESTAMP = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/;

/** The moment that a Wait state's Timestamp names, in milliseconds since the epoch; null for anything else. */
export function timestampMs(text: string): number | null {
  const timeMs = TIMESTAMP.test(text) ? Date.parse(text) : NaN;
  // JavaScript takes a February 30 for a day in March.
  const [day] = text.split('T');
  if (Number.isNaN(timeMs) || new Date(`${day ?? ''}T00:00:00Z`).toISOString().slice(0, 10) !== day) return null;
  return timeMs;
}
