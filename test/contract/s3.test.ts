import { request } from 'node:http';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import {
  CompleteMultipartUploadCommand, CopyObjectCommand, CreateMultipartUploadCommand, DeleteObjectCommand, GetObjectCommand, HeadObjectCommand, ListBucketsCommand,
  ListObjectsV2Command, PutObjectCommand, S3Client, UploadPartCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ObjectNotFoundError } from '../../local/s3/errors.ts';
import { createDataFolder } from '../helpers/data-folder.ts';
import { startLocalAws } from '../helpers/local-aws.ts';
import type { LocalAws } from '../helpers/local-aws.ts';
import { waitUntil } from '../helpers/wait-until.ts';

const Bucket = 'frames';
/** The SDK warns on the console that it cannot repeat a stream. */
const QUIET = { trace: () => undefined, debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const MEBIBYTE = Buffer.alloc(1_048_576, 'Invigil');

let folder: Awaited<ReturnType<typeof createDataFolder>>;
let aws: LocalAws;
let client: S3Client;

beforeAll(async () => {
  folder = await createDataFolder();
  aws = await startLocalAws(folder.path);
  client = new S3Client({ ...aws.client, logger: QUIET });
});
afterAll(async () => {
  client.destroy();
  await aws[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
  expect(aws.defects).toEqual([]);
});

async function read(Key: string, Range?: string): Promise<Buffer> {
  const { Body } = await client.send(new GetObjectCommand({ Bucket, Key, Range }));
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
}

const put = (Key: string, Body: string | Buffer | Readable, more: Partial<PutObjectCommand['input']> = {}) => client.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
const keys = async (Prefix: string) => ((await client.send(new ListObjectsV2Command({ Bucket, Prefix }))).Contents ?? []).map(({ Key }) => Key);

describe('S3 on one machine, with the default settings of the SDK', () => {
  it('has the bucket of the template', async () => {
    const { Buckets } = await client.send(new ListBucketsCommand({}));
    expect(Buckets?.map(({ Name }) => Name)).toEqual([Bucket]);
  });

  it('gives an object back with its type and metadata', async () => {
    await put('frames/2026-11-21/s 1/ü+(1).jpg', MEBIBYTE, { ContentType: 'image/jpeg', Metadata: { sha256: 'abc' }, ServerSideEncryption: 'AES256' });
    await expect(client.send(new HeadObjectCommand({ Bucket, Key: 'frames/2026-11-21/s 1/ü+(1).jpg' }))).resolves.toMatchObject({ ContentType: 'image/jpeg', ContentLength: MEBIBYTE.length, Metadata: { sha256: 'abc' } });
    expect(MEBIBYTE.equals(await read('frames/2026-11-21/s 1/ü+(1).jpg'))).toBe(true);
    expect(MEBIBYTE.equals(await aws.s3.readObject(Bucket, 'frames/2026-11-21/s 1/ü+(1).jpg'))).toBe(true);
  });

  it('takes a stream, which the SDK encodes in chunks with a trailing checksum', async () => {
    await put('stream', Readable.from([MEBIBYTE.subarray(0, 100), MEBIBYTE.subarray(100)]), { ContentLength: MEBIBYTE.length, ContentEncoding: 'identity' });
    expect(MEBIBYTE.equals(await read('stream'))).toBe(true);
    await expect(client.send(new HeadObjectCommand({ Bucket, Key: 'stream' }))).resolves.toMatchObject({ ContentEncoding: 'identity', ContentLength: MEBIBYTE.length });
  });

  it('keeps an empty object', async () => {
    await put('empty', Buffer.alloc(0));
    await expect(read('empty')).resolves.toHaveLength(0);
  });

  it('gives a range', async () => {
    await put('range', '0123456789');
    expect((await read('range', 'bytes=2-4')).toString()).toBe('234');
  });

  it('replaces and copies', async () => {
    await put('first', 'one');
    await put('first', 'three', { ContentType: 'text/plain' });
    await client.send(new CopyObjectCommand({ Bucket, Key: 'copies/second', CopySource: `${Bucket}/first` }));
    expect((await read('copies/second')).toString()).toBe('three');
    await expect(client.send(new HeadObjectCommand({ Bucket, Key: 'copies/second' }))).resolves.toMatchObject({ ContentType: 'text/plain', ContentLength: 5 });
  });

  it('answers what is missing as S3 does', async () => {
    await expect(read('missing')).rejects.toMatchObject({ name: 'NoSuchKey', message: 'The specified key does not exist.', $metadata: { httpStatusCode: 404 } });
    await expect(client.send(new HeadObjectCommand({ Bucket, Key: 'missing' }))).rejects.toMatchObject({ name: 'NotFound', $metadata: { httpStatusCode: 404 } });
    await expect(client.send(new PutObjectCommand({ Bucket: 'absent', Key: 'a', Body: MEBIBYTE }))).rejects.toMatchObject({ name: 'NoSuchBucket', $metadata: { httpStatusCode: 404 } });
    await expect(aws.s3.readObject(Bucket, 'missing')).rejects.toBeInstanceOf(ObjectNotFoundError);
    await expect(aws.s3.readObject('..', 'missing')).rejects.toBeInstanceOf(ObjectNotFoundError);
  });

  it('writes an object once where that is asked for', async () => {
    const racers = await Promise.allSettled(Array.from({ length: 10 }, (_, index) => put('evidence/üno.jpg', String(index), { IfNoneMatch: '*' })));
    expect(racers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const winner = (await read('evidence/üno.jpg')).toString();
    await expect(put('evidence/üno.jpg', 'late', { IfNoneMatch: '*' })).rejects.toMatchObject({ name: 'PreconditionFailed', $metadata: { httpStatusCode: 412 } });
    expect((await read('evidence/üno.jpg')).toString()).toBe(winner);
  });

  it('replaces the object that is meant, where that is asked for', async () => {
    const { ETag } = await put('meant', 'one');
    const racers = await Promise.allSettled(['two', 'three', 'four'].map((text) => put('meant', text, { IfMatch: ETag })));
    expect(racers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(put('meant', 'late', { IfMatch: ETag })).rejects.toMatchObject({ name: 'PreconditionFailed', $metadata: { httpStatusCode: 412 } });
    await expect(put('never', 'late', { IfMatch: ETag })).rejects.toMatchObject({ name: 'NoSuchKey' });
    await expect(put('meant', 'late', { IfNoneMatch: '"etag"' })).rejects.toMatchObject({ name: 'NotImplemented', $metadata: { httpStatusCode: 501 } });
  });

  it('deletes, repeatedly, and leaves what is beside', async () => {
    await put('folder/one', '1', { Metadata: { a: 'b' } });
    await put('folder/two', '2');
    for (let count = 0; count < 2; count += 1) await client.send(new DeleteObjectCommand({ Bucket, Key: 'folder/one' }));
    await expect(keys('folder/')).resolves.toEqual(['folder/two']);
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'folder/two' }));
    await expect(readdir(join(folder.path, 's3', 'buckets', Bucket))).resolves.not.toContain('folder');
  });

  it('keeps an object written while the last one of its folder is deleted', async () => {
    for (let round = 0; round < 20; round += 1) {
      await put('busy/old', 'old');
      await Promise.all([client.send(new DeleteObjectCommand({ Bucket, Key: 'busy/old' })), put(`busy/new`, String(round))]);
      expect((await read('busy/new')).toString()).toBe(String(round));
      await client.send(new DeleteObjectCommand({ Bucket, Key: 'busy/new' }));
    }
  });

  it.each(['../other/a', 'a/../../../a', './a', 'a//b', '/a'])('refuses the key "%s", which would lead elsewhere', async (key) => {
    await expect(put(key, 'x')).rejects.toMatchObject({ name: 'InvalidArgument', $metadata: { httpStatusCode: 400 } });
    await expect(client.send(new CopyObjectCommand({ Bucket, Key: 'x', CopySource: `${Bucket}/${key}` }))).rejects.toMatchObject({ $metadata: { httpStatusCode: 400 } });
  });

  it('assembles the parts of an upload, and none that are not there', async () => {
    const upload = { Bucket, Key: 'parts' };
    const { UploadId } = await client.send(new CreateMultipartUploadCommand(upload));
    const part = async (PartNumber: number, Body: Buffer) => ({ PartNumber, ETag: (await client.send(new UploadPartCommand({ ...upload, UploadId, PartNumber, Body }))).ETag });
    const first = await part(1, MEBIBYTE);
    const second = await part(2, Buffer.from('end'));
    await expect(client.send(new CompleteMultipartUploadCommand({ ...upload, UploadId, MultipartUpload: { Parts: [first, { ...second, PartNumber: 3 }] } }))).rejects.toMatchObject({ name: 'InvalidPart' });
    await client.send(new CompleteMultipartUploadCommand({ ...upload, UploadId, MultipartUpload: { Parts: [first, second] } }));
    expect(Buffer.concat([MEBIBYTE, Buffer.from('end')]).equals(await read('parts'))).toBe(true);
    await expect(client.send(new UploadPartCommand({ ...upload, UploadId: '../../frames', PartNumber: 1, Body: 'x' }))).rejects.toMatchObject({ name: 'NoSuchUpload' });
  });

  it('answers the next request of a connection after it refused a streamed body', async () => {
    for (let count = 0; count < 3; count += 1) {
      const body = Readable.from([MEBIBYTE, MEBIBYTE, MEBIBYTE]);
      await expect(client.send(new PutObjectCommand({ Bucket: 'absent', Key: 'a', Body: body, ContentLength: 3 * MEBIBYTE.length }))).rejects.toThrow();
    }
    await expect(keys('absent')).resolves.toEqual([]);
  });
});

describe('an upload that is cut short', () => {
  const headers = { authorization: 'AWS4-HMAC-SHA256 Credential=AK/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=00', 'x-amz-date': new Date().toISOString().replace(/[-:]|\.\d+/g, '') };

  it.each([
    ['plain', { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD', 'content-length': '1000' }, 'the first bytes'],
    ['chunked', { 'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER', 'x-amz-decoded-content-length': '1000', 'content-length': '1100' }, 'ff\r\nthe first bytes'],
  ])('leaves the former object as it was: %s', async (key, more, firstBytes) => {
    await put(key, 'former');
    const incoming = join(folder.path, 's3', 'incoming');
    const upload = request(`${aws.url}/${Bucket}/${key}`, { method: 'PUT', headers: { ...headers, ...more } });
    upload.on('error', () => undefined);
    upload.write(firstBytes);
    await waitUntil(async () => (await readdir(incoming)).length > 0);
    upload.destroy();
    await waitUntil(async () => (await readdir(incoming)).length === 0);
    expect((await read(key)).toString()).toBe('former');
  });

  it('is refused when it ends before its declared length', async () => {
    await put('short', 'former');
    const answer = await fetch(`${aws.url}/${Bucket}/short`, { method: 'PUT', body: '3\r\nabc\r\n0\r\n\r\n', headers: { ...headers, 'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER', 'x-amz-decoded-content-length': '4' } });
    expect(answer.status).toBe(400);
    await expect(answer.text()).resolves.toContain('<Code>IncompleteBody</Code>');
    expect((await read('short')).toString()).toBe('former');
  });
});

describe('other ways to S3', () => {
  it('take a bucket from the host', async () => {
    await put('by/host', 'hosted');
    const { hostname, port } = new URL(aws.url);
    const query = 'X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=any%2Fbody%2F20261121%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-SignedHeaders=host&X-Amz-Signature=00';
    const now = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
    const answer = await new Promise<string>((resolve, reject) => {
      request({ hostname, port, path: `/by/host?${query}&X-Amz-Date=${now}&X-Amz-Expires=60`, headers: { host: `frames.localhost:${port}` } }, (response) => {
        response.setEncoding('utf8').on('data', resolve);
      }).on('error', reject).end();
    });
    expect(answer).toBe('hosted');
  });

  it('refuse a presigned URL that has expired', async () => {
    await put('presigned', 'x');
    const query = 'X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=anybody%2F20261121%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-SignedHeaders=host&X-Amz-Signature=00';
    const answer = await fetch(`${aws.url}/frames/presigned?${query}&X-Amz-Date=20200101T000000Z&X-Amz-Expires=60`);
    expect(answer.status).toBe(403);
    await expect(answer.text()).resolves.toContain('Request has expired');
  });
});
