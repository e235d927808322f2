import { z } from 'zod';
import { KNOWN_LABELS } from '../domain/labels.ts';
import { rulesOf } from '../domain/policy.ts';
import { createDocumentClient } from './shared/aws-clients.ts';
import { readEnvironment } from './shared/environment.ts';
import { apiReader, type ApiHandler } from './shared/http/api-handler.ts';
import { GROUPS } from './shared/http/request.ts';
import { POLICIES_ENVIRONMENT, policiesOf } from './shared/policy-environment.ts';

const policies = policiesOf(createDocumentClient(), readEnvironment(POLICIES_ENVIRONMENT));

/** `GET /policy`: what frames are judged by at this moment. */
const policyHandler = apiReader({ groups: GROUPS, query: z.object({}) }, async () => ({ statusCode: 200, body: await policies.current() }));

/** `GET /policy/versions`: what was put in force, when and by whom, newest first. */
const versionsHandler = apiReader({ groups: ['admin', 'auditor'], query: z.object({ cursor: z.string().optional() }) }, async ({ query }) => {
  const { items, nextCursor } = await policies.list(query.cursor ?? null);
  const versions = items.map(({ revision, policy, createdAt, createdBy }) => ({ revision, version: policy.version, createdAt, createdBy, rules: rulesOf(policy) }));
  return { statusCode: 200, body: { items: versions, nextCursor } };
});

/** `GET /labels`: names to choose a policy's objects from. Rekognition knows more, and a policy may name any of its labels. */
const labelsHandler = apiReader({ groups: GROUPS, query: z.object({}) }, () => Promise.resolve({ statusCode: 200, body: { items: KNOWN_LABELS, nextCursor: null } }));

const HANDLERS: Readonly<Record<string, ApiHandler>> = { '/policy/versions': versionsHandler, '/labels': labelsHandler };

/** All that is read of policies. */
export const handler: ApiHandler = async (event, context) => (HANDLERS[event.resource] ?? policyHandler)(event, context);
