import { Grant } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { CONFIG } from '../config.ts';
import { grantAuditLog } from '../grant-audit-log.ts';
import { grantPolicy } from '../grant-policy.ts';
import { Handler } from './handler.ts';
import type { Parts } from './parts.ts';
import { INDEX } from './tables.ts';

/** What frames are judged by: read by everybody, changed by admins. */
export class PolicyApi extends Construct {
  readonly #parts: Parts;

  constructor(scope: Construct, id: string, parts: Parts) {
    super(scope, id);
    this.#parts = parts;
    const { api } = parts;
    const getPolicy = this.#handler('GetPolicy', 'Answers policies, and the labels that they can name.');
    api.addRoute('GET', '/policy', getPolicy);
    api.addRoute('GET', '/policy/versions', getPolicy);
    api.addRoute('GET', '/labels', getPolicy);
    api.addRoute('PUT', '/policy', this.#putPolicy());
    api.addRoute('POST', '/policy/preview', this.#previewPolicy());
  }

  /** Reads the policy in force. */
  #handler(id: string, description: string): Handler {
    const handler = new Handler(this, id, { description, timeout: CONFIG.readTimeout });
    grantPolicy(handler, this.#parts);
    return handler;
  }

  #putPolicy(): Handler {
    const { tables } = this.#parts;
    const handler = this.#handler('PutPolicy', 'Puts a policy in force.');
    Grant.addToPrincipal({ grantee: handler, actions: ['dynamodb:GetItem', 'dynamodb:PutItem'], resourceArns: [tables.policies.tableArn] });
    grantAuditLog(handler, tables);
    return handler;
  }

  #previewPolicy(): Handler {
    const { tables } = this.#parts;
    const { sessions, verdicts } = tables;
    const handler = new Handler(this, 'PreviewPolicy', {
      description: 'Judges recorded sessions again under a policy that is not in force.',
      timeout: CONFIG.startVerdictTimeout,
      memorySize: 1_024,
      environment: { SESSIONS_TABLE: sessions.tableName, SESSIONS_BY_MONTH_INDEX: INDEX.sessionsByMonth, VERDICTS_TABLE: verdicts.tableName },
    });
    Grant.addToPrincipal({ grantee: handler, actions: ['dynamodb:GetItem', 'dynamodb:BatchGetItem'], resourceArns: [sessions.tableArn] });
    Grant.addToPrincipal({ grantee: handler, actions: ['dynamodb:Query'], resourceArns: [verdicts.tableArn, `${sessions.tableArn}/index/${INDEX.sessionsByMonth}`] });
    grantAuditLog(handler, tables);
    return handler;
  }
}
