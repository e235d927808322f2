import type { CapturedFrame, FrameSource } from '../../../frontend/capture/frame-source.ts';

/** A source whose pictures come when a test says so, and when nobody waits for one, at once. */
export class FakeSource implements FrameSource {
  captured = 0;
  closed = false;
  /** Whether the camera delivers. */
  flowing = true;
  #waiting: ((frame: CapturedFrame) => void) | null = null;

  capture(signal: AbortSignal): Promise<CapturedFrame> {
    if (this.flowing) return Promise.resolve(this.#next());
    return new Promise((resolve, reject) => {
      this.#waiting = resolve;
      signal.addEventListener('abort', () => { reject(signal.reason as Error); });
    });
  }

  /** The camera delivers again. */
  flow(): void {
    this.flowing = true;
    this.#waiting?.(this.#next());
    this.#waiting = null;
  }

  close(): void {
    this.closed = true;
  }

  #next(): CapturedFrame {
    this.captured += 1;
    return { image: `frame ${this.captured}`, capturedAt: new Date(0) };
  }
}
