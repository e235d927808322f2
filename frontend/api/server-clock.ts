import { shallowReadonly, shallowRef, type Ref } from 'vue';

/** The Date header has no milliseconds. */
const HEADER_STEP_MS = 1_000;

export interface ServerTimeSample {
  /** The answer's Date header; null where it has none, or may not be read. */
  date: string | null;
  /** By the browser's clock, in milliseconds since 1970. */
  sentMs: number;
  receivedMs: number;
}

/**
 * How far the browser's clock is off, as the answers of the API tell. Each of them says within which bounds the difference lies, a second and the time of the
 * request apart; all of them together say it more exactly, and none makes a clock jump that is right.
 */
export class ServerClock {
  readonly #offsetMs = shallowRef(0);
  #atLeastMs = -Infinity;
  #atMostMs = Infinity;

  /** To be added to the browser's time, in milliseconds. */
  get offsetMs(): Readonly<Ref<number>> {
    return shallowReadonly(this.#offsetMs);
  }

  observe({ date, sentMs, receivedMs }: ServerTimeSample): void {
    const serverMs = Date.parse(date ?? '');
    if (Number.isNaN(serverMs) || receivedMs < sentMs) return;
    const atLeastMs = serverMs - receivedMs;
    const atMostMs = serverMs + HEADER_STEP_MS - sentMs;
    // What cannot both hold: one of the clocks has been set meanwhile.
    const isSet = atLeastMs > this.#atMostMs || atMostMs < this.#atLeastMs;
    this.#atLeastMs = isSet ? atLeastMs : Math.max(this.#atLeastMs, atLeastMs);
    this.#atMostMs = isSet ? atMostMs : Math.min(this.#atMostMs, atMostMs);
    this.#offsetMs.value = Math.min(Math.max(0, this.#atLeastMs), this.#atMostMs);
  }
}

/** One for the whole app, as there is one API. */
export const serverClock = new ServerClock();
