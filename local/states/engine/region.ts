import { RuntimeError } from '../errors/runtime-error.ts';
import { BranchCut } from './execution-cut.ts';
import type { MapItem } from './frame.ts';
import { Frame } from './frame.ts';
import { LinkedAbort } from './linked-abort.ts';

/** Types of states that take time, for which AWS records that they were cut. */
const ABORTABLE: ReadonlySet<string | null> = new Set(['Task', 'Wait', 'Parallel', 'Map']);

/** The branches of a Parallel state, or the iterations of a Map state: the first that fails cuts the others. */
export class Region {
  readonly #parent: Frame;
  readonly #cut: LinkedAbort;
  /** Those under way, each with what else to record when it is cut. */
  readonly #open = new Map<Frame, (failedEventId: number) => void>();
  #failure: { error: unknown } | null = null;

  constructor(parent: Frame) {
    this.#parent = parent;
    this.#cut = new LinkedAbort(parent.signal);
  }

  /**
   * Runs one branch in a frame of its own.
   *
   * @param onFailed told before the others are cut, unless the error ends the whole execution
   * @param onCut told with the event that the cutting ones follow
   */
  async run<T>(
    start: { previousEventId: number; map: MapItem | null },
    work: (frame: Frame) => Promise<T>,
    hooks: { onFailed?: (frame: Frame) => void; onCut?: (failedEventId: number) => void } = {},
  ): Promise<T> {
    const { scope, variables } = this.#parent;
    const frame = new Frame({ scope, variables, signal: this.#cut.signal, isBranch: true, ...start });
    this.#open.set(frame, (failedEventId) => {
      if (ABORTABLE.has(frame.stateType)) scope.history.add(failedEventId, `${String(frame.stateType)}StateAborted`);
      hooks.onCut?.(failedEventId);
    });
    try {
      return await work(frame);
    } catch (error) {
      if (!this.#cut.signal.aborted) {
        this.#open.delete(frame);
        this.#fail(frame, error, hooks.onFailed);
      }
      throw error;
    } finally {
      this.#open.delete(frame);
    }
  }

  /** Every outcome, once all have ended; the first failure when there is one. */
  async all<T>(branches: readonly Promise<T>[]): Promise<T[]> {
    const settled = await Promise.allSettled(branches);
    this.#cut.unlink();
    this.#parent.signal.throwIfAborted();
    if (this.#failure) throw this.#failure.error;
    return settled.map((outcome) => {
      if (outcome.status === 'rejected') throw outcome.reason;
      return outcome.value;
    });
  }

  #fail(frame: Frame, error: unknown, onFailed: ((frame: Frame) => void) | undefined): void {
    this.#failure = { error };
    this.#parent.previousEventId = frame.previousEventId;
    try {
      if (error instanceof RuntimeError) return;
      onFailed?.(frame);
      for (const recordCut of this.#open.values()) recordCut(frame.previousEventId);
    } finally {
      this.#cut.abort(new BranchCut());
    }
  }
}
