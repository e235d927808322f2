import { Grant } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { CONFIG } from '../config.ts';
import { grantObjects } from '../grant-objects.ts';
import { grantPolicy } from '../grant-policy.ts';
import { Handler } from './handler.ts';
import type { Parts } from './parts.ts';
import { INDEX } from './tables.ts';

/** What starts a workflow when the API is asked to: an image is checked and stored, an execution claimed and closed. */
export class Starters extends Construct {
  readonly #parts: Parts;

  constructor(scope: Construct, id: string, parts: Parts) {
    super(scope, id);
    this.#parts = parts;
    const startVerdict = this.#startVerdict();
    parts.api.addRoute('POST', '/process', startVerdict);
    parts.api.addRoute('POST', '/verdicts', startVerdict);
  }

  #startVerdict(): Handler {
    const { tables, buckets, verifyFrame, parameters } = this.#parts;
    const handler = new Handler(this, 'StartVerdict', {
      description: 'Takes a frame and answers its recorded verdict.',
      timeout: CONFIG.startVerdictTimeout,
      memorySize: 1_024,
      environment: {
        EXECUTIONS_TABLE: tables.executions.tableName,
        SESSIONS_TABLE: tables.sessions.tableName,
        VERDICTS_TABLE: tables.verdicts.tableName,
        VERDICTS_BY_ID_INDEX: INDEX.verdictsById,
        ALLOWANCES_TABLE: tables.allowances.tableName,
        FRAME_BURST: parameters.frameBurst,
        FRAMES_BUCKET: buckets.frames.bucketName,
        VERIFY_FRAME_ARN: verifyFrame.stateMachine.stateMachineArn,
        RETENTION_DAYS: String(CONFIG.retentionDays),
      },
    });
    verifyFrame.stateMachine.grantStartSyncExecution(handler);
    grantObjects(handler, buckets.frames, 'frames/', 's3:PutObject', 's3:PutObjectTagging');
    this.#grantClaims(handler);
    grantPolicy(handler, this.#parts);
    Grant.addToPrincipal({ grantee: handler, actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], resourceArns: [tables.sessions.tableArn] });
    Grant.addToPrincipal({ grantee: handler, actions: ['dynamodb:GetItem', 'dynamodb:PutItem'], resourceArns: [tables.allowances.tableArn] });
    Grant.addToPrincipal({ grantee: handler, actions: ['dynamodb:GetItem'], resourceArns: [tables.verdicts.tableArn] });
    Grant.addToPrincipal({ grantee: handler, actions: ['dynamodb:Query'], resourceArns: [tables.verdicts.tableArn, `${tables.verdicts.tableArn}/index/${INDEX.verdictsById}`] });
    return handler;
  }

  #grantClaims(handler: Handler): void {
    const { executions } = this.#parts.tables;
    Grant.addToPrincipal({ grantee: handler, actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], resourceArns: [executions.tableArn] });
  }
}
