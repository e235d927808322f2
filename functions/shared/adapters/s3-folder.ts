import { DeleteObjectsCommand, paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';

/**
 * Removes every object below a prefix and answers how many there were.
 * @throws Error when S3 kept one of them: repeating goes on from there
 */
export async function removeFolder(client: S3Client, bucket: string, prefix: string): Promise<number> {
  let removed = 0;
  for await (const { Contents: contents = [] } of paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefix })) {
    const keys = contents.flatMap(({ Key }) => (Key === undefined ? [] : [{ Key }]));
    if (keys.length === 0) continue;
    const { Errors: errors = [] } = await client.send(new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects: keys, Quiet: true } }));
    if (errors.length > 0) throw new Error(`${String(errors.length)} objects were not removed.`);
    removed += keys.length;
  }
  return removed;
}
