import { HistoryFullError } from '../errors/history-full-error.ts';
import type { EventDetails, HistoryEvent } from './history-event.ts';

/** Source: https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
export const MAX_STANDARD_EVENTS = 25_000;

export interface HistoryProps {
  /** Null where there is no limit: Express. */
  maxEvents: number | null;
  /** The last event of an earlier process; 0 for a history that begins. */
  lastEventId?: number;
  now: () => number;
  /** Told of every event, in order. Events are kept nowhere else. */
  onEvent: (event: HistoryEvent) => void;
}

/** Numbers and dates the events of one execution. */
export class History {
  readonly #props: HistoryProps;
  #lastId: number;
  #ended = false;

  constructor(props: HistoryProps) {
    this.#props = props;
    this.#lastId = props.lastEventId ?? 0;
  }

  /**
   * @returns the event's id
   * @throws HistoryFullError when only the event that ends the execution has room left
   */
  add(previousEventId: number, type: string, details?: EventDetails, next?: string | null): number {
    if (this.#props.maxEvents !== null && this.#lastId >= this.#props.maxEvents - 1) {
      throw new HistoryFullError(`The execution reached the maximum number of history events (${this.#props.maxEvents}).`);
    }
    return this.#write(previousEventId, type, details, next);
  }

  /** Adds the execution's last event. */
  end(previousEventId: number, type: string, details: EventDetails): void {
    this.#write(previousEventId, type, details);
    this.#ended = true;
  }

  #write(previousEventId: number, type: string, details?: EventDetails, next?: string | null): number {
    if (this.#ended) throw new Error(`${type} after the end of the execution`);
    this.#lastId += 1;
    this.#props.onEvent({ id: this.#lastId, previousEventId, timestampMs: this.#props.now(), type, ...(details && { details }), ...(next !== undefined && { next }) });
    return this.#lastId;
  }
}
