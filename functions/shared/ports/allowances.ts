import type { Allowance, Pace } from '../../../domain/pace.ts';

/** A bucket as it was read, and what tells it from what it is later. */
export type SeenAllowance = Allowance & { revision: number };

/** How many frames each person may send at this moment, whatever their sessions are. */
export interface Allowances {
  /** @param sub the person's; null is a full bucket */
  find(sub: string): Promise<SeenAllowance | null>;
  /**
   * Takes one frame from a person's bucket; of requests at the same moment each takes one of its own.
   * @param seen what `find` has answered
   * @returns 0 when it is taken, else after how many milliseconds there will be room
   */
  take(sub: string, seen: SeenAllowance | null, pace: Pace, nowMs: number): Promise<number>;
}
