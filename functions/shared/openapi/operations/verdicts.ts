import { GROUPS } from '../../http/request.ts';
import { VerdictsQuerySchema } from '../../list-schemas.ts';
import { MatchReportBodySchema } from '../../people-schemas.ts';
import { ReviewBodySchema } from '../../review-schema.ts';
import { FrameSchema, ProcessSchema } from '../../schemas.ts';
import type { Operation } from '../operation.ts';
import { pageOf } from '../schemas/common.ts';
import { MatchReportSchema } from '../schemas/people.ts';
import { ReviewSchema } from '../schemas/reviews.ts';
import { RecordedVerdictSchema, SampleTestsSchema, VerdictSchema } from '../schemas/verdicts.ts';

const tag = 'Verdicts';

export const VERDICT_OPERATIONS: readonly Operation[] = [
  {
    method: 'post',
    path: '/verdicts',
    operationId: 'createVerdict',
    tag,
    summary: 'Verifies a frame and answers its recorded verdict.',
    description: 'One person may send some frames at once, and then twice as many as the policy asks for with `frameIntervalMs`. What comes faster is refused with `THROTTLED`; `Retry-After` says when to repeat it. A frame that is repeated with its `Idempotency-Key` gets the verdict on record at any pace.',
    groups: GROUPS,
    isIdempotent: true,
    body: FrameSchema,
    answers: { 200: { description: 'The verdict, on record.', schema: VerdictSchema } },
    errors: ['UNSUPPORTED_IMAGE', 'NOT_FOUND', 'SESSION_ENDED', 'IDEMPOTENCY_KEY_REUSED'],
  },
  {
    method: 'post',
    path: '/process',
    operationId: 'processFrame',
    tag,
    summary: "Verifies a frame in the form of AWS's Virtual Proctor sample.",
    description: 'At the pace of `POST /verdicts`, and out of the same allowance.',
    groups: GROUPS,
    body: ProcessSchema,
    answers: { 200: { description: 'Five tests.', schema: SampleTestsSchema } },
    errors: ['UNSUPPORTED_IMAGE', 'SESSION_ENDED'],
  },
  {
    method: 'get',
    path: '/verdicts',
    operationId: 'listVerdicts',
    tag,
    summary: 'Lists recorded verdicts, newest first.',
    groups: ['auditor'],
    query: VerdictsQuerySchema,
    answers: { 200: { description: 'A page.', schema: pageOf(RecordedVerdictSchema) } },
  },
  {
    method: 'get',
    path: '/verdicts/{id}',
    operationId: 'getVerdict',
    tag,
    summary: 'Answers a recorded verdict, as it is hashed.',
    groups: GROUPS,
    description: 'For auditors, and for the person whose frame it was; to others it is not there.',
    answers: { 200: { description: 'The record.', schema: RecordedVerdictSchema } },
    errors: ['NOT_FOUND'],
  },
  {
    method: 'get',
    path: '/verdicts/{id}/frame',
    operationId: 'getFrame',
    tag,
    summary: 'Answers the very bytes that were judged.',
    groups: GROUPS,
    description: 'For auditors, and for the person whose frame it was; to others it is not there. Ask for `Accept: image/*`.',
    answers: { 200: { description: 'The frame.', contentType: 'image/*' } },
    errors: ['NOT_FOUND'],
  },
  {
    method: 'put',
    path: '/verdicts/{id}/review',
    operationId: 'putReview',
    tag,
    summary: 'Confirms or dismisses a verdict, or withdraws what was said. The record itself stays as it is.',
    groups: ['auditor'],
    body: ReviewBodySchema,
    answers: { 200: { description: 'The review.', schema: ReviewSchema } },
    errors: ['NOT_FOUND'],
  },
  {
    method: 'get',
    path: '/verdicts/{id}/review',
    operationId: 'getReview',
    tag,
    summary: 'Answers what an auditor said of a verdict.',
    groups: ['auditor'],
    answers: { 200: { description: 'The review, and those that it replaced.', schema: ReviewSchema } },
    errors: ['NOT_FOUND'],
  },
  {
    method: 'put',
    path: '/verdicts/{id}/match-report',
    operationId: 'reportMatch',
    tag,
    summary: 'Tells the administrators that a verdict recognised the wrong person.',
    groups: ['auditor'],
    body: MatchReportBodySchema,
    answers: { 200: { description: 'The report.', schema: MatchReportSchema } },
    errors: ['NOT_FOUND'],
  },
];
