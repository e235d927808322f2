import { Grant, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { CONFIG } from '../config.ts';
import { grantAuditLog } from '../grant-audit-log.ts';
import { grantExecutions } from '../grant-executions.ts';
import { Handler } from './handler.ts';
import type { Parts } from './parts.ts';
import { INDEX } from './tables.ts';
import type { Workflow } from './workflow.ts';

/** What auditors look things up by: lists of executions and verdicts, histories, reviews, and who has read or changed what. */
export class AuditApi extends Construct {
  readonly #parts: Parts & { registerBulk: Workflow };

  constructor(scope: Construct, id: string, parts: Parts & { registerBulk: Workflow }) {
    super(scope, id);
    this.#parts = parts;
    const { api } = parts;
    const readExecutions = this.#readExecutions();
    api.addRoute('GET', '/executions', readExecutions);
    api.addRoute('GET', '/executions/{name}', readExecutions);
    api.addRoute('GET', '/executions/{name}/history', this.#getExecutionHistory());
    api.addRoute('GET', '/verdicts', this.#listVerdicts());
    const readReviews = this.#readReviews();
    api.addRoute('GET', '/verdicts/{id}/review', readReviews);
    api.addRoute('GET', '/sessions/{id}/reviews', readReviews);
    api.addRoute('PUT', '/verdicts/{id}/review', this.#putReview());
    api.addRoute('GET', '/audit', this.#listAudit());
  }

  /** Its function's acts are entered into the audit log. */
  #audited(id: string, description: string, environment: Record<string, string>): Handler {
    const handler = new Handler(this, id, { description, timeout: CONFIG.readTimeout, environment });
    grantAuditLog(handler, this.#parts.tables);
    return handler;
  }

  #readExecutions(): Handler {
    const handler = this.#audited('ReadExecutions', 'Lists executions, newest first, and closes those that nobody else will.', {});
    this.#allowExecutionLists(handler);
    return handler;
  }

  #getExecutionHistory(): Handler {
    const { tables, verifyFrame, registerFace, registerBulk } = this.#parts;
    const handler = this.#audited('GetExecutionHistory', "Answers an execution's history.", { EXECUTIONS_TABLE: tables.executions.tableName, VERIFY_FRAME_LOG_GROUP: verifyFrame.logGroup.logGroupName });
    Grant.addToPrincipal({ grantee: handler, actions: ['dynamodb:GetItem'], resourceArns: [tables.executions.tableArn] });
    Grant.addToPrincipal({ grantee: handler, actions: ['logs:FilterLogEvents'], resourceArns: [verifyFrame.logGroup.logGroupArn] });
    for (const { stateMachine } of [registerFace, registerBulk]) grantExecutions(handler, stateMachine, 'states:GetExecutionHistory');
    return handler;
  }

  #listVerdicts(): Handler {
    const { verdicts, reviews } = this.#parts.tables;
    const handler = this.#audited('ListVerdicts', 'Lists recorded verdicts, newest first.', { VERDICTS_TO_REVIEW_INDEX: INDEX.verdictsToReview, REVIEWS_TABLE: reviews.tableName });
    this.#allowExecutionLists(handler);
    Grant.addToPrincipal({ grantee: handler, actions: ['dynamodb:Query'], resourceArns: [verdicts.tableArn, `${verdicts.tableArn}/index/${INDEX.verdictsToReview}`, reviews.tableArn] });
    Grant.addToPrincipal({ grantee: handler, actions: ['dynamodb:BatchGetItem'], resourceArns: [verdicts.tableArn, reviews.tableArn] });
    return handler;
  }

  #readReviews(): Handler {
    const { executions, sessions, reviews } = this.#parts.tables;
    const handler = this.#audited('ReadReviews', 'Answers what auditors made of verdicts.', { EXECUTIONS_TABLE: executions.tableName, SESSIONS_TABLE: sessions.tableName, REVIEWS_TABLE: reviews.tableName });
    Grant.addToPrincipal({ grantee: handler, actions: ['dynamodb:GetItem'], resourceArns: [executions.tableArn, sessions.tableArn, reviews.tableArn] });
    Grant.addToPrincipal({ grantee: handler, actions: ['dynamodb:Query'], resourceArns: [reviews.tableArn] });
    return handler;
  }

  #putReview(): Handler {
    const { executions, verdicts, reviews } = this.#parts.tables;
    const handler = this.#audited('PutReview', 'Takes what an auditor makes of a verdict.', {
      EXECUTIONS_TABLE: executions.tableName,
      VERDICTS_TABLE: verdicts.tableName,
      VERDICTS_BY_ID_INDEX: INDEX.verdictsById,
      REVIEWS_TABLE: reviews.tableName,
    });
    Grant.addToPrincipal({ grantee: handler, actions: ['dynamodb:GetItem'], resourceArns: [executions.tableArn, verdicts.tableArn, reviews.tableArn] });
    Grant.addToPrincipal({ grantee: handler, actions: ['dynamodb:Query'], resourceArns: [`${verdicts.tableArn}/index/${INDEX.verdictsById}`] });
    Grant.addToPrincipal({ grantee: handler, actions: ['dynamodb:PutItem'], resourceArns: [reviews.tableArn] });
    this.#allowMarkingReviewed(handler);
    return handler;
  }

  /** No other attribute of a verdict may be written, nor read by writing. */
  #allowMarkingReviewed(handler: Handler): void {
    const { verdicts } = this.#parts.tables;
    handler.addToRolePolicy(
      new PolicyStatement({
        actions: ['dynamodb:UpdateItem'],
        resources: [verdicts.tableArn],
        conditions: { 'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['sessionId', 'sequence', 'verdictId', 'reviewPartition'] }, 'StringEqualsIfExists': { 'dynamodb:ReturnValues': 'NONE' } },
      }),
    );
  }

  #listAudit(): Handler {
    const { auditLog } = this.#parts.tables;
    const handler = this.#audited('ListAudit', 'Lists who read or changed what.', {});
    Grant.addToPrincipal({ grantee: handler, actions: ['dynamodb:Query'], resourceArns: [auditLog.tableArn] });
    return handler;
  }

  /** To list executions, once those that are over have been closed. */
  #allowExecutionLists(handler: Handler): void {
    const { executions, verdicts, sessions } = this.#parts.tables;
    const environment = {
      EXECUTIONS_TABLE: executions.tableName,
      EXECUTIONS_BY_TIME_INDEX: INDEX.executionsByTime,
      EXECUTIONS_BY_OUTCOME_INDEX: INDEX.executionsByOutcome,
      EXECUTIONS_BY_OWNER_INDEX: INDEX.executionsByOwner,
      EXECUTIONS_BY_SESSION_INDEX: INDEX.executionsBySession,
      VERDICTS_TABLE: verdicts.tableName,
      VERDICTS_BY_ID_INDEX: INDEX.verdictsById,
      SESSIONS_TABLE: sessions.tableName,
      SESSIONS_BY_EMAIL_INDEX: INDEX.sessionsByEmail,
    };
    for (const [name, value] of Object.entries(environment)) handler.addEnvironment(name, value);
    const indexes = [INDEX.executionsByTime, INDEX.executionsByOutcome, INDEX.executionsByOwner, INDEX.executionsBySession].map((name) => `${executions.tableArn}/index/${name}`);
    const lookups = [`${verdicts.tableArn}/index/${INDEX.verdictsById}`, `${sessions.tableArn}/index/${INDEX.sessionsByEmail}`];
    Grant.addToPrincipal({ grantee: handler, actions: ['dynamodb:Query'], resourceArns: [...indexes, ...lookups] });
    Grant.addToPrincipal({ grantee: handler, actions: ['dynamodb:GetItem'], resourceArns: [executions.tableArn, verdicts.tableArn] });
    Grant.addToPrincipal({ grantee: handler, actions: ['dynamodb:UpdateItem'], resourceArns: [executions.tableArn] });
    const { registerFace, registerBulk } = this.#parts;
    for (const { stateMachine } of [registerFace, registerBulk]) grantExecutions(handler, stateMachine, 'states:DescribeExecution');
  }
}
