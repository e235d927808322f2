import type { BucketResource } from '../assembly/assembly.ts';

/** Objects of a bucket are deleted so many days after they were written. */
export interface ExpirationRule {
  bucket: string;
  /** Of keys; empty for every object. */
  prefix: string;
  /** An object must have all of them; none for every object. */
  tags: Readonly<Record<string, string>>;
  expirationDays: number;
}

/**
 * When objects expire, as the template's buckets declare it; for the sweep that does on one machine what S3 does by itself.
 *
 * @example
 * for (const rule of expirationRules(assembly.buckets)) await expireObjects(s3, rule, Date.now());
 */
export function expirationRules(buckets: readonly BucketResource[]): ExpirationRule[] {
  return buckets.flatMap(({ name, expirations }) => expirations.map(({ prefix, days, tags }) => ({ bucket: name, prefix, tags, expirationDays: days })));
}
