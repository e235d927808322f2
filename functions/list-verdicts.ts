import { DynamoDbCandidates } from './shared/adapters/dynamodb-candidates.ts';
import { DynamoDbReviews } from './shared/adapters/dynamodb-reviews.ts';
import { DynamoDbVerdictList } from './shared/adapters/dynamodb-verdict-list.ts';
import { createDocumentClient } from './shared/aws-clients.ts';
import { executionListsOf, EXECUTION_LISTS_ENVIRONMENT } from './shared/execution-lists.ts';
import { NameSchema, readEnvironment } from './shared/environment.ts';
import { apiReader } from './shared/http/api-handler.ts';
import { queryTarget } from './shared/http/query-target.ts';
import { VerdictsQuerySchema } from './shared/list-schemas.ts';
import { subsOf } from './shared/logic/subs-of.ts';

const environment = readEnvironment({ ...EXECUTION_LISTS_ENVIRONMENT, VERDICTS_TO_REVIEW_INDEX: NameSchema, REVIEWS_TABLE: NameSchema });
const documents = createDocumentClient();
const { indexes, unclosed } = executionListsOf(environment, documents);
const candidates = new DynamoDbCandidates(documents, environment.SESSIONS_TABLE, environment.SESSIONS_BY_EMAIL_INDEX);
const verdicts = new DynamoDbVerdictList(
  documents,
  { verdictsTable: environment.VERDICTS_TABLE, toReview: environment.VERDICTS_TO_REVIEW_INDEX, executionsTable: environment.EXECUTIONS_TABLE, executionIndexes: indexes },
  new DynamoDbReviews(documents, environment.REVIEWS_TABLE),
);

/** `GET /verdicts`: recorded verdicts, newest first. */
export const handler = apiReader(
  { groups: ['auditor'], query: VerdictsQuerySchema, audit: { action: 'ListVerdicts', target: queryTarget(['decision', 'reviewed', 'session', 'person', 'from', 'to']) } },
  async ({ query }) => {
    // A verdict is listed by its execution, which has to be closed for that.
    if (query.cursor === undefined) await unclosed.closeAll();
    const filter = {
      decision: query.decision ?? null,
      isReviewed: query.reviewed ?? null,
      sessionId: query.session ?? null,
      owners: await subsOf(query.person, candidates),
      from: query.from ?? null,
      to: query.to ?? null,
    };
    return { statusCode: 200, body: await verdicts.list(filter, query.cursor ?? null) };
  },
);
