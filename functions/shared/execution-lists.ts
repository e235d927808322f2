import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { z } from 'zod';
import { DynamoDbExecutions } from './adapters/dynamodb-executions.ts';
import { DynamoDbVerdictStore } from './adapters/dynamodb-verdict-store.ts';
import type { ExecutionIndexes } from './adapters/execution-query.ts';
import { SfnStandardExecutions } from './adapters/sfn-standard-executions.ts';
import { createSfnClient } from './aws-clients.ts';
import { NameSchema } from './environment.ts';
import { UnclosedExecutions } from './logic/unclosed-executions.ts';

/** The environment of functions that list executions, or verdicts by them. */
export const EXECUTION_LISTS_ENVIRONMENT = {
  EXECUTIONS_TABLE: NameSchema,
  EXECUTIONS_BY_TIME_INDEX: NameSchema,
  EXECUTIONS_BY_OUTCOME_INDEX: NameSchema,
  EXECUTIONS_BY_OWNER_INDEX: NameSchema,
  EXECUTIONS_BY_SESSION_INDEX: NameSchema,
  VERDICTS_TABLE: NameSchema,
  VERDICTS_BY_ID_INDEX: NameSchema,
  SESSIONS_TABLE: NameSchema,
  SESSIONS_BY_EMAIL_INDEX: NameSchema,
} as const;

/** Executions, their indexes, and what closes those that nobody else will. */
export function executionListsOf(environment: z.infer<z.ZodObject<typeof EXECUTION_LISTS_ENVIRONMENT>>, documents: DynamoDBDocumentClient): { executions: DynamoDbExecutions; indexes: ExecutionIndexes; unclosed: UnclosedExecutions } {
  const indexes = {
    byTime: environment.EXECUTIONS_BY_TIME_INDEX,
    byOutcome: environment.EXECUTIONS_BY_OUTCOME_INDEX,
    byOwner: environment.EXECUTIONS_BY_OWNER_INDEX,
    bySession: environment.EXECUTIONS_BY_SESSION_INDEX,
  };
  const executions = new DynamoDbExecutions(documents, environment.EXECUTIONS_TABLE, { indexes });
  const unclosed = new UnclosedExecutions({
    executions,
    verdicts: new DynamoDbVerdictStore(documents, environment.VERDICTS_TABLE, environment.VERDICTS_BY_ID_INDEX),
    standardExecutions: new SfnStandardExecutions(createSfnClient()),
    now: () => new Date(),
  });
  return { executions, indexes, unclosed };
}
