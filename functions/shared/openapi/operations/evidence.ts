import { ErasureBodySchema, ExportQuerySchema, HoldBodySchema } from '../../evidence-schemas.ts';
import { GROUPS } from '../../http/request.ts';
import type { Operation } from '../operation.ts';
import { ErasureSchema, ExportUnderWaySchema, HoldSchema, SigningKeySchema } from '../schemas/evidence.ts';

const tag = 'Evidence';
const HOLDERS = ['auditor', 'admin'] as const;

export const EVIDENCE_OPERATIONS: readonly Operation[] = [
  {
    method: 'get',
    path: '/sessions/{id}/export',
    operationId: 'exportSession',
    tag,
    summary: 'Answers everything on record of a session in one signed file of JSON lines.',
    groups: ['auditor', 'candidate'],
    description: 'A candidate gets their own, without reviews and histories. `npm run verify-export -- FILE` checks it offline.',
    query: ExportQuerySchema,
    answers: {
      200: { description: 'The export.', contentType: 'application/x-ndjson', headers: ['Content-Disposition'] },
      201: { description: 'It is where Location and `url` say, for some minutes: with redirect=false, for a page may not read where a redirect leads.', schema: ExportUnderWaySchema, headers: ['Location'] },
      202: { description: 'It is being written: ask again, where Location says.', schema: ExportUnderWaySchema, headers: ['Location', 'Retry-After'] },
      303: { description: 'It is where Location says, for some minutes.', schema: ExportUnderWaySchema, headers: ['Location'] },
    },
    errors: ['NOT_FOUND'],
  },
  { method: 'get', path: '/signing-key', operationId: 'getSigningKey', tag, summary: 'Answers the public key that exports and receipts are verified by.', groups: GROUPS, answers: { 200: { description: 'The key.', schema: SigningKeySchema } } },
  {
    method: 'put',
    path: '/sessions/{id}/hold',
    operationId: 'holdSession',
    tag,
    summary: 'Suspends the retention of a session and of all that belongs to it.',
    groups: HOLDERS,
    body: HoldBodySchema,
    answers: { 200: { description: 'It is held.', schema: HoldSchema }, 202: { description: 'It is being held.', schema: HoldSchema, headers: ['Location', 'Retry-After'] } },
    errors: ['NOT_FOUND'],
  },
  { method: 'get', path: '/sessions/{id}/hold', operationId: 'getHold', tag, summary: 'Answers whether a session is held.', groups: HOLDERS, answers: { 200: { description: 'Its hold.', schema: HoldSchema } }, errors: ['NOT_FOUND'] },
  {
    method: 'delete',
    path: '/sessions/{id}/hold',
    operationId: 'releaseSession',
    tag,
    summary: "Lifts a session's hold: its retention counts again, from when it always did.",
    groups: HOLDERS,
    answers: { 200: { description: 'It is not held.', schema: HoldSchema }, 202: { description: 'It is being released.', schema: HoldSchema, headers: ['Location', 'Retry-After'] } },
    errors: ['NOT_FOUND'],
  },
  {
    method: 'post',
    path: '/erasures',
    operationId: 'erasePerson',
    tag,
    summary: 'Erases a person: faces, photos, frames, and what records tell of them. Chains stay verifiable.',
    groups: ['admin'],
    isIdempotent: true,
    body: ErasureBodySchema,
    answers: { 202: { description: 'It has begun.', schema: ErasureSchema, headers: ['Location', 'Retry-After'] } },
    errors: ['NOT_FOUND', 'LEGAL_HOLD', 'IDEMPOTENCY_KEY_REUSED'],
  },
  { method: 'get', path: '/erasures/{id}', operationId: 'getErasure', tag, summary: 'Answers how far an erasure is, and its signed receipt.', groups: ['admin', 'auditor'], answers: { 200: { description: 'The erasure.', schema: ErasureSchema } }, errors: ['NOT_FOUND'] },
];
