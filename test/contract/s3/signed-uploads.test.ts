import { createHash } from 'node:crypto';
import { connect } from 'node:net';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { GetObjectCommand, GetObjectTaggingCommand, HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import type { PresignedPostOptions } from '@aws-sdk/s3-presigned-post';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { BucketResource } from '../../../local/assembly/assembly.ts';
import { createDataFolder } from '../../helpers/data-folder.ts';
import { startLocalAws } from '../../helpers/local-aws.ts';
import type { LocalAws } from '../../helpers/local-aws.ts';
import { waitUntil } from '../../helpers/wait-until.ts';

const Bucket = 'uploads';
const PAGE = 'http://127.0.0.1:4000';
const UPLOADS: BucketResource = {
  name: Bucket,
  arn: `arn:aws:s3:::${Bucket}`,
  corsRules: [{ allowedOrigins: [PAGE], allowedMethods: ['POST', 'PUT'], allowedHeaders: ['content-*'], exposedHeaders: ['ETag'], maxAgeSeconds: 300 }],
  expirations: [],
};

let folder: Awaited<ReturnType<typeof createDataFolder>>;
let aws: LocalAws;
/** As a function has it: with the credentials that S3 knows. */
let ours: S3Client;
/** With credentials that nobody knows. */
let anybody: S3Client;

beforeAll(async () => {
  folder = await createDataFolder();
  aws = await startLocalAws(folder.path, { buckets: [UPLOADS] });
  ours = new S3Client({ ...aws.client, credentials: aws.credentials });
  anybody = new S3Client(aws.client);
});
afterAll(async () => {
  ours.destroy();
  anybody.destroy();
  await aws[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
  expect(aws.defects).toEqual([]);
});

interface Upload extends Partial<PresignedPostOptions> {
  Key: string;
  content?: string | Buffer<ArrayBuffer>;
  /** In place of what was signed, or added. */
  changed?: Record<string, string>;
  signer?: S3Client;
  headers?: Record<string, string>;
}

async function post({ Key, content = 'content', changed = {}, signer = ours, headers = {}, ...options }: Upload): Promise<Response> {
  const { url, fields } = await createPresignedPost(signer, { Bucket, Key, ...options });
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...fields, ...changed })) form.append(name, value);
  form.append('file', new Blob([content]), 'people.zip');
  return fetch(url, { method: 'POST', body: form, headers, redirect: 'manual' });
}

async function refusal(response: Response): Promise<[number, string | undefined, string | undefined]> {
  const text = await response.text();
  return [response.status, /<Code>(.*)<\/Code>/.exec(text)?.[1], /<Message>(.*)<\/Message>/.exec(text)?.[1]];
}

