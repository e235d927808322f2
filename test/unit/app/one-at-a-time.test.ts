import { describe, expect, it } from '@jest/globals';
import { OneAtATime } from '../../../local/one-at-a-time.ts';

describe('OneAtATime', () => {
  it('begins a task when the one before has ended, in the order in which they came', async () => {
    const seen: string[] = [];
    const turns = new OneAtATime();
    const task = (name: string) => async (): Promise<string> => {
      seen.push(`${name} begins`);
      await new Promise((resolve) => setImmediate(resolve));
      seen.push(`${name} ends`);
      return name;
    };
    expect(await Promise.all([turns.run(task('a')), turns.run(task('b'))])).toEqual(['a', 'b']);
    expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  });

  it('goes on after a task that fails, and tells only who asked for it', async () => {
    const turns = new OneAtATime();
    const failing = turns.run(() => Promise.reject(new Error('no')));
    const next = turns.run(() => Promise.resolve('yes'));
    await expect(failing).rejects.toThrow('no');
    await expect(next).resolves.toBe('yes');
  });
});
