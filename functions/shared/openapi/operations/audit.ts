import { AuditQuerySchema, ExecutionsQuerySchema } from '../../list-schemas.ts';
import type { Operation } from '../operation.ts';
import { AuditEntrySchema, ExecutionSchema, HistoryEventSchema } from '../schemas/audit.ts';
import { pageOf } from '../schemas/common.ts';

const tag = 'Audit';
const groups = ['auditor'] as const;
const NAME = { name: 'The verdictId or registrationId.' };

export const AUDIT_OPERATIONS: readonly Operation[] = [
  {
    method: 'get',
    path: '/executions',
    operationId: 'listExecutions',
    tag,
    summary: 'Lists executions of every state machine, newest first, failures included.',
    groups,
    query: ExecutionsQuerySchema,
    answers: { 200: { description: 'A page.', schema: pageOf(ExecutionSchema) } },
  },
  {
    method: 'get',
    path: '/executions/{name}',
    operationId: 'getExecution',
    pathParameters: NAME,
    tag,
    summary: 'Answers an execution.',
    groups,
    answers: { 200: { description: 'The execution.', schema: ExecutionSchema } },
    errors: ['NOT_FOUND'],
  },
  {
    method: 'get',
    path: '/executions/{name}/history',
    operationId: 'getExecutionHistory',
    pathParameters: NAME,
    tag,
    summary: "Lists an execution's events, first to last.",
    groups,
    answers: { 200: { description: 'A page.', schema: pageOf(HistoryEventSchema) } },
    errors: ['NOT_FOUND'],
  },
  {
    method: 'get',
    path: '/audit',
    operationId: 'listAuditLog',
    tag,
    summary: 'Lists who read or changed what, newest first.',
    groups,
    query: AuditQuerySchema,
    answers: { 200: { description: 'A page.', schema: pageOf(AuditEntrySchema) } },
  },
];
