import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Grant } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { CONFIG } from '../config.ts';
import { grantAuditLog } from '../grant-audit-log.ts';
import { grantPolicy } from '../grant-policy.ts';
import { Handler } from './handler.ts';
import type { Parts } from './parts.ts';
import { INDEX } from './tables.ts';

/** Sessions: started, ended and commented on by candidates, ended every hour where nobody does, read by auditors and their own. */
export class SessionsApi extends Construct {
  readonly #parts: Parts;

  constructor(scope: Construct, id: string, parts: Parts) {
    super(scope, id);
    this.#parts = parts;
    const { api } = parts;
    const reader = this.#reader();
    const changer = this.#changer();
    api.addRoute('POST', '/sessions', changer);
    api.addRoute('GET', '/sessions', reader);
    api.addRoute('GET', '/sessions/{id}', reader);
    api.addRoute('GET', '/sessions/{id}/verdicts', reader);
    api.addRoute('GET', '/sessions/{id}/timeline', reader);
    api.addRoute('POST', '/sessions/{id}/end', changer);
    api.addRoute('PUT', '/sessions/{id}/note', changer);
    new Rule(this, 'EndIdleSessionsEveryHour', { schedule: Schedule.rate(Duration.hours(1)), targets: [new LambdaFunction(this.#idleEnder(), { retryAttempts: 0 })] });
  }

  #changer(): Handler {
    const { sessions, faces } = this.#parts.tables;
    const handler = new Handler(this, 'ChangeSession', {
      description: "Starts and ends a candidate's sessions, and keeps what they say of them.",
      timeout: CONFIG.startVerdictTimeout,
      environment: { ...this.#followerEnvironment(), FACES_TABLE: faces.tableName, FACES_BY_EXTERNAL_ID_INDEX: INDEX.facesByExternalId },
    });
    grantPolicy(handler, this.#parts);
    grantAuditLog(handler, this.#parts.tables);
    this.#grantEnding(handler);
    Grant.addToPrincipal({ grantee: handler, actions: ['dynamodb:PutItem'], resourceArns: [sessions.tableArn] });
    Grant.addToPrincipal({ grantee: handler, actions: ['dynamodb:Query'], resourceArns: [`${faces.tableArn}/index/${INDEX.facesByExternalId}`] });
    return handler;
  }

  #idleEnder(): Handler {
    const { sessions } = this.#parts.tables;
    const handler = new Handler(this, 'EndIdleSessions', {
      description: 'Ends the sessions that nobody ends.',
      timeout: Duration.minutes(5),
      environment: { ...this.#followerEnvironment(), UNFINISHED_SESSIONS_INDEX: INDEX.openSessions },
    });
    this.#grantEnding(handler);
    Grant.addToPrincipal({ grantee: handler, actions: ['dynamodb:Query'], resourceArns: [`${sessions.tableArn}/index/${INDEX.openSessions}`] });
    return handler;
  }

  #reader(): Handler {
    const { sessions, verdicts } = this.#parts.tables;
    const handler = new Handler(this, 'ReadSessions', {
      description: 'Answers sessions and their verdicts.',
      timeout: CONFIG.readTimeout,
      environment: {
        ...this.#followerEnvironment(),
        SESSIONS_BY_MONTH_INDEX: INDEX.sessionsByMonth,
        SESSIONS_BY_CANDIDATE_INDEX: INDEX.sessionsByCandidate,
        SESSIONS_BY_EMAIL_INDEX: INDEX.sessionsByEmail,
        UNFINISHED_SESSIONS_INDEX: INDEX.openSessions,
        VERDICTS_TIMELINE_INDEX: INDEX.verdictsTimeline,
      },
    });
    grantAuditLog(handler, this.#parts.tables);
    this.#grantFollowing(handler);
    const indexes = [INDEX.sessionsByMonth, INDEX.sessionsByCandidate, INDEX.sessionsByEmail, INDEX.openSessions];
    Grant.addToPrincipal({ grantee: handler, actions: ['dynamodb:BatchGetItem'], resourceArns: [sessions.tableArn] });
    Grant.addToPrincipal({ grantee: handler, actions: ['dynamodb:Query'], resourceArns: [...indexes.map((index) => `${sessions.tableArn}/index/${index}`), `${verdicts.tableArn}/index/${INDEX.verdictsTimeline}`] });
    return handler;
  }

  #followerEnvironment(): Record<string, string> {
    const { sessions, verdicts } = this.#parts.tables;
    return { SESSIONS_TABLE: sessions.tableName, VERDICTS_TABLE: verdicts.tableName };
  }

  /** To bring a session to where its chain is. */
  #grantFollowing(handler: Handler): void {
    const { sessions, verdicts } = this.#parts.tables;
    Grant.addToPrincipal({ grantee: handler, actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'], resourceArns: [sessions.tableArn] });
    Grant.addToPrincipal({ grantee: handler, actions: ['dynamodb:Query'], resourceArns: [verdicts.tableArn] });
  }

  /** To close its chain, too, and sign. */
  #grantEnding(handler: Handler): void {
    const { tables, signingKey } = this.#parts;
    this.#grantFollowing(handler);
    Grant.addToPrincipal({ grantee: handler, actions: ['dynamodb:PutItem'], resourceArns: [tables.verdicts.tableArn] });
    for (const [name, value] of Object.entries(signingKey.environment)) handler.addEnvironment(name, value);
    signingKey.grantSign(handler);
  }
}
