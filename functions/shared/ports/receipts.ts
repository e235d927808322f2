import type { SignedReceipt } from '../../../domain/erasure/receipt.ts';

/** The signed parts of the receipts of erasures. */
export interface Receipts {
  /** All parts of what an erasure has changed in a session, in order. */
  list(erasureId: string, sessionId: string): Promise<SignedReceipt[]>;
  /** Keeps a part; kept again it is the same. */
  put(receipt: SignedReceipt): Promise<void>;
}
