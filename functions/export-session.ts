import { InvokeCommand } from '@aws-sdk/client-lambda';
import { z } from 'zod';
import { NotFoundError } from '../domain/errors.ts';
import { EXPORT_MEDIA_TYPE } from '../domain/export/export-record.ts';
import { createLambdaClient } from './shared/aws-clients.ts';
import { NameSchema, readEnvironment } from './shared/environment.ts';
import { ExportQuerySchema } from './shared/evidence-schemas.ts';
import { createExportParts } from './shared/export-environment.ts';
import { apiReader, type ApiHandler } from './shared/http/api-handler.ts';
import { GROUPS, pathParameterOf, type ApiAnswer } from './shared/http/request.ts';
import { ExportRequests, fileNameOf, type ExportAnswer, type ExportOrder } from './shared/logic/export-requests.ts';
import { SessionFollower } from './shared/logic/session-follower.ts';
import { toSession } from './shared/session-view.ts';

/** What cannot be answered in the rest of the time is written for later. */
const ANSWER_RESERVE_MS = 12_000;
const RETRY_AFTER_SECONDS = 3;

const { WRITE_EXPORT_FUNCTION } = readEnvironment({ WRITE_EXPORT_FUNCTION: NameSchema });
const { sessions, chain, reviews, signer, keyId, sessionExport, store, now } = createExportParts();
const follower = new SessionFollower({ sessions, chain });
const lambda = createLambdaClient();

const order = async (exportOrder: ExportOrder): Promise<void> => {
  await lambda.send(new InvokeCommand({ FunctionName: WRITE_EXPORT_FUNCTION, InvocationType: 'Event', Payload: JSON.stringify(exportOrder) }));
};
const requests = new ExportRequests({ sessionExport, store, reviews, order, now });

/** `GET /sessions/{id}/export`: everything on record of a session, signed; to its own candidate without what is auditors' business. */
const exportHandler = apiReader(
  { groups: ['auditor', 'candidate'], query: ExportQuerySchema, audit: { action: 'ExportSession', target: ({ event }) => pathParameterOf(event, 'id') } },
  async ({ event, context, caller, query: { frames, redirect, edition = null } }) => {
    const hasTime = (): boolean => context.getRemainingTimeInMillis() > ANSWER_RESERVE_MS;
    const found = await sessions.find(pathParameterOf(event, 'id'));
    const isAuditor = caller.groups.includes('auditor');
    if (found === null || !(isAuditor || found.candidate.sub === caller.sub)) throw new NotFoundError('There is no such session.');
    const session = toSession(await follower.catchUp(found, hasTime), { caller, now: now() });
    return toApiAnswer(await requests.answer(session, { frames, audience: isAuditor ? 'auditor' : 'candidate' }, edition, hasTime), { sessionId: session.sessionId, frames, redirect });
  },
);

/** `GET /signing-key`: the public key, by which exports are verified. It is no secret, and not about anybody. */
const keyHandler = apiReader({ groups: GROUPS, query: z.object({}) }, async () => {
  const publicKey = await signer.publicKey();
  return { statusCode: 200, body: { keyId, algorithm: 'ECDSA_SHA_256', publicKey, pem: toPem(publicKey) } };
});

export const handler: ApiHandler = async (event, context) => (event.resource === '/signing-key' ? keyHandler : exportHandler)(event, context);

function toApiAnswer(answer: ExportAnswer, { sessionId, frames, redirect }: { sessionId: string; frames: string; redirect: boolean }): ApiAnswer {
  switch (answer.kind) {
    case 'inline':
      return { statusCode: 200, headers: { 'Content-Type': EXPORT_MEDIA_TYPE, 'Content-Disposition': `attachment; filename="${fileNameOf(sessionId)}"` }, body: answer.text };
    case 'link':
      return { statusCode: redirect ? 303 : 201, headers: { Location: answer.url }, body: { status: 'READY', ...(redirect ? {} : { url: answer.url }) } };
    case 'under-way':
      return {
        statusCode: 202,
        headers: { Location: `/api/sessions/${encodeURIComponent(sessionId)}/export?frames=${frames}&edition=${answer.edition}${redirect ? '' : '&redirect=false'}`, 'Retry-After': String(RETRY_AFTER_SECONDS) },
        body: { status: 'RUNNING', edition: answer.edition },
      };
  }
}

/** Source of the form: RFC 7468, section 13. */
function toPem(publicKey: string): string {
  return `-----BEGIN PUBLIC KEY-----\n${publicKey.replaceAll(/.{1,64}/g, '$&\n')}-----END PUBLIC KEY-----\n`;
}
