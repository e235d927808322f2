import type { Assign, Template } from '../definition/state-schema.ts';
import type { Json } from '../json.ts';
import type { ReservedVariables, StateRun } from './state-run.ts';

/** How a state is left. */
export interface Outcome {
  reserved: ReservedVariables;
  assign: Assign | undefined;
  output: Template | undefined;
  /** The output where the state has no Output. */
  defaultOutput: Json;
  /** Where Assign and Output stand within the state: empty, or for example `Choices[1]/`. */
  location: string;
  /** Null at the end of the machine or branch. */
  next: string | null;
}

/** Carries one type of state out, up to its Assign and Output. */
export type StateRunner<S> = (state: S, run: StateRun) => Promise<Outcome>;

/** The outcome of a state that hands on what it has, by its own Assign, Output and Next. */
export function plainOutcome(
  state: { Assign?: Assign | undefined; Output?: Template | undefined; Next?: string | undefined },
  defaultOutput: Json,
  reserved: ReservedVariables = {},
): Outcome {
  return { reserved, assign: state.Assign, output: state.Output, defaultOutput, location: '', next: state.Next ?? null };
}

/** The outcome of a Parallel or Map state whose branches a test stands in for. */
export async function mockedOutcome(state: Parameters<typeof plainOutcome>[0], run: StateRun, mock: () => Promise<Json>): Promise<Outcome> {
  const result = await mock();
  run.inspect({ result });
  return plainOutcome(state, result, { result });
}
