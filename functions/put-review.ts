import { DynamoDbExecutions } from './shared/adapters/dynamodb-executions.ts';
import { DynamoDbReviews } from './shared/adapters/dynamodb-reviews.ts';
import { DynamoDbVerdictStore } from './shared/adapters/dynamodb-verdict-store.ts';
import { createDocumentClient } from './shared/aws-clients.ts';
import { NameSchema, readEnvironment } from './shared/environment.ts';
import { apiHandler } from './shared/http/api-handler.ts';
import { pathParameterOf } from './shared/http/request.ts';
import { RecordedVerdicts } from './shared/logic/recorded-verdicts.ts';
import { ReviewBodySchema } from './shared/review-schema.ts';

const environment = readEnvironment({ EXECUTIONS_TABLE: NameSchema, VERDICTS_TABLE: NameSchema, VERDICTS_BY_ID_INDEX: NameSchema, REVIEWS_TABLE: NameSchema });
const documents = createDocumentClient();
const verdicts = new RecordedVerdicts(
  new DynamoDbExecutions(documents, environment.EXECUTIONS_TABLE, {}),
  new DynamoDbVerdictStore(documents, environment.VERDICTS_TABLE, environment.VERDICTS_BY_ID_INDEX),
);
const reviews = new DynamoDbReviews(documents, environment.REVIEWS_TABLE, environment.VERDICTS_TABLE);

/** `PUT /verdicts/{id}/review`: what an auditor makes of a verdict. The verdict's record stays as it is. */
export const handler = apiHandler({ groups: ['auditor'], body: ReviewBodySchema, audit: { action: 'PutReview', target: ({ event }) => pathParameterOf(event, 'id') } }, async ({ event, caller, body }) => {
  const verdict = await verdicts.find(pathParameterOf(event, 'id'), caller);
  const review = await reviews.put(verdict, { decision: body.decision, note: body.note, reviewedBy: caller.sub, reviewedAt: new Date().toISOString() });
  return { statusCode: 200, body: review };
});
