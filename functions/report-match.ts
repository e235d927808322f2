import { isErased, type RecordedVerdict } from '../domain/erasure/redacted-verdict.ts';
import { InvalidRequestError } from '../domain/errors.ts';
import { DynamoDbExecutions } from './shared/adapters/dynamodb-executions.ts';
import { DynamoDbMatchReports } from './shared/adapters/dynamodb-match-reports.ts';
import { DynamoDbVerdictStore } from './shared/adapters/dynamodb-verdict-store.ts';
import { createDocumentClient } from './shared/aws-clients.ts';
import { NameSchema, readEnvironment, RetentionDaysSchema } from './shared/environment.ts';
import { apiHandler } from './shared/http/api-handler.ts';
import { pathParameterOf } from './shared/http/request.ts';
import { RecordedVerdicts } from './shared/logic/recorded-verdicts.ts';
import { MatchReportBodySchema } from './shared/people-schemas.ts';

const environment = readEnvironment({ EXECUTIONS_TABLE: NameSchema, VERDICTS_TABLE: NameSchema, VERDICTS_BY_ID_INDEX: NameSchema, MATCH_REPORTS_TABLE: NameSchema, RETENTION_DAYS: RetentionDaysSchema });
const documents = createDocumentClient();
const verdicts = new RecordedVerdicts(
  new DynamoDbExecutions(documents, environment.EXECUTIONS_TABLE, {}),
  new DynamoDbVerdictStore(documents, environment.VERDICTS_TABLE, environment.VERDICTS_BY_ID_INDEX),
);
const reports = new DynamoDbMatchReports(documents, environment.MATCH_REPORTS_TABLE, { retentionDays: environment.RETENTION_DAYS });

/** `PUT /verdicts/{id}/match-report`: this verdict recognised the wrong person. */
export const handler = apiHandler({ groups: ['auditor'], body: MatchReportBodySchema, audit: { action: 'ReportMatch', target: ({ event }) => pathParameterOf(event, 'id') } }, async ({ event, caller, body }) => {
  const verdict: RecordedVerdict = await verdicts.find(pathParameterOf(event, 'id'), caller);
  const { verdictId, sessionId } = verdict;
  const match = isErased(verdict) ? null : verdict.checks[2].details.match;
  if (match === null) throw new InvalidRequestError('This verdict recognised nobody.', { field: 'id' });
  const report = { verdictId, sessionId, match, note: body.note, reportedBy: caller.sub, reportedAt: new Date().toISOString(), state: 'open', settlement: null } as const;
  if (!(await reports.put(report))) throw new InvalidRequestError('The report on this verdict has been settled.', { field: 'id' });
  return { statusCode: 200, body: report };
});
