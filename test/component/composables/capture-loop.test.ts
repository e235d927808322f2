import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { shallowRef } from 'vue';
import { ApiError, NetworkError, SignedOutError } from '../../../frontend/api/api-error.ts';
import type { CapturedFrame } from '../../../frontend/capture/frame-source.ts';
import { useCaptureLoop } from '../../../frontend/composables/useCaptureLoop.ts';
import { waitUntil } from '../../helpers/wait-until.ts';
import { FakePage } from '../helpers/fake-page.ts';
import { FakeSource } from '../helpers/fake-source.ts';
import { inScope } from '../helpers/in-scope.ts';

const INTERVAL_MS = 1_000;

/** A loop whose server answers what `reply` says. */
function setUp(reply: (frame: CapturedFrame, signal: AbortSignal) => Promise<void> = () => Promise.resolve(), { timeoutMs = 15_000 } = {}) {
  const interval = shallowRef(INTERVAL_MS);
  const sent: string[] = [];
  const signals: AbortSignal[] = [];
  let inFlight = 0;
  let mostInFlight = 0;
  const page = new FakePage();
  const source = new FakeSource();
  const { value: loop, dispose } = inScope(() =>
    useCaptureLoop({
      send: async (frame, signal) => {
        sent.push(frame.image);
        signals.push(signal);
        inFlight += 1;
        mostInFlight = Math.max(mostInFlight, inFlight);
        try {
          await reply(frame, signal);
        } finally {
          inFlight -= 1;
        }
      },
      isFinal: (error) => error instanceof SignedOutError,
      intervalMs: () => interval.value,
      page: page,
      network: page,
      // The longest wait that chance allows.
      random: () => 1,
      timeoutMs,
    }),
  );
  disposals.push(dispose);
  return { loop, interval, dispose, sent, signals, source, page, mostInFlight: () => mostInFlight };
}

const disposals: (() => void)[] = [];
const pass = (ms: number): Promise<void> => jest.advanceTimersByTimeAsync(ms);

beforeEach(() => { jest.useFakeTimers(); });
afterEach(() => {
  for (const dispose of disposals.splice(0)) dispose();
  jest.useRealTimers();
});

