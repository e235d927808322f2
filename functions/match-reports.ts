import { NotFoundError } from '../domain/errors.ts';
import { DynamoDbMatchReports } from './shared/adapters/dynamodb-match-reports.ts';
import { createDocumentClient } from './shared/aws-clients.ts';
import { NameSchema, readEnvironment } from './shared/environment.ts';
import { apiHandler, apiReader, type ApiHandler } from './shared/http/api-handler.ts';
import { queryTarget } from './shared/http/query-target.ts';
import { pathParameterOf } from './shared/http/request.ts';
import { MatchReportBodySchema, MatchReportsQuerySchema } from './shared/people-schemas.ts';

const environment = readEnvironment({ MATCH_REPORTS_TABLE: NameSchema, MATCH_REPORTS_BY_STATE_INDEX: NameSchema });
const reports = new DynamoDbMatchReports(createDocumentClient(), environment.MATCH_REPORTS_TABLE, { byState: environment.MATCH_REPORTS_BY_STATE_INDEX });

/** `GET /match-reports`: what auditors hold for a wrong match, newest first. */
const listHandler = apiReader({ groups: ['admin'], query: MatchReportsQuerySchema, audit: { action: 'ListMatchReports', target: queryTarget(['state']) } }, async ({ query }) => ({
  statusCode: 200,
  body: await reports.list(query.state, query.cursor ?? null),
}));

/** `POST /match-reports/{id}/settle`: what was done about it. */
const settleHandler = apiHandler({ groups: ['admin'], body: MatchReportBodySchema, audit: { action: 'SettleMatchReport', target: ({ event }) => pathParameterOf(event, 'id') } }, async ({ event, caller, body }) => {
  const verdictId = pathParameterOf(event, 'id');
  const settled = (await reports.settle(verdictId, { note: body.note, settledBy: caller.sub, settledAt: new Date().toISOString() })) ?? (await reports.find(verdictId));
  if (settled === null) throw new NotFoundError('There is no such report.');
  return { statusCode: 200, body: settled };
});

/** Reports by auditors that a verdict recognised the wrong person, for administrators. */
export const handler: ApiHandler = async (event, context) => (event.httpMethod === 'GET' ? listHandler : settleHandler)(event, context);
