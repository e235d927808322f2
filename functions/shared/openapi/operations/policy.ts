import { GROUPS } from '../../http/request.ts';
import { PageQuerySchema } from '../../list-schemas.ts';
import { PolicyBodySchema, PreviewBodySchema } from '../../policy-body.ts';
import type { Operation } from '../operation.ts';
import { pageOf } from '../schemas/common.ts';
import { LabelSchema, PolicySchema, PolicyVersionSchema, PreviewSchema } from '../schemas/policy.ts';

const tag = 'Policy';

export const POLICY_OPERATIONS: readonly Operation[] = [
  {
    method: 'get',
    path: '/policy',
    operationId: 'getPolicy',
    tag,
    summary: 'Answers the policy in force.',
    groups: GROUPS,
    answers: { 200: { description: 'The policy.', schema: PolicySchema } },
  },
  {
    method: 'put',
    path: '/policy',
    operationId: 'putPolicy',
    tag,
    summary: 'Puts other rules in force: the next frame is judged by them.',
    groups: ['admin'],
    body: PolicyBodySchema,
    answers: { 200: { description: 'The policy.', schema: PolicySchema } },
    errors: ['POLICY_CHANGED'],
  },
  {
    method: 'get',
    path: '/policy/versions',
    operationId: 'listPolicyVersions',
    tag,
    summary: 'Lists the policies that were put in force, newest first.',
    groups: ['admin', 'auditor'],
    query: PageQuerySchema,
    answers: { 200: { description: 'A page.', schema: pageOf(PolicyVersionSchema) } },
  },
  {
    method: 'post',
    path: '/policy/preview',
    operationId: 'previewPolicy',
    tag,
    summary: 'Answers what other rules would have made of recorded sessions. Nothing is kept of it.',
    groups: ['admin'],
    body: PreviewBodySchema,
    answers: { 200: { description: 'The differences, session by session.', schema: PreviewSchema } },
    errors: ['NOT_FOUND'],
  },
  {
    method: 'get',
    path: '/labels',
    operationId: 'listLabels',
    tag,
    summary: "Lists labels to choose a policy's objects from; any other of Rekognition's may be named, too.",
    groups: GROUPS,
    answers: { 200: { description: 'All of them.', schema: pageOf(LabelSchema) } },
  },
];
