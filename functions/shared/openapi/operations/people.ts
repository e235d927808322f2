import { MatchReportBodySchema, MatchReportsQuerySchema, PeopleQuerySchema, PersonChangeSchema } from '../../people-schemas.ts';
import type { Operation } from '../operation.ts';
import { pageOf } from '../schemas/common.ts';
import { MatchReportSchema, PersonSchema, PersonSummarySchema, RemovalReceiptSchema } from '../schemas/people.ts';

const tag = 'People';
const groups = ['admin'] as const;

export const PEOPLE_OPERATIONS: readonly Operation[] = [
  {
    method: 'get',
    path: '/faces',
    operationId: 'listFaces',
    tag,
    summary: 'Lists people whose name or external id contains the query, in the order of their names: those who are registered, unless another state is asked for.',
    groups,
    query: PeopleQuerySchema,
    answers: { 200: { description: 'A page; it may hold fewer people than there are left.', schema: pageOf(PersonSummarySchema) } },
  },
  { method: 'get', path: '/faces/{id}', operationId: 'getFace', tag, summary: 'Answers a registered person.', groups, answers: { 200: { description: 'The person.', schema: PersonSchema } }, errors: ['NOT_FOUND'] },
  {
    method: 'get',
    path: '/faces/{id}/photos/{faceId}',
    operationId: 'getFacePhoto',
    tag,
    summary: 'Answers the photo that a face was registered by. Ask for `Accept: image/*`.',
    groups,
    answers: { 200: { description: 'The photo.', contentType: 'image/*' } },
    errors: ['NOT_FOUND'],
  },
  {
    method: 'patch',
    path: '/faces/{id}',
    operationId: 'updateFace',
    tag,
    summary: 'Changes the name or the external id of a registered person.',
    groups,
    body: PersonChangeSchema,
    answers: { 200: { description: 'The person as they are then.', schema: PersonSchema } },
    errors: ['NOT_FOUND', 'EXTERNAL_ID_TAKEN'],
  },
  {
    method: 'delete',
    path: '/faces/{id}',
    operationId: 'deleteFace',
    tag,
    summary: "Removes a registered person's faces, photos and rows.",
    groups,
    answers: { 200: { description: 'The receipt: of several requests at once each counts what it removed, and one that removed nothing is answered with 404.', schema: RemovalReceiptSchema } },
    errors: ['NOT_FOUND'],
  },
  {
    method: 'get',
    path: '/match-reports',
    operationId: 'listMatchReports',
    tag,
    summary: 'Lists what auditors hold for wrong matches, newest first.',
    groups,
    query: MatchReportsQuerySchema,
    answers: { 200: { description: 'A page.', schema: pageOf(MatchReportSchema) } },
  },
  {
    method: 'post',
    path: '/match-reports/{id}/settle',
    operationId: 'settleMatchReport',
    tag,
    summary: 'Notes what was done about a wrong match.',
    groups,
    body: MatchReportBodySchema,
    answers: { 200: { description: 'The report.', schema: MatchReportSchema } },
    errors: ['NOT_FOUND'],
  },
];
