import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import { S3Error } from '../errors.ts';
import { answerEmpty, answerXml } from '../protocol/answer.ts';
import { documentOf } from '../protocol/request-body.ts';
import { headerOf } from '../protocol/s3-request.ts';
import { readXml, writeXml } from '../protocol/xml.ts';
import type { Operation } from './context.ts';

const MAX_TAGS = 10;
const TagSchema = z.object({ Key: z.tuple([z.string().min(1).max(128)]), Value: z.tuple([z.string().max(256)]) }).transform(({ Key, Value }) => ({ Key: Key[0], Value: Value[0] }));
/** A set without tags has no elements, and so counts as text. */
const TagSetSchema = z.union([z.object({ Tag: z.array(TagSchema) }).transform(({ Tag }) => Tag), z.string().transform(() => [])]);
const Document = z.object({ TagSet: z.tuple([TagSetSchema]) }).transform(({ TagSet }) => TagSet[0]);

export const getObjectTagging: Operation = ({ store }, { bucket, key }, response) => {
  const document = store.tagging(bucket, key);
  const tags = document === null ? [] : readXml(document, 'Tagging', Document);
  answerXml(response, 'Tagging', { TagSet: { Tag: tags } });
};

export const putObjectTagging: Operation = async ({ store }, request, response) => {
  await store.putTagging(request.bucket, request.key, checkedDocument(await documentOf(request)));
  answerEmpty(response, 200);
};

export const deleteObjectTagging: Operation = async ({ store }, { bucket, key }, response) => {
  await store.putTagging(bucket, key, null);
  answerEmpty(response, 204);
};

/** A document of tags as it is kept. @throws S3Error MalformedXML, InvalidTag */
export function checkedDocument(text: string): string {
  return toDocument(readXml(text, 'Tagging', Document));
}

/** The document of the tags that an object is written with: `x-amz-tagging: retention=standard`. Null where it has none. */
export function taggingOf(headers: IncomingHttpHeaders): string | null {
  const text = headerOf(headers, 'x-amz-tagging');
  if (text === undefined || text === '') return null;
  const tags = [...new URLSearchParams(text)].map(([Key, Value]) => ({ Key: [Key], Value: [Value] }));
  const checked = z.array(TagSchema).safeParse(tags);
  if (!checked.success) throw new S3Error('InvalidArgument', "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.");
  return toDocument(checked.data);
}

function toDocument(tags: z.infer<typeof TagSchema>[]): string {
  if (tags.length > MAX_TAGS) throw new S3Error('InvalidTag', `Object tags cannot be greater than ${MAX_TAGS}`);
  if (new Set(tags.map(({ Key }) => Key)).size < tags.length) throw new S3Error('InvalidTag', 'Cannot provide multiple Tags with the same key');
  return writeXml('Tagging', { TagSet: { Tag: tags } });
}
