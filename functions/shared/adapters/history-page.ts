import type { HistoryEvent } from '../../../domain/history.ts';

const MAX_EVENTS = 500;
/** A function may answer 6 MB. */
const MAX_BYTES = 4_194_304;

/** The events of one answer: as many as fit. */
export class HistoryPage {
  readonly events: HistoryEvent[] = [];
  #sizeBytes = 0;

  /** False when the event does not fit any more: it is the first of the next page. */
  add(event: HistoryEvent): boolean {
    const sizeBytes = Buffer.byteLength(JSON.stringify(event)) + 1;
    const isFull = this.events.length === MAX_EVENTS || this.#sizeBytes + sizeBytes > MAX_BYTES;
    if (isFull && this.events.length > 0) return false;
    this.events.push(event);
    this.#sizeBytes += sizeBytes;
    return true;
  }
}
