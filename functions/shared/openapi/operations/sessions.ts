import { PageQuerySchema, SessionsQuerySchema, SessionVerdictsQuerySchema } from '../../list-schemas.ts';
import { SessionNoteSchema, SessionSchema as SessionBodySchema } from '../../schemas.ts';
import type { Operation } from '../operation.ts';
import { pageOf } from '../schemas/common.ts';
import { ReviewSchema } from '../schemas/reviews.ts';
import { SessionSchema, TimelineItemSchema } from '../schemas/sessions.ts';
import { RecordedVerdictSchema } from '../schemas/verdicts.ts';

const tag = 'Sessions';
const READERS = ['auditor', 'candidate'] as const;
const OF_OWN = 'Auditors see all, candidates their own; to others a session is not there.';

export const SESSION_OPERATIONS: readonly Operation[] = [
  {
    method: 'post',
    path: '/sessions',
    operationId: 'startSession',
    tag,
    summary: "Starts a candidate's session. Whom it expects in front of the camera is the registered person whose external id is the candidate's e-mail.",
    groups: ['candidate'],
    isIdempotent: true,
    body: SessionBodySchema,
    answers: { 201: { description: 'The session.', schema: SessionSchema } },
    errors: ['IDEMPOTENCY_KEY_REUSED'],
  },
  {
    method: 'get',
    path: '/sessions',
    operationId: 'listSessions',
    tag,
    summary: 'Lists sessions, newest first.',
    description: OF_OWN,
    groups: READERS,
    query: SessionsQuerySchema,
    answers: { 200: { description: 'A page.', schema: pageOf(SessionSchema) } },
  },
  {
    method: 'get',
    path: '/sessions/{id}',
    operationId: 'getSession',
    tag,
    summary: 'Answers a session with its counters and incidents.',
    description: OF_OWN,
    groups: READERS,
    answers: { 200: { description: 'The session.', schema: SessionSchema } },
    errors: ['NOT_FOUND'],
  },
  {
    method: 'post',
    path: '/sessions/{id}/end',
    operationId: 'endSession',
    tag,
    summary: "Ends a session of one's own, closes its chain and signs it. Repeating it answers the same.",
    groups: ['candidate'],
    answers: { 200: { description: 'The session.', schema: SessionSchema } },
    errors: ['NOT_FOUND', 'INVALID_REQUEST'],
  },
  {
    method: 'put',
    path: '/sessions/{id}/note',
    operationId: 'putSessionNote',
    tag,
    summary: "Keeps what a candidate says of a session of their own, open or ended; an empty text removes it.",
    groups: ['candidate'],
    body: SessionNoteSchema,
    answers: { 200: { description: 'The session.', schema: SessionSchema } },
    errors: ['NOT_FOUND'],
  },
  {
    method: 'get',
    path: '/sessions/{id}/timeline',
    operationId: 'getSessionTimeline',
    tag,
    summary: "Lists a session's verdicts in their order, a line each and some thousand a page.",
    description: `${OF_OWN} A verdict that was recorded a moment ago may be missing yet.`,
    groups: READERS,
    query: PageQuerySchema,
    answers: { 200: { description: 'A page.', schema: pageOf(TimelineItemSchema) } },
    errors: ['NOT_FOUND'],
  },
  {
    method: 'get',
    path: '/sessions/{id}/verdicts',
    operationId: 'listSessionVerdicts',
    tag,
    summary: "Lists a session's verdicts in their order.",
    description: OF_OWN,
    groups: READERS,
    query: SessionVerdictsQuerySchema,
    answers: { 200: { description: 'A page.', schema: pageOf(RecordedVerdictSchema) } },
    errors: ['NOT_FOUND'],
  },
  {
    method: 'get',
    path: '/sessions/{id}/reviews',
    operationId: 'listReviews',
    tag,
    summary: "Lists what auditors said of a session's verdicts.",
    groups: ['auditor'],
    query: PageQuerySchema,
    answers: { 200: { description: 'A page.', schema: pageOf(ReviewSchema) } },
    errors: ['NOT_FOUND'],
  },
];
