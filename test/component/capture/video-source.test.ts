import { describe, expect, it } from '@jest/globals';
import type { FrameEncoder } from '../../../frontend/capture/frame-encoder.ts';
import { createVideoSource } from '../../../frontend/capture/frame-source.ts';

/** A video whose pictures arrive when a test says so. */
class FakeVideo {
  #callback: (() => void) | null = null;

  requestVideoFrameCallback(callback: () => void): void {
    this.#callback = callback;
  }

  /** Whether anybody still waits for pictures. */
  get watched(): boolean {
    return this.#callback !== null;
  }

  present(): void {
    const callback = this.#callback;
    this.#callback = null;
    callback?.();
  }
}

function setUp() {
  const video = new FakeVideo();
  const encoder: FrameEncoder & { closed: boolean } = { closed: false, encode: () => Promise.resolve('data:image/jpeg;base64,AA=='), close: () => { encoder.closed = true; } };
  return { video, encoder, source: createVideoSource(video as unknown as HTMLVideoElement, encoder) };
}

const never = new AbortController().signal;

describe('a video as source of frames', () => {
  it('gives a picture that came before it was asked', async () => {
    const { video, source } = setUp();
    video.present();
    expect(await source.capture(never)).toMatchObject({ image: 'data:image/jpeg;base64,AA==' });
  });

  it('gives no picture twice: the next one is waited for', async () => {
    const { video, source } = setUp();
    video.present();
    await source.capture(never);
    let arrived = false;
    const second = source.capture(never).then(() => { arrived = true; });
    await Promise.resolve();
    expect(arrived).toBe(false);
    video.present();
    await second;
    expect(arrived).toBe(true);
  });

  it('ends a wait that is aborted', async () => {
    const { source } = setUp();
    const stop = new AbortController();
    const waiting = source.capture(stop.signal);
    stop.abort();
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('wakes who began to wait in the moment when another one was given up', async () => {
    const { video, source } = setUp();
    const stop = new AbortController();
    const given = source.capture(stop.signal);
    stop.abort();
    let arrived = false;
    const next = source.capture(never).then(() => { arrived = true; });
    await expect(given).rejects.toMatchObject({ name: 'AbortError' });
    video.present();
    await Promise.race([next, new Promise((resolve) => { setTimeout(resolve, 1_000); })]);
    expect(arrived).toBe(true);
  });

  it('says that a picture could not be captured, whatever the browser calls it', async () => {
    const { video, encoder, source } = setUp();
    encoder.encode = () => { throw new DOMException('', 'InvalidStateError'); };
    video.present();
    await expect(source.capture(never)).rejects.toMatchObject({ name: 'EncodingError', cause: { name: 'InvalidStateError' } });
  });

  it('watches no longer once it is closed', () => {
    const { video, encoder, source } = setUp();
    source.close();
    video.present();
    expect(video.watched).toBe(false);
    expect(encoder.closed).toBe(true);
  });
});
