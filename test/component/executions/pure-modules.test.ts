/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { hashVerdict } from '../../../domain/chain.ts';
import { elapsedText } from '../../../frontend/executions/elapsed.ts';
import { readableCause } from '../../../frontend/executions/event-details.ts';
import { locatedEvidence, numberEvidence } from '../../../frontend/executions/located-evidence.ts';
import { prettyJson } from '../../../frontend/executions/pretty-json.ts';
import { verifySha256, verifyVerdict } from '../../../frontend/executions/verify-record.ts';
import { clearChecks, verdictOf } from '../helpers/verdicts.ts';

describe('a time span', () => {
  it.each([
    [0, 'ms', 0, 0],
    [999.4, 'ms', 999, 0],
    [2_134, 's', 2.13, 0],
    [23_456, 's', 23.5, 0],
    [59_999, 'min', 1, 0],
    [80_400, 'min', 1, 20],
  ] as const)('of %d ms is told in %s', (durationMs, key, count, rest) => {
    expect(elapsedText(durationMs)).toEqual({ key, values: { count, rest } });
  });
});

describe('a cause', () => {
  it.each([
    ['{"errorType":"TypeError","errorMessage":"No frame.","trace":["at"]}', 'No frame.'],
    ['[{"code":"NO_FACE","message":"No face."},{"code":"LOW_QUALITY","message":"Too dark."}]', 'No face. Too dark.'],
    ['The table is gone.', 'The table is gone.'],
    ['{"code":1}', '{"code":1}'],
    [null, null],
  ])('is told by its message: %s', (cause, words) => {
    expect(readableCause(cause)).toBe(words);
  });
});

describe('evidence', () => {
  it('is numbered through all checks where it has a place in the picture', () => {
    const checks = clearChecks();
    checks[0].evidence.push({ name: 'Furniture', confidencePercent: 90, thresholdPercent: null, box: null });
    const numbers = Object.values(numberEvidence(checks)).map((items) => items.map(({ number }) => number));
    expect(numbers).toEqual([[1, null], [2], [3], [4], []]);
    expect(locatedEvidence(checks).map(({ number, check }) => [number, check])).toEqual([[1, 'objects'], [2, 'people'], [3, 'identity'], [4, 'faces']]);
  });
});

describe('JSON', () => {
  it('is laid out; other text stays as it is', () => {
    expect([prettyJson('{"a":[1]}'), prettyJson('{"a":')]).toEqual(['{\n  "a": [\n    1\n  ]\n}', '{"a":']);
  });
});

describe('a record', () => {
  const verdict = verdictOf(clearChecks());

  it('is held against the hash that the server computed', async () => {
    const recorded = { ...verdict, hash: hashVerdict(verdict) };
    expect(await verifyVerdict(recorded)).toBe(true);
    expect(await verifyVerdict({ ...recorded, decision: 'flagged' })).toBe(false);
    expect(await verifyVerdict({ ...recorded, previousHash: recorded.hash })).toBe(false);
  });

  it('of a frame is its bytes', async () => {
    const bytes = new Uint8Array([1, 2, 3]);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect([await verifySha256(bytes, sha256), await verifySha256(new Uint8Array([1, 2, 4]), sha256)]).toEqual([true, false]);
  });
});
