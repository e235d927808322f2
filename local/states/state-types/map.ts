import type { MapState } from '../definition/state-schema.ts';
import type { Frame, MapItem } from '../engine/frame.ts';
import type { Outcome } from '../engine/outcome.ts';
import { mockedOutcome, plainOutcome } from '../engine/outcome.ts';
import { Region } from '../engine/region.ts';
import { reportError } from '../engine/report-error.ts';
import { runBranch } from '../engine/run-branch.ts';
import type { StateRun } from '../engine/state-run.ts';
import { QueryEvaluationError } from '../errors/query-evaluation-error.ts';
import type { Json } from '../json.ts';

/** How many iterations an inline Map runs at once at the most. Source: https://docs.aws.amazon.com/step-functions/latest/dg/state-map-inline.html */
const MAX_CONCURRENCY = 40;

/** Runs the item processor for every item; the result is the list of the outputs, in the order of the items. */
export async function runMap(state: MapState, run: StateRun): Promise<Outcome> {
  const { frame } = run;
  const { items, concurrency } = await stateLevel(run, () => prepare(state, run));
  if (frame.scope.mock) {
    run.inspect({ afterItemSelector: await Promise.all(items.map((value, index) => selectItem(state, run, frame, { index, value }))), maxConcurrency: concurrency });
    return mockedOutcome(state, run, frame.scope.mock);
  }
  const startedEventId = frame.record('MapStateStarted', { length: items.length });
  await stateLevel(run, () => evaluateTolerance(state, run));
  const region = new Region(frame);
  const result: Json[] = new Array<Json>(items.length).fill(null);
  let lastEventId = startedEventId;
  let nextIndex = 0;

  /** Takes one item after the other; an iteration follows the last event of the one before it in the same slot. */
  const runSlot = async (): Promise<void> => {
    let previousEventId = startedEventId;
    for (let index = nextIndex++; index < items.length; index = nextIndex++) {
      const map: MapItem = { index, value: items[index] ?? null };
      const details = { name: run.visit.name, index };
      await region.run(
        { previousEventId, map },
        async (iteration) => {
          iteration.record('MapIterationStarted', details);
          result[index] = await runBranch(iteration, state.ItemProcessor, await selectItem(state, run, iteration, map));
          previousEventId = iteration.previousEventId;
          lastEventId = iteration.recordAside('MapIterationSucceeded', details);
        },
        {
          onFailed: (iteration) => iteration.recordAside('MapIterationFailed', details),
          onCut: (failedEventId) => frame.scope.history.add(failedEventId, 'MapIterationAborted', details),
        },
      );
    }
  };

  await region.all(Array.from({ length: Math.min(items.length, concurrency) }, runSlot));
  frame.previousEventId = lastEventId;
  // The state's exit follows the same event as this one.
  frame.recordAside('MapStateSucceeded');
  run.branchesSucceeded = true;
  return plainOutcome(state, result, { result });
}

async function prepare(state: MapState, run: StateRun): Promise<{ items: Json[]; concurrency: number }> {
  const concurrency = (await run.evaluateCount(state.MaxConcurrency, 'MaxConcurrency')) ?? 0;
  const items = state.Items === undefined ? inputItems(run.input) : await run.evaluateAs<Json[]>(state.Items, 'Items', 'array');
  return { items, concurrency: concurrency === 0 ? MAX_CONCURRENCY : Math.min(concurrency, MAX_CONCURRENCY) };
}

/** Failures are tolerated in a distributed Map alone: here the fields are evaluated, once the state has started, and have no effect, as on AWS. */
async function evaluateTolerance(state: MapState, run: StateRun): Promise<void> {
  await run.evaluateCount(state.ToleratedFailureCount, 'ToleratedFailureCount');
  const { ToleratedFailurePercentage: percentage } = state;
  if (typeof percentage === 'string') await run.evaluateAs<number>(percentage, 'ToleratedFailurePercentage', 'number');
}

/** Evaluates fields of the state itself: AWS has their failures follow the event before the state was entered. */
async function stateLevel<T>(run: StateRun, evaluate: () => Promise<T>): Promise<T> {
  try {
    return await evaluate();
  } catch (error) {
    if (!run.frame.signal.aborted) run.frame.previousEventId = run.visit.previousEventId;
    throw error;
  }
}

function inputItems(input: Json): Json[] {
  if (!Array.isArray(input)) throw new QueryEvaluationError(`Map state input must be an array but was: ${JSON.stringify(input)}`, null);
  return input;
}

async function selectItem(state: MapState, run: StateRun, iteration: Frame, map: MapItem): Promise<Json> {
  if (state.ItemSelector === undefined) return map.value;
  try {
    return await run.evaluate(state.ItemSelector, 'ItemSelector', {}, map);
  } catch (error) {
    throw reportError(run, iteration, error);
  }
}
