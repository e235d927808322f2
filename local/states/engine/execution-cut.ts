/** Why the states of an execution are cut short from outside: the reason of their abort signal. */
export abstract class ExecutionCut extends Error {}

/** The machine's TimeoutSeconds are over. */
export class ExecutionTimedOut extends ExecutionCut {
  override readonly name = 'ExecutionTimedOut';
}

/** StopExecution was called. */
export class ExecutionStopped extends ExecutionCut {
  override readonly name = 'ExecutionStopped';
  readonly error: string | undefined;
  readonly causeText: string | undefined;

  constructor(error: string | undefined, causeText: string | undefined) {
    super('The execution was stopped.');
    this.error = error;
    this.causeText = causeText;
  }
}

/** This process ends; nothing more is recorded. */
export class ExecutionAbandoned extends ExecutionCut {
  override readonly name = 'ExecutionAbandoned';
}

/** Another branch of the same Parallel or Map state failed. */
export class BranchCut extends ExecutionCut {
  override readonly name = 'BranchCut';
}
