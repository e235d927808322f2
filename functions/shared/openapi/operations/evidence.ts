import { GROUPS } from '../../http/request.ts';
import { ExportQuerySchema } from '../../list-schemas.ts';
import type { Operation } from '../operation.ts';
import { ExportUnderWaySchema, SigningKeySchema } from '../schemas/evidence.ts';

const tag = 'Evidence';

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
      202: { description: 'It is being written: ask again, where Location says.', schema: ExportUnderWaySchema, headers: ['Location', 'Retry-After'] },
      303: { description: 'It is where Location says, for some minutes.', schema: ExportUnderWaySchema, headers: ['Location'] },
    },
    errors: ['NOT_FOUND'],
  },
  { method: 'get', path: '/signing-key', operationId: 'getSigningKey', tag, summary: 'Answers the public key that exports and receipts are verified by.', groups: GROUPS, answers: { 200: { description: 'The key.', schema: SigningKeySchema } } },
];
