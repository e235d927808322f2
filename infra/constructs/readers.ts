import { Grant } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { CONFIG } from '../config.ts';
import { grantAuditLog } from '../grant-audit-log.ts';
import { grantReads } from '../grant-objects.ts';
import { Handler } from './handler.ts';
import type { Parts } from './parts.ts';
import { INDEX } from './tables.ts';

/** What can be read of a single verdict, and the API's description. */
export class Readers extends Construct {
  readonly #parts: Parts;

  constructor(scope: Construct, id: string, parts: Parts) {
    super(scope, id);
    this.#parts = parts;
    const { api } = parts;
    const verdictReader = this.#verdictReader();
    api.addRoute('GET', '/verdicts/{id}', verdictReader);
    api.addRoute('GET', '/verdicts/{id}/frame', verdictReader);
    api.addRoute('GET', '/openapi.json', new Handler(this, 'GetOpenapi', { description: "Answers the API's description.", timeout: CONFIG.readTimeout }), { isPublic: true });
  }

  #verdictReader(): Handler {
    const { tables, buckets } = this.#parts;
    const { executions, verdicts } = tables;
    const handler = new Handler(this, 'ReadVerdict', {
      description: 'Answers a recorded verdict, and its frame.',
      timeout: CONFIG.readTimeout,
      environment: { EXECUTIONS_TABLE: executions.tableName, VERDICTS_TABLE: verdicts.tableName, VERDICTS_BY_ID_INDEX: INDEX.verdictsById, FRAMES_BUCKET: buckets.frames.bucketName },
    });
    grantAuditLog(handler, tables);
    Grant.addToPrincipal({ grantee: handler, actions: ['dynamodb:GetItem'], resourceArns: [executions.tableArn, verdicts.tableArn] });
    Grant.addToPrincipal({ grantee: handler, actions: ['dynamodb:Query'], resourceArns: [`${verdicts.tableArn}/index/${INDEX.verdictsById}`] });
    grantReads(handler, buckets.frames, 'frames/');
    return handler;
  }
}
