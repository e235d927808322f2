import { Grant } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { CONFIG } from '../config.ts';
import { grantAuditLog } from '../grant-audit-log.ts';
import { grantPolicy } from '../grant-policy.ts';
import { Handler } from './handler.ts';
import type { Parts } from './parts.ts';

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
  }

  /** Every one reads the policy in force. */
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
}
