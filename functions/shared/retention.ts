/** Of a frame: whether its lifecycle rule may let go of it when the retention is over, or a legal hold forbids. */
export const RETENTION_TAG = { standard: { retention: 'standard' }, held: { retention: 'held' } } as const;

const SECONDS_PER_DAY = 86_400;

/** When DynamoDB may let go of an item: in seconds since 1970, as its TTL wants it. */
export function expiryOf(since: string, retentionDays: number): number {
  return Math.floor(Date.parse(since) / 1_000) + retentionDays * SECONDS_PER_DAY;
}
