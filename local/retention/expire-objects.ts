import { DeleteObjectCommand, GetObjectTaggingCommand, NoSuchKey, paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import type { ExpirationRule } from '../s3/lifecycle-rules.ts';

const DAY_MS = 86_400_000;
const PAGE_SIZE = 200;

/**
 * Deletes the objects that a lifecycle rule lets go of, as S3 does once a day: at the midnight (UTC) after the rule's days.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
 *
 * @param pause between two pages, so that requests come first
 * @returns how many were deleted
 */
export async function expireObjects(client: S3Client, rule: ExpirationRule, nowMs: number, pause: () => Promise<void>): Promise<number> {
  let deletedCount = 0;
  for await (const { Contents: contents = [] } of paginateListObjectsV2({ client, pageSize: PAGE_SIZE }, { Bucket: rule.bucket, Prefix: rule.prefix })) {
    for (const { Key: key, LastModified: modifiedAt } of contents) {
      if (key === undefined || modifiedAt === undefined || expiryMs(modifiedAt, rule.expirationDays) > nowMs || !(await hasTags(client, rule, key))) continue;
      await client.send(new DeleteObjectCommand({ Bucket: rule.bucket, Key: key }));
      deletedCount += 1;
    }
    await pause();
  }
  return deletedCount;
}

function expiryMs(modifiedAt: Date, days: number): number {
  return Math.ceil((modifiedAt.getTime() + days * DAY_MS) / DAY_MS) * DAY_MS;
}

/** Asked as late as can be: a legal hold changes them. */
async function hasTags(client: S3Client, { bucket, tags }: ExpirationRule, key: string): Promise<boolean> {
  const wanted = Object.entries(tags);
  if (wanted.length === 0) return true;
  try {
    const { TagSet: found = [] } = await client.send(new GetObjectTaggingCommand({ Bucket: bucket, Key: key }));
    return wanted.every(([name, value]) => found.some((tag) => tag.Key === name && tag.Value === value));
  } catch (error) {
    if (error instanceof NoSuchKey) return false;
    throw error;
  }
}
