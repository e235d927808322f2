import { describe, expect, it } from '@jest/globals';
import { checkPostPolicy, readPostPolicy } from '../../../local/s3/access/post-policy.ts';

const NOW_MS = Date.parse('2026-03-01T10:00:00Z');
const encode = (policy: unknown) => Buffer.from(typeof policy === 'string' ? policy : JSON.stringify(policy)).toString('base64');
const policyOf = (...conditions: unknown[]) => readPostPolicy(encode({ expiration: '2026-03-01T11:00:00Z', conditions }));
const check = (conditions: unknown[], fields: Record<string, string>) => () => {
  checkPostPolicy(policyOf(...conditions), new Map(Object.entries(fields)), NOW_MS);
};

describe('the policy of a form', () => {
  it.each([
    ['no JSON', '{', 'Invalid Policy: Invalid JSON.'],
    ['no expiration', { conditions: [] }, 'Invalid Policy: Policy missing expiration.'],
    ['an expiration that is no time', { expiration: 'soon', conditions: [] }, 'Invalid Policy: Invalid \'expiration\' value.'],
    ['no conditions', { expiration: '2026-03-01T11:00:00Z' }, 'Invalid Policy: Policy missing conditions.'],
    ['a condition of no kind', { expiration: '2026-03-01T11:00:00Z', conditions: [['ends-with', '$key', 'a']] }, 'Invalid Policy: Invalid Condition'],
    ['a size below zero', { expiration: '2026-03-01T11:00:00Z', conditions: [['content-length-range', -1, 5]] }, 'Invalid Policy: Invalid Condition'],
  ])('is refused with %s', (_title, policy, message) => {
    expect(() => readPostPolicy(encode(policy))).toThrow(expect.objectContaining({ code: 'InvalidPolicyDocument', message }));
  });

  it('holds the narrowest of its sizes', () => {
    expect(policyOf(['content-length-range', 1, 10], ['content-length-range', '2', '20'])).toMatchObject({ minBytes: 2, maxBytes: 10 });
    expect(policyOf()).toMatchObject({ minBytes: 0, maxBytes: Infinity });
  });

  it('holds until its end, to the millisecond', () => {
    const policy = policyOf();
    expect(() => { checkPostPolicy(policy, new Map(), policy.expiresAtMs); }).not.toThrow();
    expect(() => { checkPostPolicy(policy, new Map(), policy.expiresAtMs + 1); }).toThrow('Invalid according to Policy: Policy expired.');
  });

  it.each<[string, unknown[], Record<string, string>, string | null]>([
    ['an exact value', [{ key: 'a' }], { key: 'a' }, null],
    ['another value', [{ key: 'a' }], { key: 'ab' }, 'Policy Condition failed: {"key":"a"}'],
    ['an exact value, said otherwise', [['eq', '$Key', 'a']], { key: 'a' }, null],
    ['a prefix', [['starts-with', '$key', 'mine/']], { key: 'mine/a' }, null],
    ['no prefix', [['starts-with', '$key', 'mine/']], { key: 'yours/a' }, 'Policy Condition failed: ["starts-with","$key","mine/"]'],
    ['any value', [['starts-with', '$key', '']], { key: 'x' }, null],
    ['a field that is missing', [{ key: 'a' }, { 'content-type': 'application/zip' }], { key: 'a' }, 'Policy Condition failed: {"content-type":"application/zip"}'],
    ['a field that no condition names', [{ key: 'a' }], { 'key': 'a', 'x-amz-meta-a': 'b' }, 'Extra input fields: x-amz-meta-a'],
    ['fields that need none', [{ key: 'a' }], { 'key': 'a', 'x-ignore-a': 'b', 'policy': 'p', 'x-amz-signature': 's' }, null],
    ['another bucket', [{ key: 'a' }, { bucket: 'mine' }], { key: 'a', bucket: 'yours' }, 'Policy Condition failed: {"bucket":"mine"}'],
  ])('is held to %s', (_title, conditions, fields, message) => {
    if (message === null) expect(check(conditions, fields)).not.toThrow();
    else expect(check(conditions, fields)).toThrow(expect.objectContaining({ code: 'AccessDenied', message: `Invalid according to Policy: ${message}` }));
  });
});