const read = async (Key: string): Promise<string> => (await (await ours.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString()) ?? '';
const isThere = (Key: string): Promise<boolean> => ours.send(new HeadObjectCommand({ Bucket, Key })).then(() => true, () => false);
const incoming = () => readdir(join(folder.path, 's3', 'incoming'));

describe('a form that a function signed', () => {
  it('uploads its file', async () => {
    const response = await post({ Key: 'imports/1/people.zip', content: Buffer.alloc(3_000_000, 7), Fields: { 'Content-Type': 'application/zip', 'x-amz-meta-import': '1' }, Conditions: [['content-length-range', 1, 3_000_000]] });
    expect(response.status).toBe(204);
    expect(response.headers.get('etag')).toBe(`"${createHash('md5').update(Buffer.alloc(3_000_000, 7)).digest('hex')}"`);
    await expect(ours.send(new HeadObjectCommand({ Bucket, Key: 'imports/1/people.zip' }))).resolves.toMatchObject({ ContentLength: 3_000_000, ContentType: 'application/zip', Metadata: { import: '1' } });
  });

  it('is answered as it asks', async () => {
    const created = await post({ Key: 'answers/ä b&c', Fields: { success_action_status: '201' } });
    expect(created.status).toBe(201);
    await expect(created.text()).resolves.toContain(`<Bucket>${Bucket}</Bucket><Key>answers/ä b&amp;c</Key>`);
    const redirected = await post({ Key: 'answers/redirect', Fields: { success_action_redirect: `${PAGE}/done` } });
    expect([redirected.status, redirected.headers.get('location')]).toEqual([303, expect.stringMatching(/^http:\/\/127\.0\.0\.1:4000\/done\?bucket=uploads&key=answers%2Fredirect&etag=/)]);
  });

  it('gives its file tags', async () => {
    const tagging = '<Tagging><TagSet><Tag><Key>retention</Key><Value>short</Value></Tag></TagSet></Tagging>';
    expect((await post({ Key: 'tagged', Fields: { tagging } })).status).toBe(204);
    await expect(ours.send(new GetObjectTaggingCommand({ Bucket, Key: 'tagged' }))).resolves.toMatchObject({ TagSet: [{ Key: 'retention', Value: 'short' }] });
    await expect(refusal(await post({ Key: 'a', Fields: { tagging: '<Tagging>' } }))).resolves.toEqual([400, 'MalformedXML', expect.any(String)]);
  });

  it('may leave the name to the file', async () => {
    expect((await post({ Key: 'named/${filename}' })).status).toBe(204);
    await expect(read('named/people.zip')).resolves.toBe('content');
  });

  const range: PresignedPostOptions['Conditions'] = [['content-length-range', 3, 10]];
  it.each<[string, Upload, [number, string, unknown]]>([
    ['whose file is too long', { Key: 'a', content: 'eleven bytes', Conditions: range }, [400, 'EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size']],
    ['whose file is too short', { Key: 'a', content: 'ab', Conditions: range }, [400, 'EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size']],
    ['that has expired', { Key: 'a', Expires: -1 }, [403, 'AccessDenied', 'Invalid according to Policy: Policy expired.']],
    ['for another key', { Key: 'a', changed: { key: 'b' } }, [403, 'AccessDenied', 'Invalid according to Policy: Policy Condition failed: {&quot;key&quot;:&quot;a&quot;}']],
    ['beyond its prefix', { Key: 'mine/${filename}', changed: { key: 'yours/a' } }, [403, 'AccessDenied', expect.stringContaining('Policy Condition failed')]],
    ['with a field that was not signed', { Key: 'a', changed: { 'x-amz-meta-role': 'admin' } }, [403, 'AccessDenied', 'Invalid according to Policy: Extra input fields: x-amz-meta-role']],
    ['whose policy was changed', { Key: 'a', changed: { Policy: Buffer.from(JSON.stringify({ expiration: '2100-01-01T00:00:00Z', conditions: [] })).toString('base64') } }, [403, 'SignatureDoesNotMatch', expect.any(String)]],
    ['whose signature was changed', { Key: 'a', changed: { 'X-Amz-Signature': '0'.repeat(64) } }, [403, 'SignatureDoesNotMatch', expect.any(String)]],
    ['whose file has another checksum', { Key: 'a', Fields: { 'x-amz-checksum-sha256': Buffer.alloc(32).toString('base64') } }, [400, 'BadDigest', expect.any(String)]],
    ['for a key that leads elsewhere', { Key: 'a/../../b' }, [400, 'InvalidArgument', expect.any(String)]],
    ['for no bucket', { Key: 'a', Bucket: 'absent' }, [404, 'NoSuchBucket', expect.any(String)]],
    ['that carries too much else', { Key: 'a', Fields: { 'x-amz-meta-a': 'x'.repeat(20_001) } }, [400, 'MaxPostPreDataLengthExceededError', expect.any(String)]],
  ])('is refused when it is one %s', async (_title, upload, expected) => {
    await expect(refusal(await post(upload))).resolves.toEqual(expected);
    await expect(isThere('a')).resolves.toBe(false);
    await expect(incoming()).resolves.toEqual([]);
  });

  it('is refused long before its end when it is too long', async () => {
    const { url, fields } = await createPresignedPost(ours, { Bucket, Key: 'endless', Conditions: [['content-length-range', 1, 1_000]] });
    const parts = Object.entries(fields).map(([name, value]) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`);
    const head = `${parts.join('')}--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n`;
    const { hostname, port, pathname } = new URL(url);
    const socket = connect(Number(port), hostname);
    const answered = new Promise<string>((resolve) => socket.setEncoding('utf8').once('data', resolve));
    socket.write(`POST ${pathname} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 1000000000\r\n\r\n${head}${'x'.repeat(2_000)}`);
    await expect(answered).resolves.toMatch(/^HTTP\/1\.1 400 [^]*<Code>EntityTooLarge<\/Code>/);
    socket.destroy();
    await waitUntil(async () => (await incoming()).length === 0);
    await expect(isThere('endless')).resolves.toBe(false);
  });

  it.each([
    ['has no file', '--b\r\nContent-Disposition: form-data; name="key"\r\n\r\na\r\n--b--\r\n', 'InvalidArgument'],
    ['ends within a field', '--b\r\nContent-Disposition: form-data; name="key"\r\n\r\na', 'MalformedPOSTRequest'],
    ['is none', 'hello', 'MalformedPOSTRequest'],
    ['has no policy', '--b\r\nContent-Disposition: form-data; name="key"\r\n\r\na\r\n--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nall\r\n--b--\r\n', 'AccessDenied'],
  ])('is refused when it %s', async (_title, body, code) => {
    const response = await fetch(`${aws.url}/${Bucket}`, { method: 'POST', body, headers: { 'content-type': 'multipart/form-data; boundary=b' } });
    expect((await refusal(response))[1]).toBe(code);
    await expect(isThere('a')).resolves.toBe(false);
  });

  it('leaves nothing when its file is cut short', async () => {
    const { url, fields } = await createPresignedPost(ours, { Bucket, Key: 'cut' });
    const parts = Object.entries(fields).map(([name, value]) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`);
    const whole = `${parts.join('')}--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nhalf`;
    const ended = await fetch(url, { method: 'POST', body: whole, headers: { 'content-type': 'multipart/form-data; boundary=b' } });
    expect((await refusal(ended))[1]).toBe('MalformedPOSTRequest');
    const { hostname, port, pathname } = new URL(url);
    const socket = connect(Number(port), hostname);
    socket.write(`POST ${pathname} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 100000\r\n\r\n${whole}`);
    await waitUntil(async () => (await incoming()).length > 0);
    socket.destroy();
    await waitUntil(async () => (await incoming()).length === 0);
    await expect(isThere('cut')).resolves.toBe(false);
  });
});

describe('a presigned URL of a function', () => {
  const put = (Key: string, more: { expiresIn?: number; ContentType?: string } = {}) =>
    getSignedUrl(ours, new PutObjectCommand({ Bucket, Key, ...(more.ContentType && { ContentType: more.ContentType }) }), { expiresIn: more.expiresIn ?? 60, ...(more.ContentType && { signableHeaders: new Set(['content-type']) }) });

  it('reads and writes', async () => {
    const unchecked = new S3Client({ ...aws.client, credentials: aws.credentials, requestChecksumCalculation: 'WHEN_REQUIRED' });
    const url = await getSignedUrl(unchecked, new PutObjectCommand({ Bucket, Key: 'signed/ü+ (1).txt', Metadata: { a: 'b' } }));
    expect((await fetch(url, { method: 'PUT', body: 'written' })).status).toBe(200);
    const readUrl = await getSignedUrl(ours, new GetObjectCommand({ Bucket, Key: 'signed/ü+ (1).txt', ResponseContentDisposition: 'attachment; filename="a b.txt"' }));
    const response = await fetch(readUrl, { headers: { range: 'bytes=-3' } });
    expect([response.status, await response.text(), response.headers.get('content-disposition'), response.headers.get('x-amz-meta-a')]).toEqual([206, 'ten', 'attachment; filename="a b.txt"', 'b']);
    unchecked.destroy();
  });

  it('is refused when anything of it is changed', async () => {
    const url = await put('signed/other');
    const change = (from: string | RegExp, to: string) => fetch(url.replace(from, to), { method: 'PUT', body: 'x' }).then(refusal);
    for (const changed of [change('signed/other', 'signed/another'), change(/Expires=\d+/, 'Expires=6000'), change(/Signature=\w{8}/, 'Signature=00000000'), change('&x-id=PutObject', '')]) {
      await expect(changed).resolves.toEqual([403, 'SignatureDoesNotMatch', expect.any(String)]);
    }
    await expect(fetch(url).then(refusal)).resolves.toEqual([403, 'SignatureDoesNotMatch', expect.any(String)]);
    const more = await fetch(url, { method: 'PUT', body: 'x', headers: { 'x-amz-meta-role': 'admin' } });
    await expect(refusal(more)).resolves.toEqual([403, 'AccessDenied', 'There were headers present in the request which were not signed']);
  });

  it('is refused when it has expired', async () => {
    const url = await getSignedUrl(ours, new GetObjectCommand({ Bucket, Key: 'a' }), { expiresIn: 60, signingDate: new Date(Date.now() - 61_000) });
    await expect(fetch(url).then(refusal)).resolves.toEqual([403, 'AccessDenied', 'Request has expired']);
    const early = await getSignedUrl(ours, new GetObjectCommand({ Bucket, Key: 'a' }), { signingDate: new Date(Date.now() + 20 * 60_000) });
    await expect(fetch(early).then(refusal)).resolves.toEqual([403, 'AccessDenied', 'Request is not valid yet']);
  });
});

describe('a web page', () => {
  const fromPage = { origin: PAGE, 'sec-fetch-site': 'same-site' };
  const preflight = (headers: Record<string, string>) => fetch(`${aws.url}/${Bucket}`, { method: 'OPTIONS', headers });

  it('uploads what a function signed, and reads the answer where the bucket allows its origin', async () => {
    const response = await post({ Key: 'page/1', headers: fromPage });
    expect(response.status).toBe(204);
    expect(Object.fromEntries(response.headers)).toMatchObject({ 'access-control-allow-origin': PAGE, 'access-control-expose-headers': 'ETag', vary: expect.stringContaining('Origin') as unknown });
    const elsewhere = await post({ Key: 'page/2', headers: { origin: 'https://example.org' } });
    expect([elsewhere.status, elsewhere.headers.get('access-control-allow-origin')]).toEqual([204, null]);
    const refused = await post({ Key: 'page/3', content: 'x', Conditions: [['content-length-range', 2, 3]], headers: fromPage });
    expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([400, PAGE]);
  });

  it('is told by a preflight what it may do', async () => {
    const allowed = await preflight({ ...fromPage, 'access-control-request-method': 'PUT', 'access-control-request-headers': 'content-type, Content-Language' });
    expect(allowed.status).toBe(200);
    expect(Object.fromEntries(allowed.headers)).toMatchObject({
      'access-control-allow-origin': PAGE, 'access-control-allow-methods': 'POST, PUT', 'access-control-allow-headers': 'content-type, content-language', 'access-control-max-age': '300',
    });
    for (const denied of [
      { ...fromPage, 'access-control-request-method': 'DELETE' },
      { ...fromPage, 'access-control-request-method': 'PUT', 'access-control-request-headers': 'x-amz-meta-a' },
      { origin: 'https://example.org', 'access-control-request-method': 'PUT' },
    ]) {
      const response = await preflight(denied);
      expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([403, null]);
    }
  });

  it('comes no further with keys of its own invention, which a program may use', async () => {
    await expect(refusal(await post({ Key: 'foreign', signer: anybody, headers: fromPage }))).resolves.toEqual([403, 'InvalidAccessKeyId', expect.any(String)]);
    expect((await post({ Key: 'foreign', signer: anybody })).status).toBe(204);
    await expect(refusal(await post({ Key: 'foreign', signer: anybody, Expires: -1 }))).resolves.toEqual([403, 'AccessDenied', expect.stringContaining('Policy expired')]);
    const url = await getSignedUrl(anybody, new GetObjectCommand({ Bucket, Key: 'foreign' }));
    await expect(fetch(url, { headers: fromPage }).then(refusal)).resolves.toEqual([403, 'InvalidAccessKeyId', expect.any(String)]);
    await expect(fetch(url, { headers: { 'sec-fetch-site': 'cross-site' } }).then(refusal)).resolves.toEqual([403, 'InvalidAccessKeyId', expect.any(String)]);
    await expect(fetch(url).then((response) => response.text())).resolves.toBe('content');
    await expect(fetch(url, { headers: { ...fromPage, authorization: 'AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0' } }).then(refusal)).resolves.toEqual([403, 'AccessDenied', expect.any(String)]);
  });
});
