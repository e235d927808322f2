import { describe, expect, it } from '@jest/globals';
import { retentionDaysOf } from '../../../local/assembly/retention-days.ts';

const told = (...days: (string | undefined)[]) => ({ functions: days.map((value) => ({ environment: value === undefined ? {} : { RETENTION_DAYS: value } })) });

describe('the retention', () => {
  it('is what every function is told that keeps something', () => {
    expect(retentionDaysOf(told(undefined, '30', '30'))).toBe(30);
  });

  it('is not guessed where nobody is told, or where they are told different things', () => {
    expect(() => retentionDaysOf(told(undefined))).toThrow(TypeError);
    expect(() => retentionDaysOf(told('30', '180'))).toThrow(TypeError);
  });
});
