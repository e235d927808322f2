import { z } from 'zod';
import { isErased, type RecordedVerdict } from '../domain/erasure/redacted-verdict.ts';
import { NotFoundError } from '../domain/errors.ts';
import { DynamoDbExecutions } from './shared/adapters/dynamodb-executions.ts';
import { DynamoDbVerdictStore } from './shared/adapters/dynamodb-verdict-store.ts';
import { S3ImageStore } from './shared/adapters/s3-image-store.ts';
import { createDocumentClient, createS3Client } from './shared/aws-clients.ts';
import { NameSchema, readEnvironment } from './shared/environment.ts';
import { apiReader, type ApiHandler } from './shared/http/api-handler.ts';
import { GROUPS, pathParameterOf } from './shared/http/request.ts';
import { CONTENT_TYPE } from './shared/image/image-header.ts';
import { RecordedVerdicts } from './shared/logic/recorded-verdicts.ts';

const environment = readEnvironment({ EXECUTIONS_TABLE: NameSchema, VERDICTS_TABLE: NameSchema, VERDICTS_BY_ID_INDEX: NameSchema, FRAMES_BUCKET: NameSchema });
const documents = createDocumentClient();
const verdicts = new RecordedVerdicts(
  new DynamoDbExecutions(documents, environment.EXECUTIONS_TABLE, {}),
  new DynamoDbVerdictStore(documents, environment.VERDICTS_TABLE, environment.VERDICTS_BY_ID_INDEX),
);
const frames = new S3ImageStore(createS3Client(), environment.FRAMES_BUCKET);

/** `GET /verdicts/{id}`: the record, for auditors and its owner. */
const recordHandler = apiReader({ groups: GROUPS, query: z.object({}), audit: { action: 'ReadVerdict', target: ({ event }) => pathParameterOf(event, 'id') } }, async ({ event, caller }) => ({
  statusCode: 200,
  body: await verdicts.find(pathParameterOf(event, 'id'), caller),
}));

/** `GET /verdicts/{id}/frame`: the very bytes that were judged, for auditors and their owner. */
const frameHandler = apiReader({ groups: GROUPS, query: z.object({}), audit: { action: 'ReadFrame', target: ({ event }) => pathParameterOf(event, 'id') } }, async ({ event, caller }) => {
  const verdict: RecordedVerdict = await verdicts.find(pathParameterOf(event, 'id'), caller);
  if (isErased(verdict)) throw new NotFoundError('The frame was erased.');
  const { image } = verdict;
  const bytes = await frames.get(image.key);
  if (bytes === null) throw new NotFoundError('The frame is no longer kept.');
  return { statusCode: 200, headers: { 'Content-Type': CONTENT_TYPE[image.key.endsWith('.png') ? 'png' : 'jpeg'] }, body: bytes };
});

/** What there is of a verdict. */
export const handler: ApiHandler = async (event, context) => (event.resource === '/verdicts/{id}/frame' ? frameHandler : recordHandler)(event, context);
