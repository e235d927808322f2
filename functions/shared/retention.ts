/** Of a frame: whether its lifecycle rule may let go of it when the retention is over, or a legal hold forbids. */
export const RETENTION_TAG = { standard: { retention: 'standard' }, held: { retention: 'held' } } as const;

const SECONDS_PER_DAY = 86_400;

/** Once a hold is lifted whose session is older than its retention, there is so long to think again. */
const RELEASED_FOR_DAYS = 1;

/** When DynamoDB may let go of an item: in seconds since 1970, as its TTL wants it. */
export function expiryOf(since: string, retentionDays: number): number {
  return Math.floor(Date.parse(since) / 1_000) + retentionDays * SECONDS_PER_DAY;
}

/**
 * When everything of a session may go: counted from its start, so that whatever is recorded of it has the same moment, and none goes before another.
 * @param releasedAt of a legal hold that is lifted
 */
export function sessionExpiryOf(startedAt: string, retentionDays: number, releasedAt: string | null = null): number {
  const regular = expiryOf(startedAt, retentionDays);
  return releasedAt === null ? regular : Math.max(regular, expiryOf(releasedAt, RELEASED_FOR_DAYS));
}

/** Whether an item is there for whoever reads: DynamoDB deletes what has expired within some days, one thing before the other. */
export function isKept({ expiresAt }: Record<string, unknown>, nowMs = Date.now()): boolean {
  return typeof expiresAt !== 'number' || expiresAt > nowMs / 1_000;
}
