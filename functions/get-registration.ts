import { z } from 'zod';
import { readEnvironment } from './shared/environment.ts';
import { apiReader } from './shared/http/api-handler.ts';
import { pathParameterOf } from './shared/http/request.ts';
import { toErrorBody } from './shared/http/respond.ts';
import { REGISTRATIONS_ENVIRONMENT, registrationsOf } from './shared/registrations-environment.ts';

const registrations = registrationsOf(readEnvironment(REGISTRATIONS_ENVIRONMENT));

/** `GET /registrations/{id}`: how a registration stands, or ended. */
export const handler = apiReader({ groups: ['admin'], query: z.object({}), audit: { action: 'ReadRegistration', target: ({ event }) => pathParameterOf(event, 'id') } }, async ({ event }) => {
  const registration = await registrations.find(pathParameterOf(event, 'id'));
  const { registrationId, status } = registration;
  if (registration.status === 'SUCCEEDED') return { statusCode: 200, body: { status, ...registration.output } };
  return { statusCode: 200, body: { registrationId, status, ...(registration.status === 'FAILED' ? { error: toErrorBody(registration.error) } : {}) } };
});
