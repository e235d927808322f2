import { isErased, type RecordedVerdict } from '../domain/erasure/redacted-verdict.ts';
import { told } from '../domain/error-sentences.ts';
import { InvalidRequestError, NotFoundError } from '../domain/errors.ts';
import { DynamoDbExecutions } from './shared/adapters/dynamodb-executions.ts';
import { DynamoDbMatchReports } from './shared/adapters/dynamodb-match-reports.ts';
import { DynamoDbVerdictStore } from './shared/adapters/dynamodb-verdict-store.ts';
import { createDocumentClient } from './shared/aws-clients.ts';
import { NameSchema, readEnvironment, RetentionDaysSchema } from './shared/environment.ts';
import { apiHandler, apiReader, type ApiHandler } from './shared/http/api-handler.ts';
import { queryTarget } from './shared/http/query-target.ts';
import { pathParameterOf, type ApiRequest } from './shared/http/request.ts';
import { RecordedVerdicts } from './shared/logic/recorded-verdicts.ts';
import { MatchReportBodySchema, MatchReportsQuerySchema } from './shared/people-schemas.ts';

const environment = readEnvironment({
  EXECUTIONS_TABLE: NameSchema,
  VERDICTS_TABLE: NameSchema,
  VERDICTS_BY_ID_INDEX: NameSchema,
  MATCH_REPORTS_TABLE: NameSchema,
  MATCH_REPORTS_BY_STATE_INDEX: NameSchema,
  RETENTION_DAYS: RetentionDaysSchema,
});
const documents = createDocumentClient();
const verdicts = new RecordedVerdicts(
  new DynamoDbExecutions(documents, environment.EXECUTIONS_TABLE, {}),
  new DynamoDbVerdictStore(documents, environment.VERDICTS_TABLE, environment.VERDICTS_BY_ID_INDEX),
);
const reports = new DynamoDbMatchReports(documents, environment.MATCH_REPORTS_TABLE, { byState: environment.MATCH_REPORTS_BY_STATE_INDEX, retentionDays: environment.RETENTION_DAYS });

const targetOf = ({ event }: Pick<ApiRequest, 'event'>): string => pathParameterOf(event, 'id');

/** `PUT /verdicts/{id}/match-report`: this verdict recognised the wrong person. */
const reportHandler = apiHandler({ groups: ['auditor'], body: MatchReportBodySchema, audit: { action: 'ReportMatch', target: targetOf } }, async ({ event, caller, body }) => {
  const verdict: RecordedVerdict = await verdicts.find(pathParameterOf(event, 'id'), caller);
  const { verdictId, sessionId } = verdict;
  const match = isErased(verdict) ? null : verdict.checks[2].details.match;
  if (match === null) throw new InvalidRequestError(...told('nobodyRecognised', {}, { field: 'id' }));
  const report = { verdictId, sessionId, match, note: body.note, reportedBy: caller.sub, reportedAt: new Date().toISOString(), state: 'open', settlement: null } as const;
  if (!(await reports.put(report))) throw new InvalidRequestError(...told('reportSettled', {}, { field: 'id' }));
  return { statusCode: 200, body: report };
});

/** `GET /match-reports`: what auditors hold for a wrong match, newest first. */
const listHandler = apiReader({ groups: ['admin'], query: MatchReportsQuerySchema, audit: { action: 'ListMatchReports', target: queryTarget(['state']) } }, async ({ query }) => ({
  statusCode: 200,
  body: await reports.list(query.state, query.cursor ?? null),
}));

/** `POST /match-reports/{id}/settle`: what was done about it. */
const settleHandler = apiHandler({ groups: ['admin'], body: MatchReportBodySchema, audit: { action: 'SettleMatchReport', target: targetOf } }, async ({ event, caller, body }) => {
  const verdictId = pathParameterOf(event, 'id');
  const settled = (await reports.settle(verdictId, { note: body.note, settledBy: caller.sub, settledAt: new Date().toISOString() })) ?? (await reports.find(verdictId));
  if (settled === null) throw new NotFoundError('There is no such report.');
  return { statusCode: 200, body: settled };
});

const HANDLERS: Readonly<Record<string, ApiHandler>> = { '/verdicts/{id}/match-report': reportHandler, '/match-reports': listHandler, '/match-reports/{id}/settle': settleHandler };

/** Reports by auditors that a verdict recognised the wrong person, and what administrators do about them. */
export const handler: ApiHandler = async (event, context) => (HANDLERS[event.resource] ?? listHandler)(event, context);
