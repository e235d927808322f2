import type { ServerResponse } from 'node:http';
import { admitSigner } from '../access/authorise.ts';
import { checkForm } from '../access/post-form.ts';
import { invalidArgument } from '../errors.ts';
import { answerEmpty, answerXml } from '../protocol/answer.ts';
import { metadataOf } from '../protocol/object-headers.ts';
import { checksumsOf } from '../protocol/request-body.ts';
import { readForm } from '../protocol/upload-form.ts';
import type { Operation } from './context.ts';
import { checkedDocument } from './object-tagging.ts';

/** The upload of a form: what it may write, how much and until when is in its policy. */
export const postObject: Operation = async ({ store, onObjectCreated, credentials, now }, request, response) => {
  const { bucket, http } = request;
  store.buckets.mustExist(bucket);
  const { fields, file, fileName } = await readForm(http);
  const key = fields.get('key')?.replaceAll('${filename}', () => fileName);
  if (key === undefined) throw invalidArgument('Bucket POST must contain a field named \'key\'.  If it is specified, please check the order of the fields.', 'key', '');
  if (key === '') throw invalidArgument('User key must have a length greater than 0.', 'key', '');
  fields.set('key', key).set('bucket', bucket);
  const { signer, policy: { minBytes, maxBytes } } = checkForm(fields, credentials, now());
  admitSigner(signer, request);
  const headers = Object.fromEntries(fields);
  const tagging = fields.get('tagging');
  const written = await store.put(bucket, key, file, { metadata: metadataOf(headers), tagging: tagging === undefined ? null : checkedDocument(tagging), minBytes, maxBytes, ...checksumsOf(headers) });
  onObjectCreated({ bucket, key, ...written, reason: 'POST Object' });
  answer(response, fields, { key, bucket, etag: `"${written.etag}"`, location: `http://${http.headers.host ?? ''}/${bucket}/${encodeURIComponent(key)}` });
};

function answer(response: ServerResponse, fields: ReadonlyMap<string, string>, { key, bucket, etag, location }: Record<'key' | 'bucket' | 'etag' | 'location', string>): void {
  const redirect = fields.get('success_action_redirect') ?? fields.get('redirect') ?? '';
  const status = fields.get('success_action_status') ?? '204';
  if (/^https?:/.test(redirect) && URL.canParse(redirect)) {
    const target = new URL(redirect);
    for (const [name, value] of Object.entries({ bucket, key, etag })) target.searchParams.append(name, value);
    answerEmpty(response, 303, { etag, location: target.href });
  } else if (status === '201') {
    answerXml(response, 'PostResponse', { Location: location, Bucket: bucket, Key: key, ETag: etag }, 201, { etag, location });
  } else {
    answerEmpty(response, status === '200' ? 200 : 204, { etag, location });
  }
}
