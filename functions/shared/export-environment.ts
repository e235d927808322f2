import { CloudWatchSessionHistories } from './adapters/cloudwatch-session-histories.ts';
import { DynamoDbExecutions } from './adapters/dynamodb-executions.ts';
import { DynamoDbReceipts } from './adapters/dynamodb-receipts.ts';
import { DynamoDbReviews } from './adapters/dynamodb-reviews.ts';
import { DynamoDbSessionChain } from './adapters/dynamodb-session-chain.ts';
import { DynamoDbSessions } from './adapters/dynamodb-sessions.ts';
import { KmsSigner } from './adapters/kms-signer.ts';
import { S3ExportStore } from './adapters/s3-export-store.ts';
import { S3ImageStore } from './adapters/s3-image-store.ts';
import { createDocumentClient, createKmsClient, createLogsClient, createS3Client, createUploadClient } from './aws-clients.ts';
import { NameSchema, readEnvironment } from './environment.ts';
import { SessionExport } from './logic/session-export.ts';

/** What both functions that export are made of: who answers, and who writes what is too large to be answered. */
export function createExportParts() {
  const environment = readEnvironment({
    SESSIONS_TABLE: NameSchema,
    VERDICTS_TABLE: NameSchema,
    REVIEWS_TABLE: NameSchema,
    ERASURES_TABLE: NameSchema,
    EXECUTIONS_TABLE: NameSchema,
    EXECUTIONS_BY_SESSION_INDEX: NameSchema,
    FRAMES_BUCKET: NameSchema,
    EXPORTS_BUCKET: NameSchema,
    VERIFY_FRAME_LOG_GROUP: NameSchema,
    SIGNING_KEY_ARN: NameSchema,
  });
  const documents = createDocumentClient();
  const signer = new KmsSigner(createKmsClient(), environment.SIGNING_KEY_ARN);
  const sessions = new DynamoDbSessions(documents, environment.SESSIONS_TABLE);
  const chain = new DynamoDbSessionChain(documents, environment.VERDICTS_TABLE);
  const reviews = new DynamoDbReviews(documents, environment.REVIEWS_TABLE);
  const now = (): Date => new Date();
  const sessionExport = new SessionExport({
    chain,
    reviews,
    executions: new DynamoDbExecutions(documents, environment.EXECUTIONS_TABLE, { indexes: { byOutcome: '', byOwner: '', bySession: environment.EXECUTIONS_BY_SESSION_INDEX } }),
    histories: new CloudWatchSessionHistories(createLogsClient(), environment.VERIFY_FRAME_LOG_GROUP),
    receipts: new DynamoDbReceipts(documents, environment.ERASURES_TABLE),
    frames: new S3ImageStore(createS3Client(), environment.FRAMES_BUCKET),
    signer,
    keyId: environment.SIGNING_KEY_ARN,
    now,
  });
  return { sessions, chain, reviews, signer, keyId: environment.SIGNING_KEY_ARN, sessionExport, store: new S3ExportStore(createUploadClient(), environment.EXPORTS_BUCKET), now };
}
