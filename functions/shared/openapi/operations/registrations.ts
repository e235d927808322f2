import { z } from 'zod';
import { PageQuerySchema } from '../../list-schemas.ts';
import { PhotoBodySchema, RegistrationBodySchema } from '../../registration-body.ts';
import { FaceSchema } from '../../schemas.ts';
import type { Operation } from '../operation.ts';
import { pageOf } from '../schemas/common.ts';
import { BulkSchema, BulkSummarySchema, RegistrationSchema, RegistrationStateSchema, RegistrationUnderWaySchema, SampleRegistrationSchema, UploadSchema } from '../schemas/registrations.ts';

const tag = 'Registration';
const groups = ['admin'] as const;

export const REGISTRATION_OPERATIONS: readonly Operation[] = [
  {
    method: 'post',
    path: '/registrations',
    operationId: 'register',
    tag,
    summary: 'Registers a face.',
    groups,
    isIdempotent: true,
    body: RegistrationBodySchema,
    answers: {
      201: { description: 'Registered.', schema: RegistrationSchema },
      202: { description: 'Still under way after 20 s.', schema: RegistrationUnderWaySchema, headers: ['Location'] },
    },
    errors: ['UNSUPPORTED_IMAGE', 'PHOTO_REFUSED', 'FACE_ALREADY_REGISTERED', 'EXTERNAL_ID_TAKEN', 'IDEMPOTENCY_KEY_REUSED'],
  },
  {
    method: 'get',
    path: '/registrations/{id}',
    operationId: 'getRegistration',
    tag,
    summary: 'Answers how a registration stands, or how it ended.',
    groups,
    answers: { 200: { description: 'Its state.', schema: RegistrationStateSchema } },
    errors: ['NOT_FOUND'],
  },
  {
    method: 'post',
    path: '/faces/{id}/photos',
    operationId: 'addFacePhoto',
    tag,
    summary: 'Adds a further photo of a registered person.',
    groups,
    isIdempotent: true,
    body: PhotoBodySchema,
    answers: {
      201: { description: 'Added.', schema: RegistrationSchema },
      202: { description: 'Still under way after 20 s.', schema: RegistrationUnderWaySchema, headers: ['Location'] },
    },
    errors: ['NOT_FOUND', 'UNSUPPORTED_IMAGE', 'PHOTO_REFUSED', 'FACE_ALREADY_REGISTERED', 'IDEMPOTENCY_KEY_REUSED'],
  },
  {
    method: 'post',
    path: '/faces/index',
    operationId: 'indexFace',
    tag,
    summary: "Registers a face in the form of AWS's Virtual Proctor sample.",
    groups,
    body: FaceSchema,
    answers: { 200: { description: 'Registered.', schema: SampleRegistrationSchema } },
    errors: ['UNSUPPORTED_IMAGE', 'PHOTO_REFUSED', 'FACE_ALREADY_REGISTERED'],
  },
  {
    method: 'post',
    path: '/registrations/bulk',
    operationId: 'startBulk',
    tag,
    summary: 'Answers where to put a ZIP of photos with their list, which are then registered.',
    groups,
    body: z.object({}),
    answers: { 202: { description: 'Where to put it.', schema: UploadSchema, headers: ['Location'] } },
  },
  {
    method: 'get',
    path: '/registrations/bulk',
    operationId: 'listBulks',
    tag,
    summary: 'Lists bulk registrations, newest first.',
    groups,
    description: 'Those of the last 30 days, whoever began them and wherever.',
    query: PageQuerySchema,
    answers: { 200: { description: 'A page.', schema: pageOf(BulkSummarySchema) } },
  },
  {
    method: 'get',
    path: '/registrations/bulk/{id}',
    operationId: 'getBulk',
    tag,
    summary: 'Answers how far a bulk registration is, and its rows.',
    groups,
    query: PageQuerySchema,
    answers: { 200: { description: 'Its progress and a page of its rows.', schema: BulkSchema } },
    errors: ['NOT_FOUND'],
  },
  {
    method: 'get',
    path: '/registrations/bulk/{id}/result.csv',
    operationId: 'getBulkResult',
    tag,
    summary: 'Answers all rows of a bulk registration with their outcome.',
    groups,
    answers: { 200: { description: 'The rows.', contentType: 'text/csv', headers: ['Content-Disposition'] } },
    errors: ['NOT_FOUND'],
  },
];
