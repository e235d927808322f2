import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import { S3Error } from '../errors.ts';
import { answerXml } from '../protocol/answer.ts';
import { documentOf } from '../protocol/request-body.ts';
import type { XmlElements } from '../protocol/xml.ts';
import { readXml } from '../protocol/xml.ts';
import type { Operation } from './context.ts';

const Document = z.object({
  Object: z.array(z.object({ Key: z.tuple([z.string()]) })).min(1).max(1_000),
  Quiet: z.tuple([z.string()]).optional(),
});
/** So many are deleted before others get their turn. */
const DELETED_AT_ONCE = 50;

/** Deletes up to a thousand objects; what cannot be deleted is named in the answer. */
export const deleteObjects: Operation = async ({ store }, request, response) => {
  const { bucket } = request;
  store.buckets.mustExist(bucket);
  const { Object: objects, Quiet: quiet } = readXml(await documentOf(request), 'Delete', Document);
  const deleted: XmlElements[] = [];
  const errors: XmlElements[] = [];
  for (const [index, { Key: [Key] }] of objects.entries()) {
    if (index % DELETED_AT_ONCE === DELETED_AT_ONCE - 1) await setImmediate();
    try {
      store.delete(bucket, Key);
      deleted.push({ Key });
    } catch (error) {
      if (!(error instanceof S3Error)) throw error;
      errors.push({ Key, Code: error.code, Message: error.message });
    }
  }
  answerXml(response, 'DeleteResult', { Deleted: quiet?.[0] === 'true' ? [] : deleted, Error: errors });
};
