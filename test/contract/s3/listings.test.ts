import {
  CopyObjectCommand, DeleteObjectCommand, DeleteObjectsCommand, DeleteObjectTaggingCommand, GetObjectCommand, GetObjectTaggingCommand, HeadObjectCommand, ListObjectsCommand, ListObjectsV2Command, paginateListObjectsV2,
  PutObjectCommand, PutObjectTaggingCommand, S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDataFolder } from '../../helpers/data-folder.ts';
import { startLocalAws } from '../../helpers/local-aws.ts';
import type { LocalAws } from '../../helpers/local-aws.ts';

const Bucket = 'frames';
const MANY = 1_205;

let folder: Awaited<ReturnType<typeof createDataFolder>>;
let aws: LocalAws;
let client: S3Client;

beforeAll(async () => {
  folder = await createDataFolder();
  aws = await startLocalAws(folder.path);
  client = new S3Client(aws.client);
  const keys = Array.from({ length: MANY }, (_, index) => `many/${index % 3}/${index}`);
  for (let start = 0; start < MANY; start += 50) await Promise.all(keys.slice(start, start + 50).map((key) => put(key)));
});
afterAll(async () => {
  client.destroy();
  await aws[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
  expect(aws.defects).toEqual([]);
});

const put = (Key: string, Body = Key) => client.send(new PutObjectCommand({ Bucket, Key, Body }));

async function keysOf(options: { Prefix?: string; StartAfter?: string; MaxKeys?: number; Delimiter?: string; EncodingType?: 'url' }): Promise<string[]> {
  const found: string[] = [];
  for await (const { Contents: contents = [], CommonPrefixes: prefixes = [] } of paginateListObjectsV2({ client }, { Bucket, ...options })) {
    found.push(...contents.map(({ Key = '' }) => Key), ...prefixes.map(({ Prefix = '' }) => Prefix));
  }
  return found;
}

describe('a listing', () => {
  it('goes on by tokens beyond a thousand keys, in the order of their bytes', async () => {
    const expected = Array.from({ length: MANY }, (_, index) => `many/${index % 3}/${index}`).sort();
    await expect(keysOf({ Prefix: 'many/' })).resolves.toEqual(expected);
    const first = await client.send(new ListObjectsV2Command({ Bucket, Prefix: 'many/' }));
    expect(first).toMatchObject({ KeyCount: 1_000, IsTruncated: true, MaxKeys: 1_000 });
    await expect(keysOf({ Prefix: 'many/', StartAfter: 'many/2/11', MaxKeys: 100 })).resolves.toEqual(expected.filter((key) => key > 'many/2/11'));
  });

  it('goes on by the marker of version 1', async () => {
    const { IsTruncated, NextMarker } = await client.send(new ListObjectsCommand({ Bucket, Prefix: 'many/', Delimiter: '/', MaxKeys: 2 }));
    expect([IsTruncated, NextMarker]).toEqual([true, 'many/1/']);
    const { CommonPrefixes } = await client.send(new ListObjectsCommand({ Bucket, Prefix: 'many/', Delimiter: '/', MaxKeys: 2, Marker: NextMarker }));
    expect(CommonPrefixes).toEqual([{ Prefix: 'many/2/' }]);
  });

  it('has every kind of key, and folders as objects of their own', async () => {
    const keys = ['odd/', 'odd/&<"\'>', 'odd/+ %2F', 'odd/a', 'odd/a-b', 'odd/a.b', 'odd/a/', 'odd/a/b', 'odd/a0', 'odd/\uFF5E', 'odd/😀', 'odd/123'];
    for (const key of keys) await put(key);
    const sorted = keys.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    await expect(keysOf({ Prefix: 'odd/' })).resolves.toEqual(sorted);
    await expect(keysOf({ Prefix: 'odd/', MaxKeys: 1 })).resolves.toEqual(sorted);
    await expect(keysOf({ Prefix: 'odd/', EncodingType: 'url' })).resolves.toEqual(sorted.map((key) => encodeURIComponent(key).replaceAll('%2F', '/')));
    await expect(keysOf({ Prefix: 'odd/a', Delimiter: '/', MaxKeys: 1 })).resolves.toEqual(['odd/a', 'odd/a-b', 'odd/a.b', 'odd/a/', 'odd/a0']);
    for (const key of keys) await client.send(new DeleteObjectCommand({ Bucket, Key: key }));
    await expect(keysOf({ Prefix: 'odd/' })).resolves.toEqual([]);
  });

  it('tells size, entity tag and time as HeadObject does', async () => {
    const before = Math.floor(Date.now() / 1_000) * 1_000;
    await put('told', 'content');
    const { ETag, LastModified, ContentLength } = await client.send(new HeadObjectCommand({ Bucket, Key: 'told' }));
    const { Contents: contents } = await client.send(new ListObjectsV2Command({ Bucket, Prefix: 'told' }));
    expect(contents).toMatchObject([{ Key: 'told', Size: ContentLength, ETag }]);
    expect(Math.floor((contents?.[0]?.LastModified?.getTime() ?? 0) / 1_000)).toBe((LastModified?.getTime() ?? 0) / 1_000);
    expect(LastModified?.getTime()).toBeGreaterThanOrEqual(before);
  });

  it.each([{ ContinuationToken: '%%%' }, { MaxKeys: -1 }])('refuses %j', async (options) => {
    await expect(client.send(new ListObjectsV2Command({ Bucket, ...options }))).rejects.toMatchObject({ name: 'InvalidArgument' });
  });
});

describe('deleting many objects', () => {
  it('names what is deleted and what cannot be, or only that', async () => {
    await put('batch/1');
    await put('batch/123');
    await expect(client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'batch/1' }, { Key: '123' }, { Key: '../a' }] } }))).resolves.toMatchObject({
      Deleted: [{ Key: 'batch/1' }, { Key: '123' }],
      Errors: [{ Key: '../a', Code: 'InvalidArgument' }],
    });
    const quiet = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Quiet: true, Objects: [{ Key: 'batch/123' }] } }));
    expect([quiet.Deleted, quiet.Errors]).toEqual([undefined, undefined]);
    await expect(keysOf({ Prefix: 'batch/' })).resolves.toEqual([]);
  });

  it('takes a thousand at once, and no more', async () => {
    const Objects = (await keysOf({ Prefix: 'many/' })).map((Key) => ({ Key }));
    await expect(client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: Objects.slice(0, 1_001) } }))).rejects.toMatchObject({ name: 'MalformedXML' });
    const { Deleted } = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: Objects.slice(0, 1_000) } }));
    expect(Deleted).toHaveLength(1_000);
    await expect(keysOf({ Prefix: 'many/' })).resolves.toHaveLength(MANY - 1_000);
  });
});

