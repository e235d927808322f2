import { invalidArgument } from '../errors.ts';
import { answerXml } from '../protocol/answer.ts';
import type { ListedObject, ObjectStore } from '../store/object-store.ts';
import type { XmlElements } from '../protocol/xml.ts';
import type { Operation } from './context.ts';

const MAX_KEYS = 1_000;

/** Version 1, which goes on from a key. */
export const listObjects: Operation = async ({ store }, { bucket, query }, response) => {
  const marker = query.get('marker') ?? '';
  const { page, echo, encoded } = await list(store, bucket, query, marker);
  answerXml(response, 'ListBucketResult', {
    ...echo,
    Marker: encoded(marker),
    NextMarker: page.isTruncated && page.last !== null && query.get('delimiter') ? encoded(page.last) : undefined,
  });
};

/** Version 2, which goes on by a token: the last key or common prefix. */
export const listObjectsV2: Operation = async ({ store }, { bucket, query }, response) => {
  const token = query.get('continuation-token');
  const startAfter = token === null ? query.get('start-after') ?? '' : keyOfToken(token);
  const { page, echo, encoded } = await list(store, bucket, query, startAfter);
  answerXml(response, 'ListBucketResult', {
    ...echo,
    KeyCount: page.objects.length + page.commonPrefixes.length,
    StartAfter: query.has('start-after') ? encoded(query.get('start-after') ?? '') : undefined,
    ContinuationToken: token ?? undefined,
    NextContinuationToken: page.isTruncated && page.last !== null ? Buffer.from(page.last).toString('base64url') : undefined,
  });
};

async function list(store: ObjectStore, bucket: string, query: URLSearchParams, startAfter: string) {
  const encoded = encoder(query.get('encoding-type'));
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const asked = maxKeysOf(query.get('max-keys'));
  const maxKeys = Math.min(asked, MAX_KEYS);
  store.buckets.mustExist(bucket);
  const page = maxKeys === 0 ? { objects: [], commonPrefixes: [], isTruncated: false, last: null } : await store.list(bucket, { prefix, delimiter, startAfter, maxKeys });
  const echo: XmlElements = {
    Name: bucket,
    Prefix: encoded(prefix),
    Delimiter: delimiter === '' ? undefined : encoded(delimiter),
    MaxKeys: asked,
    EncodingType: query.get('encoding-type') ?? undefined,
    IsTruncated: page.isTruncated,
    Contents: page.objects.map((object) => contents(object, encoded)),
    CommonPrefixes: page.commonPrefixes.map((commonPrefix) => ({ Prefix: encoded(commonPrefix) })),
  };
  return { page, echo, encoded };
}

function contents({ key, modifiedAt, etag, sizeBytes }: ListedObject, encoded: (key: string) => string): XmlElements {
  return { Key: encoded(key), LastModified: modifiedAt.toISOString(), ETag: `"${etag}"`, Size: sizeBytes, StorageClass: 'STANDARD' };
}

/** Keys may be asked for in the encoding of URLs: XML cannot say every character. */
function encoder(encodingType: string | null): (key: string) => string {
  if (encodingType === null) return (key) => key;
  if (encodingType !== 'url') throw invalidArgument('Invalid Encoding Method specified in Request', 'encoding-type', encodingType);
  return (key) => encodeURIComponent(key).replaceAll('%2F', '/');
}

function maxKeysOf(text: string | null): number {
  if (text === null || text === '') return MAX_KEYS;
  const maxKeys = Number(text);
  if (!Number.isInteger(maxKeys) || maxKeys < 0 || maxKeys > 2_147_483_647) throw invalidArgument('Argument maxKeys must be an integer between 0 and 2147483647', 'maxKeys', text);
  return maxKeys;
}

function keyOfToken(token: string): string {
  const key = Buffer.from(token, 'base64url').toString('utf8');
  if (token === '' || Buffer.from(key).toString('base64url') !== token) throw invalidArgument('The continuation token provided is incorrect', 'continuation-token', token);
  return key;
}
