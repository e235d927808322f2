import type { ParallelState } from '../definition/state-schema.ts';
import type { Outcome } from '../engine/outcome.ts';
import { mockedOutcome, plainOutcome } from '../engine/outcome.ts';
import { Region } from '../engine/region.ts';
import { runBranch } from '../engine/run-branch.ts';
import type { StateRun } from '../engine/state-run.ts';

/** Runs every branch at once, each with the same input; the result is the list of their outputs. */
export async function runParallel(state: ParallelState, run: StateRun): Promise<Outcome> {
  const { frame } = run;
  const input = state.Arguments === undefined ? run.input : await run.evaluate(state.Arguments, 'Arguments');
  run.inspect({ afterArguments: input });
  if (frame.scope.mock) return mockedOutcome(state, run, frame.scope.mock);
  const startedEventId = frame.record('ParallelStateStarted');
  const region = new Region(frame);
  let lastEventId = startedEventId;
  const result = await region.all(
    state.Branches.map((branch) =>
      region.run({ previousEventId: startedEventId, map: frame.map }, async (branchFrame) => {
        const output = await runBranch(branchFrame, branch, input);
        lastEventId = branchFrame.previousEventId;
        return output;
      }),
    ),
  );
  frame.previousEventId = lastEventId;
  // The state's exit follows the same event as this one.
  frame.recordAside('ParallelStateSucceeded');
  run.branchesSucceeded = true;
  return plainOutcome(state, result, { result });
}
