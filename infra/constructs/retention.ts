import { Duration } from 'aws-cdk-lib';
import { Grant } from 'aws-cdk-lib/aws-iam';
import { StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { CONFIG } from '../config.ts';
import { grantAuditLog } from '../grant-audit-log.ts';
import { grantObjects } from '../grant-objects.ts';
import { Handler } from './handler.ts';
import type { Parts } from './parts.ts';
import { INDEX } from './tables.ts';
import { Workflow } from './workflow.ts';

/** Legal holds, which suspend the retention of a session and of all that belongs to it. */
export class Retention extends Construct {
  readonly #parts: Parts;

  constructor(scope: Construct, id: string, parts: Parts) {
    super(scope, id);
    this.#parts = parts;
    const { api, tables } = parts;
    const holdSession = new Workflow(this, 'HoldSessionWorkflow', {
      definition: 'hold-session',
      type: StateMachineType.STANDARD,
      comment: 'Applies a legal hold, or its end, to all that belongs to a session.',
      functions: { ApplyHoldArn: this.#applier() },
      substitutions: {},
    });
    const handler = new Handler(this, 'HoldSession', {
      description: 'Sets and lifts legal holds.',
      timeout: CONFIG.readTimeout,
      environment: { SESSIONS_TABLE: tables.sessions.tableName, HOLD_SESSION_ARN: holdSession.stateMachine.stateMachineArn },
    });
    Grant.addToPrincipal({ grantee: handler, actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'], resourceArns: [tables.sessions.tableArn] });
    holdSession.stateMachine.grantStartExecution(handler);
    grantAuditLog(handler, tables);
    for (const method of ['GET', 'PUT', 'DELETE'] as const) api.addRoute(method, '/sessions/{id}/hold', handler);
  }

  #applier(): Handler {
    const { tables, buckets } = this.#parts;
    const handler = new Handler(this, 'ApplyHold', {
      description: 'Applies a legal hold, or its end, to a part of what belongs to a session.',
      timeout: Duration.minutes(1),
      environment: {
        SESSIONS_TABLE: tables.sessions.tableName,
        VERDICTS_TABLE: tables.verdicts.tableName,
        REVIEWS_TABLE: tables.reviews.tableName,
        EXECUTIONS_TABLE: tables.executions.tableName,
        EXECUTIONS_BY_SESSION_INDEX: INDEX.executionsBySession,
        FRAMES_BUCKET: buckets.frames.bucketName,
      },
    });
    Grant.addToPrincipal({ grantee: handler, actions: ['dynamodb:GetItem'], resourceArns: [tables.sessions.tableArn] });
    Grant.addToPrincipal({ grantee: handler, actions: ['dynamodb:Query'], resourceArns: [tables.verdicts.tableArn, tables.reviews.tableArn, `${tables.executions.tableArn}/index/${INDEX.executionsBySession}`] });
    Grant.addToPrincipal({ grantee: handler, actions: ['dynamodb:UpdateItem'], resourceArns: [tables.sessions.tableArn, tables.verdicts.tableArn, tables.reviews.tableArn, tables.executions.tableArn] });
    Grant.addToPrincipal({ grantee: handler, actions: ['s3:ListBucket'], resourceArns: [buckets.frames.bucketArn] });
    grantObjects(handler, buckets.frames, 'frames/', 's3:PutObjectTagging');
    return handler;
  }
}
