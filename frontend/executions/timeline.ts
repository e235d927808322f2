import type { HistoryEvent } from '../../domain/history.ts';

/** Why something did not work, in the states language's terms. */
export interface Failure {
  /** For example `States.Timeout`; null where the history names none. */
  error: string | null;
  cause: string | null;
}

/** One try of a state's task; a state with Retry may have several. */
export interface Attempt {
  /** Milliseconds since the execution began. */
  startMs: number;
  /** Null while it is under way. */
  endMs: number | null;
  /** Null while it is under way, and after a success. */
  failure: Failure | null;
}

/**
 * How a state ended.
 * `caught`: it failed, and its Catch led on. `unfinished`: the execution ended before it did.
 */
export type StateStatus = 'succeeded' | 'caught' | 'failed' | 'running' | 'unfinished';

/** One entry of a state: a state that is entered again is another one. */
export interface StateRun {
  /** Of the event by which it was entered. */
  id: number;
  name: string;
  /** Of the states language, for example Task or Parallel. */
  type: string;
  status: StateStatus;
  /** Milliseconds since the execution began. */
  startMs: number;
  /** Null where it has not ended. */
  endMs: number | null;
  attempts: Attempt[];
  /** What ended it, or what its Catch caught. */
  failure: Failure | null;
  /** What ran inside of it side by side: each branch state by state. */
  branches: StateRun[][];
  /** The state that followed, by name; null where none did. */
  next: string | null;
  /** JSON; null where the history does not hold it. */
  input: string | null;
  output: string | null;
  /** Variables that it assigned, by name; the values are JSON. */
  variables: Record<string, string>;
  /** Its own events, without those of its branches. */
  events: HistoryEvent[];
}

/** An execution's history, told state by state. */
export interface Timeline {
  states: StateRun[];
  /** From the first event to the last. */
  durationMs: number;
  /** What ended the execution; null while it goes on, and after a success. */
  failure: Failure | null;
  /** All events are there, from the first to the one that ends the execution. */
  complete: boolean;
  /** All events, in the order of their ids. */
  events: HistoryEvent[];
}
