import { NotFoundError } from '../../../domain/errors.ts';
import type { Verdict } from '../../../domain/verdict.ts';
import type { Caller } from '../http/request.ts';
import type { Executions } from '../ports/executions.ts';
import type { VerdictStore } from '../ports/verdict-store.ts';

/** Recorded verdicts, for auditors and for the person whose frame it was. */
export class RecordedVerdicts {
  readonly #executions: Executions;
  readonly #verdicts: VerdictStore;

  constructor(executions: Executions, verdicts: VerdictStore) {
    this.#executions = executions;
    this.#verdicts = verdicts;
  }

  /**
   * @throws NotFoundError when there is none, and to others as well: that there is one is nobody else's business
   */
  async find(verdictId: string, caller: Caller): Promise<Verdict> {
    const execution = await this.#executions.find(verdictId);
    if (execution !== null && (execution.owner === caller.sub || caller.groups.includes('auditor'))) {
      const { sessionId, sequence } = execution;
      const verdict = sessionId !== null && sequence !== null ? await this.#verdicts.get(sessionId, sequence) : await this.#verdicts.findById(verdictId);
      if (verdict !== null) return verdict;
    }
    throw new NotFoundError('There is no such verdict.');
  }
}
