import { NotFoundError } from '../domain/errors.ts';
import { DynamoDbPeople } from './shared/adapters/dynamodb-people.ts';
import { createDocumentClient } from './shared/aws-clients.ts';
import { NameSchema, readEnvironment } from './shared/environment.ts';
import { apiHandler } from './shared/http/api-handler.ts';
import { pathParameterOf } from './shared/http/request.ts';
import { PersonChangeSchema } from './shared/people-schemas.ts';

const environment = readEnvironment({ FACES_TABLE: NameSchema });
const people = new DynamoDbPeople(createDocumentClient(), environment.FACES_TABLE);

/** `PATCH /faces/{id}`: another name or external id. */
export const handler = apiHandler({ groups: ['admin'], body: PersonChangeSchema, audit: { action: 'UpdateFace', target: ({ event }) => pathParameterOf(event, 'id') } }, async ({ event, body }) => {
  const person = await people.change(pathParameterOf(event, 'id'), body);
  if (person === null) throw new NotFoundError('Nobody is registered under this id.');
  return { statusCode: 200, body: person };
});
