import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { shallowRef } from 'vue';
import type { Session } from '../../../domain/session.ts';
import { NetworkError } from '../../../frontend/api/api-error.ts';
import { examLockName } from '../../../frontend/composables/useExamLock.ts';
import { useOpenExams } from '../../../frontend/composables/useOpenExams.ts';
import { FakeLocks } from '../helpers/fake-locks.ts';
import { inScope } from '../helpers/in-scope.ts';
import { sessionOf } from '../helpers/sessions.ts';
import { clearChecks, verdictOf } from '../helpers/verdicts.ts';

const NOW = '2026-03-01T10:00:10.000Z';
const disposals: (() => void)[] = [];
beforeEach(() => { jest.useFakeTimers({ now: Date.parse(NOW) }); });
afterEach(() => {
  for (const dispose of disposals.splice(0)) dispose();
  jest.useRealTimers();
});

const withPicture = (sequence: number, receivedAt: string) => sessionOf({ lastVerdict: { ...verdictOf(clearChecks()), sequence, receivedAt } });

/** An exam that is open, and what the server says of it each time that it is asked. */
function setUp(first: Session, answer: () => Session, locks?: FakeLocks) {
  const sessions = shallowRef([first]);
  const refresh = (): Promise<void> => {
    sessions.value = [answer()];
    return Promise.resolve();
  };
  const { value: exams, dispose } = inScope(() => useOpenExams({ sessions: () => sessions.value, refresh, maxGapMs: () => 5_000, locks }));
  disposals.push(dispose);
  return () => exams.value.map(({ elsewhere, checked }) => ({ elsewhere, checked }))[0];
}

describe('an exam that is open', () => {
  it('is checked for as long as pictures of it come, and not when none has come for longer than the policy allows', async () => {
    let sequence = 4;
    let sends = true;
    const exam = setUp(withPicture(4, NOW), () => withPicture(sends ? (sequence += 1) : sequence, NOW));
    expect(exam()).toEqual({ elsewhere: false, checked: true });
    await jest.advanceTimersByTimeAsync(20_000);
    expect(exam()?.checked).toBe(true);
    sends = false;
    await jest.advanceTimersByTimeAsync(8_000);
    expect(exam()?.checked).toBe(false);
  });

  it.each([
    ['none was ever sent', sessionOf()],
    ['the last one is of long ago', withPicture(9, '2026-03-01T10:00:01.000Z')],
  ])('is not checked where %s', (_why, session) => {
    expect(setUp(session, () => session)()?.checked).toBe(false);
  });

  it('is not taken for checked for long where the clock of this machine is behind', async () => {
    const session = withPicture(4, '2026-03-01T11:00:00.000Z');
    const exam = setUp(session, () => session);
    await jest.advanceTimersByTimeAsync(8_000);
    expect(exam()?.checked).toBe(false);
  });

  it('is not checked where the server cannot be asked', async () => {
    const exam = setUp(withPicture(4, NOW), () => { throw new NetworkError(null); });
    await jest.advanceTimersByTimeAsync(8_000);
    expect(exam()?.checked).toBe(false);
  });

  it('is in another tab while that has it', async () => {
    const locks = new FakeLocks();
    const held = Promise.withResolvers<undefined>();
    void locks.request(examLockName('s-1'), {}, () => held.promise);
    await jest.advanceTimersByTimeAsync(0);
    const session = withPicture(4, NOW);
    const exam = setUp(session, () => session, locks);
    await jest.advanceTimersByTimeAsync(0);
    expect(exam()).toEqual({ elsewhere: true, checked: true });
    held.resolve(undefined);
    await jest.advanceTimersByTimeAsync(8_000);
    expect(exam()).toEqual({ elsewhere: false, checked: false });
  });
});
