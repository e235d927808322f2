import type { StateType } from '../definition/state-schema.ts';
import type { EventDetails } from '../history/history-event.ts';
import type { Json } from '../json.ts';
import type { ExecutionScope } from './execution-scope.ts';

/** The item of a Map state that an iteration is for. */
export interface MapItem {
  index: number;
  value: Json;
}

export interface FrameProps {
  scope: ExecutionScope;
  signal: AbortSignal;
  previousEventId: number;
  variables: Readonly<Record<string, Json>>;
  map: MapItem | null;
  /** Whether it belongs to a Parallel or Map state. */
  isBranch: boolean;
}

/** Where an execution, a branch or an iteration stands: its chain of events and its variables. */
export class Frame {
  readonly scope: ExecutionScope;
  readonly signal: AbortSignal;
  readonly map: MapItem | null;
  readonly isBranch: boolean;
  /** The event that the next one follows. */
  previousEventId: number;
  /** Never changed in place: branches share those of their parent, and what they assign stays theirs. */
  variables: Readonly<Record<string, Json>>;
  /** The state under way, null between two. */
  stateType: StateType | null = null;

  constructor(props: FrameProps) {
    this.scope = props.scope;
    this.signal = props.signal;
    this.previousEventId = props.previousEventId;
    this.variables = props.variables;
    this.map = props.map;
    this.isBranch = props.isBranch;
  }

  /**
   * Adds an event to the chain.
   *
   * @throws the signal's reason once the frame is cut
   */
  record(type: string, details?: EventDetails): number {
    this.previousEventId = this.recordAside(type, details);
    return this.previousEventId;
  }

  /** Adds the event of a state that is left. @param next the state that it leads to, null at an end */
  recordExit(type: string, details: EventDetails, next: string | null): void {
    this.signal.throwIfAborted();
    this.previousEventId = this.scope.history.add(this.previousEventId, type, details, next);
  }

  /** Adds an event that the next one does not follow: it follows the one before, as this does. */
  recordAside(type: string, details?: EventDetails): number {
    this.signal.throwIfAborted();
    return this.scope.history.add(this.previousEventId, type, details);
  }
}