describe('an object', () => {
  it('is read on conditions', async () => {
    const { ETag } = await put('conditions', 'x');
    const get = (conditions: Partial<ConstructorParameters<typeof GetObjectCommand>[0]>) => client.send(new GetObjectCommand({ Bucket, Key: 'conditions', ...conditions })).then(async ({ Body }) => Body?.transformToString(), (error: unknown) => (error as { $metadata: { httpStatusCode: number } }).$metadata.httpStatusCode);
    const hour = 3_600_000;
    await expect(Promise.all([
      get({ IfMatch: ETag }), get({ IfMatch: '"other"' }), get({ IfNoneMatch: ETag }), get({ IfNoneMatch: '"other"' }),
      get({ IfModifiedSince: new Date(Date.now() + hour) }), get({ IfModifiedSince: new Date(Date.now() - hour) }), get({ IfUnmodifiedSince: new Date(Date.now() - hour) }),
      get({ IfMatch: ETag, IfUnmodifiedSince: new Date(Date.now() - hour) }),
    ])).resolves.toEqual(['x', 412, 304, 'x', 304, 'x', 412, 'x']);
  });

  it.each([
    ['bytes=2-4', 206, '234', 'bytes 2-4/10'],
    ['bytes=-3', 206, '789', 'bytes 7-9/10'],
    ['bytes=8-100', 206, '89', 'bytes 8-9/10'],
    ['bytes=0-', 206, '0123456789', 'bytes 0-9/10'],
    ['bytes=1-2,4-5', 200, '0123456789', undefined],
    ['bytes=5-2', 200, '0123456789', undefined],
  ])('is read in the range %s', async (Range, status, text, ContentRange) => {
    await put('range', '0123456789');
    const output = await client.send(new GetObjectCommand({ Bucket, Key: 'range', Range }));
    expect([output.$metadata.httpStatusCode, await output.Body?.transformToString(), output.ContentRange]).toEqual([status, text, ContentRange]);
    await expect(client.send(new GetObjectCommand({ Bucket, Key: 'range', Range: 'bytes=10-' }))).rejects.toMatchObject({ name: 'InvalidRange' });
  });

  it('is refused when it is not what its checksum says', async () => {
    await expect(client.send(new PutObjectCommand({ Bucket, Key: 'sum', Body: 'x', ChecksumSHA256: Buffer.alloc(32).toString('base64') }))).rejects.toMatchObject({ name: 'BadDigest' });
    await expect(client.send(new HeadObjectCommand({ Bucket, Key: 'sum' }))).rejects.toMatchObject({ name: 'NotFound' });
  });

  it('has tags until it is written anew', async () => {
    const tags = async () => (await client.send(new GetObjectTaggingCommand({ Bucket, Key: 'tagged' }))).TagSet;
    await put('tagged');
    await expect(tags()).resolves.toEqual([]);
    await client.send(new PutObjectTaggingCommand({ Bucket, Key: 'tagged', Tagging: { TagSet: [{ Key: 'a&b', Value: '' }, { Key: 'hold', Value: '1' }] } }));
    await expect(tags()).resolves.toEqual([{ Key: 'a&b', Value: '' }, { Key: 'hold', Value: '1' }]);
    await put('tagged');
    await expect(tags()).resolves.toEqual([]);
    await client.send(new PutObjectTaggingCommand({ Bucket, Key: 'tagged', Tagging: { TagSet: [{ Key: 'a', Value: 'b' }] } }));
    await client.send(new DeleteObjectTaggingCommand({ Bucket, Key: 'tagged' }));
    await expect(tags()).resolves.toEqual([]);
  });

  it('is written with tags, which a copy keeps or replaces', async () => {
    const tagsOf = async (Key: string) => (await client.send(new GetObjectTaggingCommand({ Bucket, Key }))).TagSet;
    const write = async (Tagging: string) => client.send(new PutObjectCommand({ Bucket, Key: 'tagged at once', Body: 'x', Tagging }));
    for (const retention of ['standard', 'held']) {
      await write(`retention=${retention}&of=a%26b`);
      await expect(tagsOf('tagged at once')).resolves.toEqual([{ Key: 'retention', Value: retention }, { Key: 'of', Value: 'a&b' }]);
    }
    await client.send(new CopyObjectCommand({ Bucket, Key: 'copy', CopySource: `${Bucket}/tagged at once` }));
    await expect(tagsOf('copy')).resolves.toHaveLength(2);
    await client.send(new CopyObjectCommand({ Bucket, Key: 'copy', CopySource: `${Bucket}/tagged at once`, TaggingDirective: 'REPLACE', Tagging: 'a=b' }));
    await expect(tagsOf('copy')).resolves.toEqual([{ Key: 'a', Value: 'b' }]);
    await expect(write('a=1&a=2')).rejects.toMatchObject({ name: 'InvalidTag' });
    await expect(tagsOf('tagged at once')).resolves.toHaveLength(2);
  });
});
