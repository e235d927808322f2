/** The session of frames that belong to none: one for each person and day (UTC). */
export function adHocSessionId(sub: string, receivedAt: string): string {
  return `adhoc-${sub}-${dayOf(receivedAt)}`;
}

/** The day (UTC) of an ISO 8601 time, as yyyy-mm-dd. */
export function dayOf(time: string): string {
  return time.slice(0, 10);
}
