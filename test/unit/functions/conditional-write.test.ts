import { describe, expect, it } from '@jest/globals';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { unlessRefused, wasMade } from '../../../functions/shared/adapters/conditional-write.ts';

const refused = new ConditionalCheckFailedException({ $metadata: {}, message: 'The conditional request failed' });

describe('a write with a condition', () => {
  it('answers what the table does', async () => {
    const answer = { Attributes: { state: 'settled' } };
    expect([await unlessRefused(Promise.resolve(answer)), await wasMade(Promise.resolve({}))]).toEqual([answer, true]);
  });

  it('is refused where its condition does not hold', async () => {
    expect([await unlessRefused(Promise.reject(refused)), await wasMade(Promise.reject(refused))]).toEqual([null, false]);
  });

  it('fails with everything else', async () => {
    const lost = new Error('socket hang up');
    await expect(unlessRefused(Promise.reject(lost))).rejects.toBe(lost);
    await expect(wasMade(Promise.reject(lost))).rejects.toBe(lost);
  });
});
