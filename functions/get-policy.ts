import { z } from 'zod';
import { readEnvironment } from './shared/environment.ts';
import { apiReader } from './shared/http/api-handler.ts';
import { GROUPS } from './shared/http/request.ts';
import { POLICY_ENVIRONMENT, policyOf } from './shared/policy-environment.ts';

const policy = policyOf(readEnvironment(POLICY_ENVIRONMENT));

/** `GET /policy`: what frames are judged by at this moment. */
export const handler = apiReader({ groups: GROUPS, query: z.object({}) }, async () => Promise.resolve({ statusCode: 200, body: policy }));