describe('the capture loop', () => {
  it('sends a frame at once, and then one each interval', async () => {
    const { loop, source, sent } = setUp();
    loop.start(source);
    await pass(0);
    expect(sent).toEqual(['frame 1']);
    await pass(INTERVAL_MS * 3);
    expect(sent).toEqual(['frame 1', 'frame 2', 'frame 3', 'frame 4']);
    expect(loop.trouble.value).toBeNull();
  });

  it('has never more than one request under way, and sends the newest frame after a slow one', async () => {
    const { loop, source, sent, mostInFlight } = setUp(() => new Promise((resolve) => { setTimeout(resolve, 3_500); }));
    loop.start(source);
    await pass(8_000);
    expect(mostInFlight()).toBe(1);
    expect(sent).toHaveLength(3);
  });

  it('keeps to another interval at once', async () => {
    const { loop, source, sent, interval } = setUp();
    interval.value = 60_000;
    loop.start(source);
    await pass(5_000);
    expect(sent).toHaveLength(1);
    interval.value = 10_000;
    await pass(4_999);
    expect(sent).toHaveLength(1);
    await pass(1);
    expect(sent).toHaveLength(2);
    interval.value = 20_000;
    await pass(19_999);
    expect(sent).toHaveLength(2);
    await pass(1);
    expect(sent).toHaveLength(3);
  });

  it('waits longer after each failure in a row, and the interval again after a success', async () => {
    let broken = true;
    const { loop, source, sent } = setUp(() => (broken ? Promise.reject(new NetworkError(null)) : Promise.resolve()));
    loop.start(source);
    await pass(0);
    expect(loop.trouble.value).toMatchObject({ kind: 'failed', error: { name: 'NetworkError' } });
    await pass(499);
    expect(sent).toHaveLength(1);
    await pass(1);
    expect(sent).toHaveLength(2);
    await pass(999);
    expect(sent).toHaveLength(2);
    broken = false;
    await pass(1);
    expect(sent).toHaveLength(3);
    expect(loop.trouble.value).toBeNull();
    await pass(INTERVAL_MS);
    expect(sent).toHaveLength(4);
  });

  it('waits at least as long as the server asks', async () => {
    const busy = new ApiError({ status: 429, code: 'THROTTLED', message: '', requestId: null, retryAfterSeconds: 20 });
    const { loop, source, sent } = setUp(() => Promise.reject(busy));
    loop.start(source);
    await pass(20_499);
    expect(sent).toHaveLength(1);
    await pass(1);
    expect(sent).toHaveLength(2);
  });

  it('tries again at once when the connection is back', async () => {
    const { loop, source, sent, page } = setUp(() => Promise.reject(new NetworkError(null)));
    loop.start(source);
    await pass(0);
    page.dispatchEvent(new Event('online'));
    await pass(0);
    expect(sent).toHaveLength(2);
  });

  it('rests while the page is hidden, says so, and goes on when it is back', async () => {
    const { loop, source, sent, page } = setUp();
    loop.start(source);
    await pass(0);
    page.hide(true);
    await pass(600_000);
    expect(sent).toHaveLength(1);
    expect(loop.trouble.value).toEqual({ kind: 'hidden' });
    page.hide(false);
    await pass(0);
    expect(sent).toHaveLength(2);
    expect(loop.trouble.value).toBeNull();
  });

  it('says when the camera delivers no picture, and goes on when it does', async () => {
    const { loop, source, sent } = setUp();
    source.flowing = false;
    loop.start(source);
    await pass(2_999);
    expect(loop.trouble.value).toBeNull();
    await pass(1);
    expect(loop.trouble.value).toEqual({ kind: 'noPicture' });
    source.flow();
    await pass(0);
    expect(loop.trouble.value).toBeNull();
    expect(sent).toHaveLength(1);
  });

  it('gives up a request that takes too long, and says that it failed', async () => {
    jest.useRealTimers();
    const { loop, source } = setUp((_frame, signal) => new Promise((_resolve, reject) => { signal.addEventListener('abort', () => { reject(signal.reason as Error); }); }), { timeoutMs: 20 });
    loop.start(source);
    await waitUntil(() => loop.trouble.value !== null);
    expect(loop.trouble.value).toMatchObject({ kind: 'failed', error: { name: 'TimeoutError' } });
    expect(loop.running.value).toBe(true);
  });

  it('ends at an error that is final, and still says so', async () => {
    const { loop, source, sent } = setUp(() => Promise.reject(new SignedOutError()));
    loop.start(source);
    await pass(60_000);
    expect(sent).toHaveLength(1);
    expect(loop.running.value).toBe(false);
    expect(loop.trouble.value).toMatchObject({ kind: 'failed', error: { name: 'SignedOutError' } });
  });

  it('stops: the request under way is aborted, no other follows, and no trouble is left', async () => {
    const { loop, source, sent, signals } = setUp(() => new Promise(() => undefined));
    loop.start(source);
    await pass(0);
    loop.stop();
    expect(signals[0]?.aborted).toBe(true);
    await pass(60_000);
    expect(sent).toHaveLength(1);
    expect(loop.trouble.value).toBeNull();
  });

  it('runs once, however often it is started', async () => {
    const { loop, source, sent, mostInFlight } = setUp();
    loop.start(source);
    loop.start(source);
    loop.start(source);
    await pass(INTERVAL_MS * 2);
    expect(mostInFlight()).toBe(1);
    expect(sent).toHaveLength(3);
  });

  it('ends with its scope', async () => {
    const { loop, source, sent, dispose } = setUp();
    loop.start(source);
    await pass(0);
    dispose();
    await pass(60_000);
    expect(sent).toHaveLength(1);
    expect(loop.running.value).toBe(false);
  });
});
