import { z } from 'zod';
import { told } from '../domain/error-sentences.ts';
import { UnavailableError } from '../domain/errors.ts';
import { readEnvironment } from './shared/environment.ts';
import { apiHandler, type ApiHandler } from './shared/http/api-handler.ts';
import { idempotencyKeyOf } from './shared/http/idempotency-key.ts';
import { pathParameterOf, type ApiAnswer } from './shared/http/request.ts';
import { receiveImage } from './shared/image/received-image.ts';
import type { Registration } from './shared/logic/face-registrations.ts';
import { PhotoBodySchema, RegistrationBodySchema } from './shared/registration-body.ts';
import { REGISTRATIONS_ENVIRONMENT, registrationsOf } from './shared/registrations-environment.ts';
import { FaceSchema } from './shared/schemas.ts';

const environment = readEnvironment({ ...REGISTRATIONS_ENVIRONMENT, RETENTION_DAYS: z.coerce.number().int().positive() });
const registrations = registrationsOf(environment, { retentionDays: environment.RETENTION_DAYS });

/** `POST /registrations`: a new person. */
const personHandler = apiHandler({ groups: ['admin'], body: RegistrationBodySchema, audit: { action: 'RegisterFace', target: () => null } }, async ({ event, context, caller, body }) => {
  const subject = { kind: 'person', fullName: body.fullName, externalId: body.externalId ?? null, override: body.override ?? null } as const;
  const request = { caller, image: receiveImage(body.image), idempotencyKey: idempotencyKeyOf(event), subject };
  return toAnswer(await registrations.register(request, () => context.getRemainingTimeInMillis()));
});

/** `POST /faces/{id}/photos`: a further photo of a registered person. */
const photoHandler = apiHandler({ groups: ['admin'], body: PhotoBodySchema, audit: { action: 'AddFacePhoto', target: ({ event }) => pathParameterOf(event, 'id') } }, async ({ event, context, caller, body }) => {
  const subject = { kind: 'photo', externalImageId: pathParameterOf(event, 'id') } as const;
  const request = { caller, image: receiveImage(body.image), idempotencyKey: idempotencyKeyOf(event), subject };
  return toAnswer(await registrations.register(request, () => context.getRemainingTimeInMillis()));
});

/** `POST /faces/index`: the contract of the Virtual Proctor sample. */
const sampleHandler = apiHandler({ groups: ['admin'], body: FaceSchema, audit: { action: 'RegisterFace', target: () => null } }, async ({ context, caller, body }) => {
  const subject = { kind: 'person', fullName: body.fullName, externalId: null, override: null } as const;
  const registration = await registrations.register({ caller, image: receiveImage(body.image), idempotencyKey: null, subject }, () => context.getRemainingTimeInMillis());
  if (registration.status === 'RUNNING') throw new UnavailableError(...told('registrationUnderWay', {}));
  if (registration.status === 'FAILED') throw registration.error;
  const { externalImageId: ExternalImageId } = registration.output;
  return { statusCode: 200, body: { ExternalImageId }, auditTarget: ExternalImageId };
});

/** All of them register a face; they differ in what they take and answer. */
export const handler: ApiHandler = async (event, context) => handlerOf(event.resource)(event, context);

function handlerOf(resource: string): ApiHandler {
  if (resource === '/faces/index') return sampleHandler;
  return resource === '/registrations' ? personHandler : photoHandler;
}

/** 202 with where to ask for it, while it is under way. */
function toAnswer(registration: Registration): ApiAnswer {
  if (registration.status === 'FAILED') throw registration.error;
  if (registration.status === 'SUCCEEDED') return { statusCode: 201, body: registration.output, auditTarget: registration.output.externalImageId };
  const { registrationId, status } = registration;
  return { statusCode: 202, headers: { Location: `/api/registrations/${registrationId}` }, body: { registrationId, status }, auditTarget: registrationId };
}
