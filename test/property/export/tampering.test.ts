import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createTestSigner, sampleRecords, verifyBytes, writeExport } from '../../helpers/sample-export.ts';

const signer = createTestSigner();
const lines = writeExport(sampleRecords(signer), signer);
const file = Buffer.from(lines.join(''));
const lineAt = fc.nat(lines.length - 1);

/** Whoever has the right key sees every change; whoever has none sees all but a file signed by another. */
const findingsOf = (text: string | Uint8Array): (string | null)[] => {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  return [signer.publicKey, null].map((key) => verifyBytes(bytes, key).finding?.problem ?? null);
};
const isFound = (text: string | Uint8Array): void => {
  expect(findingsOf(text)).toEqual([expect.any(String), expect.any(String)]);
};

describe('an export', () => {
  it('holds as it was written', () => {
    expect(findingsOf(file)).toEqual([null, null]);
  });

  it('shows the change of any one byte', () => {
    fc.assert(
      fc.property(fc.nat(file.length - 1), fc.integer({ min: 1, max: 255 }), (position, change) => {
        const changed = Buffer.from(file);
        changed[position] = (changed[position] ?? 0) ^ change;
        isFound(changed);
      }),
      { numRuns: 100 },
    );
  });

  it('shows a byte that is taken out, put in, or cut off', () => {
    fc.assert(
      fc.property(fc.nat(file.length - 1), fc.integer({ min: 0, max: 255 }), (position, byte) => {
        isFound(Buffer.concat([file.subarray(0, position), file.subarray(position + 1)]));
        isFound(Buffer.concat([file.subarray(0, position), Buffer.from([byte]), file.subarray(position)]));
        isFound(file.subarray(0, position));
        isFound(Buffer.concat([file, Buffer.from([byte])]));
      }),
      { numRuns: 12 },
    );
  });

  it('shows a record that is removed, repeated, moved or exchanged', () => {
    fc.assert(
      fc.property(lineAt, lineAt, (one, other) => {
        isFound(lines.toSpliced(one, 1).join(''));
        isFound(lines.toSpliced(other, 0, lines[one] ?? '').join(''));
        if (one !== other) {
          isFound(lines.with(one, lines[other] ?? '').with(other, lines[one] ?? '').join(''));
          isFound(lines.with(one, lines[other] ?? '').join(''));
        }
      }),
      { numRuns: 30 },
    );
  });

  it('shows a value that is replaced, although its line is canonical', () => {
    const numbers = [...file.toString().matchAll(/(?<=[:[,])\d+(?:\.\d+)?(?=[,}\]])/g)];
    expect(numbers.length).toBeGreaterThan(50);
    fc.assert(
      fc.property(fc.constantFrom(...numbers), fc.nat(1_000_000), (match, replacement) => {
        fc.pre(String(replacement) !== match[0]);
        const text = file.toString();
        isFound(`${text.slice(0, match.index)}${replacement}${text.slice(match.index + match[0].length)}`);
      }),
      { numRuns: 40 },
    );
  });

  it('shows to whoever has the key that everything was signed anew by somebody else', () => {
    const other = createTestSigner();
    const forged = Buffer.from(writeExport(sampleRecords(other), other).join(''));
    expect(findingsOf(forged)).toEqual(['KEY', null]);
  });
});
