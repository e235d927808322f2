/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import { createApiClient } from '../../../frontend/api/client.ts';
import { ServerClock } from '../../../frontend/api/server-clock.ts';

const SERVER_MS = Date.parse('2026-03-01T10:10:00.000Z');

/** An answer at this moment of the server's, to a browser whose clock is off by so much. */
function answerAt(serverMs: number, fastMs: number, { requestMs = 40 } = {}) {
  return { date: new Date(serverMs).toUTCString(), sentMs: serverMs + fastMs - requestMs / 2, receivedMs: serverMs + fastMs + requestMs / 2 };
}

describe("the server's clock", () => {
  it.each([300_000, -300_000, 3_600_000])('is known to a second or so when that of the browser is off by %i ms, and more exactly as answers come', (fastMs) => {
    const clock = new ServerClock();
    clock.observe(answerAt(SERVER_MS + 500, fastMs));
    expect(Math.abs(clock.offsetMs.value + fastMs)).toBeLessThanOrEqual(1_040);
    for (let at = 0; at < 20; at += 1) clock.observe(answerAt(SERVER_MS + 500 + at * 2_050, fastMs));
    expect(Math.abs(clock.offsetMs.value + fastMs)).toBeLessThanOrEqual(150);
  });

  it('leaves a browser alone whose clock is right', () => {
    const clock = new ServerClock();
    for (let at = 0; at < 20; at += 1) clock.observe(answerAt(SERVER_MS + at * 1_370, 0));
    expect(clock.offsetMs.value).toBe(0);
  });

  it('follows a clock that is set, and takes nothing from an answer without a time', () => {
    const clock = new ServerClock();
    clock.observe(answerAt(SERVER_MS, 300_000));
    clock.observe(answerAt(SERVER_MS + 5_000, 0));
    expect(clock.offsetMs.value).toBe(0);
    clock.observe({ ...answerAt(SERVER_MS, 300_000), date: null });
    clock.observe({ ...answerAt(SERVER_MS, 300_000), date: 'soon' });
    expect(clock.offsetMs.value).toBe(0);
  });

  it('is learnt from each answer of the API', async () => {
    const clock = new ServerClock();
    const api = createApiClient({
      baseUrl: '/api',
      idToken: () => Promise.resolve('token'),
      onUnauthenticated: () => undefined,
      fetch: () => Promise.resolve(new Response('{}', { headers: { date: new Date(Date.now() - 300_000).toUTCString() } })),
      clock,
    });
    await api.json('/sessions');
    expect(clock.offsetMs.value).toBeLessThan(-298_000);
    expect(clock.offsetMs.value).toBeGreaterThan(-302_000);
  });
});
