import { z } from 'zod';
import { NotFoundError } from '../domain/errors.ts';
import { DynamoDbPeople } from './shared/adapters/dynamodb-people.ts';
import { S3ImageStore } from './shared/adapters/s3-image-store.ts';
import { createDocumentClient, createS3Client } from './shared/aws-clients.ts';
import { NameSchema, readEnvironment } from './shared/environment.ts';
import { apiReader, type ApiHandler } from './shared/http/api-handler.ts';
import { queryTarget } from './shared/http/query-target.ts';
import { pathParameterOf } from './shared/http/request.ts';
import { CONTENT_TYPE } from './shared/image/image-header.ts';
import { PeopleQuerySchema } from './shared/people-schemas.ts';

const environment = readEnvironment({ FACES_TABLE: NameSchema, FACES_BY_NAME_INDEX: NameSchema, PHOTOS_BUCKET: NameSchema });
const people = new DynamoDbPeople(createDocumentClient(), environment.FACES_TABLE, { byName: environment.FACES_BY_NAME_INDEX });
const photos = new S3ImageStore(createS3Client(), environment.PHOTOS_BUCKET);

/** `GET /faces`: people by a part of their name or external id. */
const listHandler = apiReader({ groups: ['admin'], query: PeopleQuerySchema, audit: { action: 'ListFaces', target: queryTarget(['state']) } }, async ({ query }) => ({
  statusCode: 200,
  body: await people.list(query.query, query.state, query.cursor ?? null),
}));

/** `GET /faces/{id}`. */
const personHandler = apiReader({ groups: ['admin'], query: z.object({}), audit: { action: 'ReadFace', target: ({ event }) => pathParameterOf(event, 'id') } }, async ({ event }) => {
  const person = await people.find(pathParameterOf(event, 'id'));
  if (person === null) throw new NotFoundError('Nobody is registered under this id.');
  return { statusCode: 200, body: person };
});

/** `GET /faces/{id}/photos/{faceId}`: the photo that a face was registered by. */
const photoHandler = apiReader({ groups: ['admin'], query: z.object({}), audit: { action: 'ReadFacePhoto', target: ({ event }) => pathParameterOf(event, 'id') } }, async ({ event }) => {
  const key = await people.findPhotoKey(pathParameterOf(event, 'id'), pathParameterOf(event, 'faceId'));
  const bytes = key === null ? null : await photos.get(key);
  if (key === null || bytes === null) throw new NotFoundError('There is no such photo.');
  return { statusCode: 200, headers: { 'Content-Type': CONTENT_TYPE[key.endsWith('.png') ? 'png' : 'jpeg'] }, body: bytes };
});

const HANDLERS: Readonly<Record<string, ApiHandler>> = { '/faces': listHandler, '/faces/{id}': personHandler, '/faces/{id}/photos/{faceId}': photoHandler };

/** The registered people. */
export const handler: ApiHandler = async (event, context) => (HANDLERS[event.resource] ?? listHandler)(event, context);
