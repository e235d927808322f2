import { EncodingError, type FrameEncoder } from './frame-encoder.ts';

export interface CapturedFrame {
  /** A JPEG as `data:` address. */
  image: string;
  capturedAt: Date;
}

/** Where frames come from, always the newest. */
export interface FrameSource {
  /**
   * Waits for a picture that was not captured before, and captures it.
   * @throws the signal's reason
   */
  capture(signal: AbortSignal): Promise<CapturedFrame>;
  close(): void;
}

/**
 * Frames of a video element. One standing callback notes that a picture arrived since the last capture, so that a slow camera is not waited
 * for twice, and a camera that stands still sends nothing twice.
 */
export function createVideoSource(video: HTMLVideoElement, encoder: FrameEncoder): FrameSource {
  let fresh = false;
  let closed = false;
  let wake: (() => void) | null = null;

  const tick = (): void => {
    if (closed) return;
    fresh = true;
    wake?.();
    video.requestVideoFrameCallback(tick);
  };
  video.requestVideoFrameCallback(tick);

  async function untilFresh(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (fresh) return;
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const done = (): void => { resolve(undefined); };
    wake = done;
    signal.addEventListener('abort', done, { once: true });
    await promise;
    signal.removeEventListener('abort', done);
    // Whoever began after this one was given up waits already.
    if (wake === done) wake = null;
    signal.throwIfAborted();
  }

  return {
    capture: async (signal) => {
      await untilFresh(signal);
      fresh = false;
      const capturedAt = new Date();
      const image = await encoded(encoder, video);
      signal.throwIfAborted();
      return { image, capturedAt };
    },
    close: () => {
      closed = true;
      encoder.close();
    },
  };
}

/** @throws EncodingError also where the browser has no picture to give, as just before the first one */
async function encoded(encoder: FrameEncoder, video: HTMLVideoElement): Promise<string> {
  try {
    return await encoder.encode(video);
  } catch (error) {
    throw error instanceof EncodingError ? error : new EncodingError('The picture could not be captured.', { cause: error });
  }
}
