import { z } from 'zod';
import { DynamoDbFaceList } from './shared/adapters/dynamodb-face-list.ts';
import { createDocumentClient } from './shared/aws-clients.ts';
import { NameSchema, readEnvironment } from './shared/environment.ts';
import { apiReader } from './shared/http/api-handler.ts';
import { queryTarget } from './shared/http/query-target.ts';

const environment = readEnvironment({ FACES_TABLE: NameSchema, FACES_BY_NAME_INDEX: NameSchema });
const faces = new DynamoDbFaceList(createDocumentClient(), environment.FACES_TABLE, environment.FACES_BY_NAME_INDEX);

const QuerySchema = z.object({ query: z.string().max(200, 'query must be at most 200 characters.').default(''), cursor: z.string().optional() });

/** `GET /faces`: the registered people, by the beginning of their names. */
export const handler = apiReader({ groups: ['admin'], query: QuerySchema, audit: { action: 'ListFaces', target: queryTarget([]) } }, async ({ query }) => ({
  statusCode: 200,
  body: await faces.list(query.query, query.cursor ?? null),
}));
