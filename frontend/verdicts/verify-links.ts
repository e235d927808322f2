import type { RecordedVerdict } from '../../domain/erasure/redacted-verdict.ts';
import type { Neighbours } from '../composables/useNeighbours.ts';

/** Whether a verdict is linked to those beside it; null where there is none to compare with. */
export interface VerifiedLinks {
  previous: boolean | null;
  next: boolean | null;
}

/** Holds the hashes that a chain is made of against each other: those of erased records too, which stay as they were recorded. */
export function verifyLinks({ sequence, hash, previousHash }: RecordedVerdict, { previous, next }: Neighbours): VerifiedLinks {
  return {
    previous: sequence === 1 ? previousHash === null : previous === null ? null : previous.sequence === sequence - 1 && previous.hash === previousHash,
    next: next === null ? null : next.sequence === sequence + 1 && next.previousHash === hash,
  };
}
