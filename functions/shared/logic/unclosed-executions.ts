import type { Verdict } from '../../../domain/verdict.ts';
import { logger } from '../logger.ts';
import type { Closing, ExecutionRecord, Executions } from '../ports/executions.ts';
import type { StandardExecutions } from '../ports/standard-executions.ts';

/** Nobody works for a claim this old any more: whoever starts an execution is cut off after 26 s, and verify-frame ends after 20 s. */
const ABANDONED_AFTER_MS = 60_000;

/** Younger ones are in their starters' hands: most of what runs at a moment. */
const IN_HAND_MS = 20_000;

/** The error of an execution of which nobody knows more than that its time is over. */
export const ABANDONED = 'Abandoned';

export interface UnclosedExecutionsProps {
  executions: Executions;
  verdicts: { findById(verdictId: string): Promise<Verdict | null> };
  standardExecutions: StandardExecutions;
  now: () => Date;
}

/**
 * Executions that are on record as running although they are not: whoever started them was cut off before it could close them, or did not wait
 * for their end. They are closed by whoever reads of them: a verdict on record is its execution's success, and Step Functions knows of the others.
 */
export class UnclosedExecutions {
  readonly #props: UnclosedExecutionsProps;

  constructor(props: UnclosedExecutionsProps) {
    this.#props = props;
  }

  /** Closes those that are over, as far as a page of them goes: the next reader closes the rest. */
  async closeAll(): Promise<void> {
    const to = this.#before(IN_HAND_MS);
    const { items } = await this.#props.executions.list({ machines: null, status: 'RUNNING', decision: null, sessionId: null, owners: null, from: null, to }, null);
    await Promise.all(items.map((execution) => this.close(execution)));
  }

  /** The execution as it is, closed if it is over. What cannot be found out now is left to the next reader. */
  async close(execution: ExecutionRecord): Promise<ExecutionRecord> {
    if (execution.status !== 'RUNNING') return execution;
    try {
      const closing = await this.#endOf(execution);
      if (closing === null) return execution;
      await this.#props.executions.close(execution, closing);
      return { ...execution, ...closing };
    } catch (error) {
      logger.warn('Could not close an execution', { executionName: execution.executionName, errorName: error instanceof Error ? error.name : 'Error' });
      return execution;
    }
  }

  /** Null while it runs. */
  async #endOf(execution: ExecutionRecord): Promise<Closing | null> {
    const isAbandoned = execution.startDate < this.#before(ABANDONED_AFTER_MS);
    const stopDate = this.#props.now().toISOString();
    if (execution.machine === 'verify-frame') {
      if (!isAbandoned) return null;
      const verdict = await this.#props.verdicts.findById(execution.executionName);
      if (verdict !== null) return { status: 'SUCCEEDED', stopDate, executionArn: verdict.executionArn, sequence: verdict.sequence, decision: verdict.decision, error: null };
    } else if (execution.executionArn !== null) {
      const known = await this.#props.standardExecutions.describe(execution.executionArn);
      if (known === 'RUNNING') return null;
      if (known !== null) return known;
    }
    return isAbandoned ? { status: 'TIMED_OUT', stopDate, error: ABANDONED } : null;
  }

  #before(ageMs: number): string {
    return new Date(this.#props.now().getTime() - ageMs).toISOString();
  }
}
