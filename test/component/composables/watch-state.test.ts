import { describe, expect, it } from '@jest/globals';
import { ApiError, NetworkError, SignedOutError } from '../../../frontend/api/api-error.ts';
import { EncodingError } from '../../../frontend/capture/frame-encoder.ts';
import { watchStateOf, type WatchFacts } from '../../../frontend/composables/watch-state.ts';
import type { ErrorCode } from '../../../domain/errors.ts';

const FACTS: WatchFacts = { running: true, trouble: null, startedMs: 1_000, judgedMs: 2_000, nowMs: 2_500, intervalMs: 1_000 };
const state = (facts: Partial<WatchFacts>): string => watchStateOf({ ...FACTS, ...facts });
const failed = (error: unknown): string => state({ trouble: { kind: 'failed', error } });
const apiError = (status: number, code: ErrorCode, field: string | null = null): ApiError => new ApiError({ status, code, message: '', requestId: null, field });

describe('what becomes of the frames', () => {
  it('is judging only while verdicts keep coming', () => {
    expect(state({})).toBe('judging');
    expect(state({ nowMs: 9_000 })).toBe('judging');
    expect(state({ nowMs: 9_001 })).toBe('waiting');
  });

  it('allows a slow interval its time', () => {
    expect(state({ intervalMs: 10_000, nowMs: 18_000 })).toBe('judging');
  });

  it('is starting before the first verdict, and waiting when that takes too long', () => {
    expect(state({ judgedMs: null, nowMs: 1_500 })).toBe('starting');
    expect(state({ judgedMs: null, nowMs: 8_001 })).toBe('waiting');
  });

  it('does not take a verdict of the run before for one of this', () => {
    expect(state({ judgedMs: 900 })).toBe('starting');
  });

  it('is off when nothing runs', () => {
    expect(state({ running: false })).toBe('off');
  });

  it('is never judging when something is wrong, however new the last verdict is', () => {
    expect(state({ trouble: { kind: 'hidden' } })).toBe('paused');
    expect(state({ trouble: { kind: 'noPicture' } })).toBe('noPicture');
    expect(failed(new NetworkError(null))).toBe('offline');
    expect(failed(new DOMException('', 'TimeoutError'))).toBe('offline');
    expect(failed(new EncodingError(''))).toBe('noPicture');
    expect(failed(apiError(503, 'UNAVAILABLE'))).toBe('unavailable');
    expect(failed(apiError(500, 'INTERNAL'))).toBe('unavailable');
    expect(failed(apiError(415, 'UNSUPPORTED_IMAGE'))).toBe('refused');
    expect(failed(apiError(403, 'FORBIDDEN'))).toBe('refused');
  });

  it('takes the pause that the server asks for without alarm, and is busy when that lasts', () => {
    const trouble = { kind: 'failed' as const, error: apiError(429, 'THROTTLED') };
    expect(state({ trouble })).toBe('judging');
    expect(state({ trouble, nowMs: 9_001 })).toBe('busy');
    expect(state({ trouble, judgedMs: null })).toBe('starting');
    expect(state({ trouble, running: false })).toBe('off');
  });

  it('is ended where the server takes no more frames of the session, or knows it no more', () => {
    expect(failed(apiError(409, 'SESSION_ENDED', 'sessionId'))).toBe('ended');
    expect(failed(apiError(404, 'NOT_FOUND', 'sessionId'))).toBe('ended');
    expect(failed(apiError(404, 'NOT_FOUND'))).toBe('refused');
  });

  it('is signed out although nothing runs any more', () => {
    expect(state({ running: false, trouble: { kind: 'failed', error: new SignedOutError() } })).toBe('signedOut');
  });
});
