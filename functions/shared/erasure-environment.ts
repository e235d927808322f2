import { createDocumentClient, createS3Client } from './aws-clients.ts';
import { DynamoDbErasures } from './adapters/dynamodb-erasures.ts';
import { StoredPersonalRecords } from './adapters/stored-personal-records.ts';
import { NameSchema, readEnvironment } from './environment.ts';

/** What both functions that erase people know. */
export function createErasureParts() {
  const environment = readEnvironment({
    ERASURES_TABLE: NameSchema,
    FACES_TABLE: NameSchema,
    SESSIONS_TABLE: NameSchema,
    SESSIONS_BY_CANDIDATE_INDEX: NameSchema,
    SESSIONS_BY_EMAIL_INDEX: NameSchema,
    VERDICTS_TABLE: NameSchema,
    REVIEWS_TABLE: NameSchema,
    EXECUTIONS_TABLE: NameSchema,
    EXECUTIONS_BY_OWNER_INDEX: NameSchema,
    IMPORTS_TABLE: NameSchema,
    MATCH_REPORTS_TABLE: NameSchema,
    MATCH_REPORTS_BY_PERSON_INDEX: NameSchema,
    ALLOWANCES_TABLE: NameSchema,
    FRAMES_BUCKET: NameSchema,
    EXPORTS_BUCKET: NameSchema,
  });
  const documents = createDocumentClient();
  const s3 = createS3Client();
  const records = new StoredPersonalRecords({
    documents,
    s3,
    facesTable: environment.FACES_TABLE,
    sessionsTable: environment.SESSIONS_TABLE,
    sessionsByCandidate: environment.SESSIONS_BY_CANDIDATE_INDEX,
    sessionsByEmail: environment.SESSIONS_BY_EMAIL_INDEX,
    verdictsTable: environment.VERDICTS_TABLE,
    reviewsTable: environment.REVIEWS_TABLE,
    executionsTable: environment.EXECUTIONS_TABLE,
    executionsByOwner: environment.EXECUTIONS_BY_OWNER_INDEX,
    importsTable: environment.IMPORTS_TABLE,
    matchReportsTable: environment.MATCH_REPORTS_TABLE,
    matchReportsByPerson: environment.MATCH_REPORTS_BY_PERSON_INDEX,
    allowancesTable: environment.ALLOWANCES_TABLE,
    framesBucket: environment.FRAMES_BUCKET,
    exportsBucket: environment.EXPORTS_BUCKET,
  });
  return { documents, s3, records, erasures: new DynamoDbErasures(documents, environment.ERASURES_TABLE), environment };
}
