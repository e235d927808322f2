import { generateKeyPairSync, sign, verify } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { isLowS, SignatureFormatError, toLowS } from '../../../domain/signature/low-s.ts';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const MESSAGE = Buffer.from('what is signed');
const SIGNATURES = Array.from({ length: 64 }, () => sign('sha256', MESSAGE, privateKey));

describe('the one form of a signature', () => {
  it('is valid for the same statement, and leaves alone what has it', () => {
    for (const signature of SIGNATURES) {
      const low = toLowS(signature);
      expect(isLowS(low)).toBe(true);
      expect(verify('sha256', MESSAGE, publicKey, low)).toBe(true);
      expect(Buffer.from(toLowS(low))).toEqual(Buffer.from(low));
    }
  });

  it('is not the form of every signature', () => {
    const low = SIGNATURES.filter(isLowS).length;
    expect(low).toBeGreaterThan(0);
    expect(low).toBeLessThan(SIGNATURES.length);
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('no signature at all')],
    ['a number too large for the curve', Buffer.from('3006020101020100', 'hex')],
    ['a part of one', (SIGNATURES[0] ?? Buffer.alloc(0)).subarray(0, 40)],
    ['one with more behind it', Buffer.concat([SIGNATURES[0] ?? Buffer.alloc(0), Buffer.from([0])])],
  ])('is not the form of %s', (_what, bytes) => {
    expect(isLowS(bytes)).toBe(false);
    expect(() => toLowS(bytes)).toThrow(SignatureFormatError);
  });
});
