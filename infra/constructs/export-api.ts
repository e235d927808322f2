import { Duration } from 'aws-cdk-lib';
import { Grant } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { CONFIG } from '../config.ts';
import { grantAuditLog } from '../grant-audit-log.ts';
import { grantObjects } from '../grant-objects.ts';
import { Handler } from './handler.ts';
import type { Parts } from './parts.ts';
import { INDEX } from './tables.ts';

/** Everything on record of a session in one signed file, and the key to verify it by. */
export class ExportApi extends Construct {
  readonly #parts: Parts;

  constructor(scope: Construct, id: string, parts: Parts) {
    super(scope, id);
    this.#parts = parts;
    const exporter = this.#exporter(this.#writer());
    parts.api.addRoute('GET', '/sessions/{id}/export', exporter);
    parts.api.addRoute('GET', '/signing-key', exporter);
  }

  #exporter(writer: Handler): Handler {
    const { tables, buckets } = this.#parts;
    const handler = this.#handler('ExportSession', 'Answers the export of a session, or where it will be.', CONFIG.startVerdictTimeout);
    handler.addEnvironment('WRITE_EXPORT_FUNCTION', writer.functionName);
    writer.grantInvokeLatestVersion(handler);
    // What it may read, whoever has the address that it signs may read; the objects that it writes are claims.
    grantObjects(handler, buckets.exports, 'exports/', 's3:GetObject', 's3:PutObject', 's3:DeleteObject');
    // Without it S3 answers 403 where there is no such object.
    Grant.addToPrincipal({ grantee: handler, actions: ['s3:ListBucket'], resourceArns: [buckets.exports.bucketArn] });
    Grant.addToPrincipal({ grantee: handler, actions: ['dynamodb:UpdateItem'], resourceArns: [tables.sessions.tableArn] });
    grantAuditLog(handler, tables);
    return handler;
  }

  #writer(): Handler {
    const { buckets } = this.#parts;
    const handler = this.#handler('WriteExport', 'Writes an export that is too large to be answered.', Duration.minutes(15));
    // Whoever waits for it orders it again.
    handler.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: Duration.minutes(5) });
    grantObjects(handler, buckets.exports, 'exports/', 's3:PutObject', 's3:AbortMultipartUpload', 's3:DeleteObject');
    return handler;
  }

  /** Both read all that is on record of a session, and sign it. */
  #handler(id: string, description: string, timeout: Duration): Handler {
    const { tables, buckets, verifyFrame, signingKey } = this.#parts;
    const handler = new Handler(this, id, {
      description,
      timeout,
      memorySize: 1_024,
      environment: {
        SESSIONS_TABLE: tables.sessions.tableName,
        VERDICTS_TABLE: tables.verdicts.tableName,
        REVIEWS_TABLE: tables.reviews.tableName,
        ERASURES_TABLE: tables.erasures.tableName,
        EXECUTIONS_TABLE: tables.executions.tableName,
        EXECUTIONS_BY_SESSION_INDEX: INDEX.executionsBySession,
        FRAMES_BUCKET: buckets.frames.bucketName,
        EXPORTS_BUCKET: buckets.exports.bucketName,
        VERIFY_FRAME_LOG_GROUP: verifyFrame.logGroup.logGroupName,
        ...signingKey.environment,
      },
    });
    Grant.addToPrincipal({ grantee: handler, actions: ['dynamodb:GetItem'], resourceArns: [tables.sessions.tableArn, tables.executions.tableArn, tables.erasures.tableArn] });
    Grant.addToPrincipal({ grantee: handler, actions: ['dynamodb:Query'], resourceArns: [tables.verdicts.tableArn, tables.reviews.tableArn, `${tables.executions.tableArn}/index/${INDEX.executionsBySession}`] });
    grantObjects(handler, buckets.frames, 'frames/', 's3:GetObject');
    Grant.addToPrincipal({ grantee: handler, actions: ['s3:ListBucket'], resourceArns: [buckets.frames.bucketArn] });
    Grant.addToPrincipal({ grantee: handler, actions: ['logs:FilterLogEvents'], resourceArns: [verifyFrame.logGroup.logGroupArn] });
    signingKey.grantSign(handler);
    return handler;
  }
}
