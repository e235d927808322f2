import { createDocumentClient } from './shared/aws-clients.ts';
import { readEnvironment } from './shared/environment.ts';
import { apiHandler } from './shared/http/api-handler.ts';
import { changePolicy } from './shared/logic/policy-changes.ts';
import { PolicyBodySchema } from './shared/policy-body.ts';
import { POLICIES_ENVIRONMENT, policiesOf } from './shared/policy-environment.ts';

const policies = policiesOf(createDocumentClient(), readEnvironment(POLICIES_ENVIRONMENT));

/** `PUT /policy`: the next frame is judged by these rules. */
export const handler = apiHandler({ groups: ['admin'], body: PolicyBodySchema, audit: { action: 'PutPolicy', target: () => null } }, async ({ caller, body }) => {
  const policy = await changePolicy(policies, { ...body, createdBy: caller.sub, createdAt: new Date().toISOString() });
  return { statusCode: 200, body: policy, auditTarget: policy.version };
});
