/** @jest-environment node */
import { Buffer as NodeBuffer } from 'node:buffer';
import { createHash, createPublicKey, generateKeyPairSync, randomBytes, sign, verify } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { toLowS } from '../../../domain/signature/low-s.ts';
import { Buffer } from '../../../frontend/verify/node-buffer.ts';
import * as web from '../../../frontend/verify/node-crypto.ts';

describe("the browser's part of node:crypto", () => {
  it('hashes as Node does, in whatever pieces', () => {
    for (const size of [0, 1, 55, 56, 64, 65, 1_000, 100_000]) {
      const bytes = randomBytes(size);
      const half = Math.floor(size / 2);
      expect(web.createHash('sha256').update(bytes.subarray(0, half)).update(bytes.subarray(half)).digest('hex')).toBe(createHash('sha256').update(bytes).digest('hex'));
    }
    expect(web.createHash('sha256').update('Bücher ✓', 'utf8').digest('hex')).toBe(createHash('sha256').update('Bücher ✓', 'utf8').digest('hex'));
    expect(() => web.createHash('md5')).toThrow(RangeError);
  });

  it('takes the signatures that Node takes, and no others', () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const der = publicKey.export({ format: 'der', type: 'spki' });
    const key = web.createPublicKey({ key: der, format: 'der', type: 'spki' });
    expect(key.export().toString('base64')).toBe(der.toString('base64'));
    for (let count = 0; count < 20; count += 1) {
      const data = randomBytes(100);
      const signature = sign('sha256', data, privateKey);
      for (const form of [signature, toLowS(signature)]) expect(web.verify('sha256', data, key, form)).toBe(true);
      const other = NodeBuffer.from(signature);
      other[10] = (other[10] ?? 0) ^ 1;
      expect(web.verify('sha256', data, key, other)).toBe(verify('sha256', data, publicKey, other));
      expect(web.verify('sha256', randomBytes(100), key, signature)).toBe(false);
    }
    expect(web.verify('sha256', new Uint8Array(), key, new Uint8Array([1, 2, 3]))).toBe(false);
  });

  it.each(['secp256k1', 'P-384'])('refuses a key of %s', (namedCurve) => {
    const der = generateKeyPairSync('ec', { namedCurve }).publicKey.export({ format: 'der', type: 'spki' });
    expect(() => web.createPublicKey({ key: der, format: 'der', type: 'spki' })).toThrow(TypeError);
  });

  it('refuses a point that is not on the curve, as Node does', () => {
    const der = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'der', type: 'spki' });
    der[60] = (der[60] ?? 0) ^ 1;
    expect(() => createPublicKey({ key: der, format: 'der', type: 'spki' })).toThrow();
    expect(() => web.createPublicKey({ key: der, format: 'der', type: 'spki' })).toThrow(TypeError);
  });
});

describe("the browser's part of node:buffer", () => {
  it('writes and reads base64, hexadecimal digits and UTF-8 as Node does', () => {
    for (const size of [0, 1, 2, 3, 70_000]) {
      const bytes = randomBytes(size);
      const mine = Buffer.from(bytes);
      expect(mine.toString('base64')).toBe(bytes.toString('base64'));
      expect(mine.toString('hex')).toBe(bytes.toString('hex'));
      expect(Buffer.from(bytes.toString('base64'), 'base64').equals(bytes)).toBe(true);
      expect(Buffer.from(bytes.toString('hex'), 'hex').equals(bytes)).toBe(true);
    }
    expect(Buffer.from('Bücher ✓', 'utf8').toString()).toBe('Bücher ✓');
  });

  it('keeps nothing that would be written differently again', () => {
    for (const text of ['AA', 'A===', 'AA-_', 'AAB=', 'A A A A', '%%%%']) expect(Buffer.from(text, 'base64').toString('base64')).not.toBe(text);
  });

  it('puts pieces together, compares them, and cuts them', () => {
    const whole = Buffer.concat([Buffer.from([1, 2]), Buffer.from([]), Buffer.from([3])]);
    expect([...whole]).toEqual([1, 2, 3]);
    expect([whole.equals(new Uint8Array([1, 2, 3])), whole.equals(new Uint8Array([1, 2]))]).toEqual([true, false]);
    expect(whole.subarray(1)).toEqual(Buffer.from([2, 3]));
    expect(whole.subarray(1)).toBeInstanceOf(Buffer);
  });
});
