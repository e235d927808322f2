import type { Policy } from './policy.ts';

/** How fast one person's frames are taken: out of a bucket that fills again. */
export interface Pace {
  /** So many frames may come at once; at least one. */
  burst: number;
  /** After so long there is room for one more. */
  refillMs: number;
}

/** What a person's bucket held at a moment. */
export interface Allowance {
  /** From 0 to the burst, fractions included. */
  frames: number;
  /** Milliseconds since 1970. */
  atMs: number;
}

/** A second one for each that the policy asks for: for what is repeated, and for who has the page open twice. */
const FRAMES_PER_INTERVAL = 2;

/** Clocks of functions differ by less. What is later was written before a clock was set back, and says nothing. */
const MAX_CLOCK_DIFFERENCE_MS = 60_000;

/** The pace of everybody under a policy. It follows the policy in force: a shorter interval counts for what is missing from a bucket, too. */
export function paceOf({ frameIntervalMs }: Pick<Policy, 'frameIntervalMs'>, burst: number): Pace {
  return { burst, refillMs: frameIntervalMs / FRAMES_PER_INTERVAL };
}

/**
 * Takes one frame out of a bucket: what is left, or after how long there is room. In no stretch of time are more frames taken than the burst and one for
 * each `refillMs` of it; whoever sends one each `refillMs`, or seldomer, is never refused.
 * @param seen null is a full bucket
 */
export function takeFrame(seen: Allowance | null, nowMs: number, { burst, refillMs }: Pace): { left: Allowance } | { waitMs: number } {
  const { frames, atMs } = seen === null || seen.atMs > nowMs + MAX_CLOCK_DIFFERENCE_MS ? { frames: burst, atMs: nowMs } : seen;
  const laterMs = Math.max(nowMs, atMs);
  const filled = Math.min(burst, frames + (laterMs - atMs) / refillMs);
  if (filled >= 1) return { left: { frames: filled - 1, atMs: laterMs } };
  // In whole milliseconds, whatever the last digits of the fractions are.
  return { waitMs: laterMs - nowMs + Math.max(1, Math.ceil((1 - filled) * refillMs - 1e-6)) };
}

/** When a bucket is full again in any case: from then on it need not be kept. Milliseconds since 1970. */
export function fullAtMs({ atMs }: Allowance, { burst, refillMs }: Pace): number {
  return atMs + burst * refillMs;
}
