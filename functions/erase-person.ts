import { z } from 'zod';
import { NotFoundError } from '../domain/errors.ts';
import type { Erasure } from '../domain/erasure/erasure.ts';
import { SfnWorkflow } from './shared/adapters/sfn-workflow.ts';
import { createSfnClient } from './shared/aws-clients.ts';
import { NameSchema, readEnvironment } from './shared/environment.ts';
import { createErasureParts } from './shared/erasure-environment.ts';
import { ErasureBodySchema } from './shared/evidence-schemas.ts';
import { apiHandler, apiReader, type ApiHandler } from './shared/http/api-handler.ts';
import { idempotencyKeyOf } from './shared/http/idempotency-key.ts';
import { pathParameterOf } from './shared/http/request.ts';
import { ErasureRequests } from './shared/logic/erasure-requests.ts';

const RETRY_AFTER_SECONDS = 3;

const { ERASE_PERSON_ARN } = readEnvironment({ ERASE_PERSON_ARN: NameSchema });
const { records, erasures } = createErasureParts();
const requests = new ErasureRequests({ erasures, records, workflow: new SfnWorkflow(createSfnClient(), ERASE_PERSON_ARN), now: () => new Date() });

/** `POST /erasures`: everything that tells of a person, but for what has to stay to show that nothing else was changed. */
const startHandler = apiHandler({ groups: ['admin'], body: ErasureBodySchema, audit: { action: 'ErasePerson', target: () => null } }, async ({ event, caller, body }) => {
  const erasure = await requests.start(body, caller.sub, idempotencyKeyOf(event));
  return { statusCode: 202, headers: { Location: `/api/erasures/${erasure.erasureId}`, 'Retry-After': String(RETRY_AFTER_SECONDS) }, body: toView(erasure), auditTarget: erasure.erasureId };
});

/** `GET /erasures/{id}`: how far it is, and its signed receipt. */
const readHandler = apiReader({ groups: ['admin', 'auditor'], query: z.object({}), audit: { action: 'ReadErasure', target: ({ event }) => pathParameterOf(event, 'id') } }, async ({ event }) => {
  const erasure = await erasures.find(pathParameterOf(event, 'id'));
  if (erasure === null) throw new NotFoundError('There is no such erasure.');
  return { statusCode: 200, body: toView(erasure) };
});

export const handler: ApiHandler = async (event, context) => (event.httpMethod === 'POST' ? startHandler : readHandler)(event, context);

function toView({ erasureId, state, subject, requestedBy, requestedAt, receipt, signature }: Erasure): Erasure {
  return { erasureId, state, subject, requestedBy, requestedAt, receipt, signature };
}
