import { z } from 'zod';
import { S3Error } from '../errors.ts';

/** What a form was allowed to upload when its policy was signed. */
export interface PostPolicy {
  /** Milliseconds since the epoch. */
  expiresAtMs: number;
  conditions: Condition[];
  /** Of the file, both ends included. */
  minBytes: number;
  maxBytes: number;
}

interface Condition {
  operator: 'eq' | 'starts-with';
  /** In lower case, without `$`. */
  field: string;
  value: string;
  /** As an error cites it. */
  source: string;
}

const Bytes = z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]).pipe(z.int().nonnegative());
const Matching = z.tuple([z.string().toLowerCase().pipe(z.enum(['eq', 'starts-with'])), z.string().startsWith('$'), z.string()]);
const Range = z.tuple([z.string().toLowerCase().pipe(z.literal('content-length-range')), Bytes, Bytes]);
const Exact = z.record(z.string(), z.string());
const Policy = z.object({
  expiration: z.string({ error: 'Policy missing expiration.' }).transform((text) => Date.parse(text)).refine((timeMs) => !Number.isNaN(timeMs), 'Invalid \'expiration\' value.'),
  conditions: z.array(z.union([Matching, Range, Exact]), 'Policy missing conditions.'),
});

/** Fields that need no condition of the policy. */
const FREE = /^(?:x-amz-signature|x-amz-security-token|file|policy|x-ignore-.*)$/;

/**
 * Reads the policy of a form, base64 of JSON.
 *
 * @throws S3Error InvalidPolicyDocument
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
 */
export function readPostPolicy(encoded: string): PostPolicy {
  const parsed = Policy.safeParse(parseJson(Buffer.from(encoded, 'base64').toString('utf8')));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw invalid(issue && issue.path.length <= 1 ? issue.message : 'Invalid Condition');
  }
  const policy: PostPolicy = { expiresAtMs: parsed.data.expiration, conditions: [], minBytes: 0, maxBytes: Infinity };
  for (const condition of parsed.data.conditions) {
    if (!Array.isArray(condition)) {
      for (const [field, value] of Object.entries(condition)) policy.conditions.push({ operator: 'eq', field: field.toLowerCase(), value, source: JSON.stringify({ [field]: value }) });
    } else if (condition[0] === 'content-length-range') {
      policy.minBytes = Math.max(policy.minBytes, condition[1]);
      policy.maxBytes = Math.min(policy.maxBytes, condition[2]);
    } else {
      policy.conditions.push({ operator: condition[0], field: condition[1].slice(1).toLowerCase(), value: condition[2], source: JSON.stringify(condition) });
    }
  }
  return policy;
}

/**
 * Checks the fields of a form by its policy: each condition holds, and each field is named by one. The size of the file is for its reader.
 *
 * @param fields by name in lower case, `bucket` among them
 * @param nowMs milliseconds since the epoch
 * @throws S3Error AccessDenied
 */
export function checkPostPolicy({ expiresAtMs, conditions }: PostPolicy, fields: ReadonlyMap<string, string>, nowMs: number): void {
  if (nowMs > expiresAtMs) throw denied('Policy expired.');
  for (const { operator, field, value, source } of conditions) {
    const given = fields.get(field) ?? '';
    const holds = operator === 'eq' ? given === value : given.startsWith(value);
    if (!holds) throw denied(`Policy Condition failed: ${source}`);
  }
  const named = new Set(conditions.map(({ field }) => field));
  const extra = [...fields.keys()].filter((field) => field !== 'bucket' && !named.has(field) && !FREE.test(field));
  if (extra.length > 0) throw denied(`Extra input fields: ${extra.join(', ')}`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid('Invalid JSON.');
  }
}

function invalid(reason: string): S3Error {
  return new S3Error('InvalidPolicyDocument', `Invalid Policy: ${reason}`);
}

function denied(reason: string): S3Error {
  return new S3Error('AccessDenied', `Invalid according to Policy: ${reason}`);
}
