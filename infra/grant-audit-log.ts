import { Grant } from 'aws-cdk-lib/aws-iam';
import { CONFIG } from './config.ts';
import type { Handler } from './constructs/handler.ts';
import type { Tables } from './constructs/tables.ts';

/** Gives a function what the `audit` option of `apiHandler` and `apiReader` needs: the audit log's name and the right to enter and count. */
export function grantAuditLog(handler: Handler, { auditLog }: Tables): void {
  handler.addEnvironment('AUDIT_LOG_TABLE', auditLog.tableName);
  handler.addEnvironment('RETENTION_DAYS', String(CONFIG.retentionDays));
  Grant.addToPrincipal({ grantee: handler, actions: ['dynamodb:UpdateItem'], resourceArns: [auditLog.tableArn] });
}
