import { Grant } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { CONFIG } from '../config.ts';
import { grantAuditLog } from '../grant-audit-log.ts';
import { grantReads } from '../grant-objects.ts';
import { Handler } from './handler.ts';
import type { Parts } from './parts.ts';
import { INDEX } from './tables.ts';

/** What can be read through the API: the functions that only read, each with the right to read just that. */
export class Readers extends Construct {
  readonly #parts: Parts;

  constructor(scope: Construct, id: string, parts: Parts) {
    super(scope, id);
    this.#parts = parts;
    const { api } = parts;
    api.addRoute('GET', '/verdicts/{id}', this.#verdictReader('GetVerdict', 'Answers a recorded verdict.'));
    api.addRoute('GET', '/verdicts/{id}/frame', this.#frameReader());
    api.addRoute('GET', '/openapi.json', new Handler(this, 'GetOpenapi', { description: "Answers the API's description.", timeout: CONFIG.readTimeout }), { isPublic: true });
  }

  /** Who reads what is entered into the audit log. */
  #reader(id: string, description: string, environment: Record<string, string>): Handler {
    const handler = new Handler(this, id, { description, timeout: CONFIG.readTimeout, environment });
    grantAuditLog(handler, this.#parts.tables);
    return handler;
  }

  #executionReader(id: string, description: string, environment: Record<string, string> = {}): Handler {
    const { executions } = this.#parts.tables;
    const handler = this.#reader(id, description, { EXECUTIONS_TABLE: executions.tableName, ...environment });
    Grant.addToPrincipal({ grantee: handler, actions: ['dynamodb:GetItem'], resourceArns: [executions.tableArn] });
    return handler;
  }

  #verdictReader(id: string, description: string, environment: Record<string, string> = {}): Handler {
    const { verdicts } = this.#parts.tables;
    const handler = this.#executionReader(id, description, { VERDICTS_TABLE: verdicts.tableName, VERDICTS_BY_ID_INDEX: INDEX.verdictsById, ...environment });
    Grant.addToPrincipal({ grantee: handler, actions: ['dynamodb:GetItem'], resourceArns: [verdicts.tableArn] });
    Grant.addToPrincipal({ grantee: handler, actions: ['dynamodb:Query'], resourceArns: [`${verdicts.tableArn}/index/${INDEX.verdictsById}`] });
    return handler;
  }

  #frameReader(): Handler {
    const { frames } = this.#parts.buckets;
    const handler = this.#verdictReader('GetFrame', 'Answers the frame of a recorded verdict.', { FRAMES_BUCKET: frames.bucketName });
    grantReads(handler, frames, 'frames/');
    return handler;
  }
}
