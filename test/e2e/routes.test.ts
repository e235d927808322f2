import { beforeAll, describe, expect, it } from '@jest/globals';
import type { AuditAction, AuditEntry } from '../../domain/audit.ts';
import { rulesOf, type Policy, type PolicyRules } from '../../domain/policy.ts';
import type { Session } from '../../domain/session.ts';
import type { Verdict } from '../../domain/verdict.ts';
import type { Operation } from '../../functions/shared/openapi/operation.ts';
import { OPERATIONS } from '../../functions/shared/openapi/operations/operations.ts';
import { ApiDescription } from '../helpers/api-description.ts';
import type { Instance, Role } from '../helpers/instance.ts';
import { scene } from '../helpers/scenes.ts';
import { useInstance } from '../helpers/use-instance.ts';

const ROLES = ['admin', 'auditor', 'candidate'] as const;
const NOBODYS = '0b1f8a0e-1111-4222-8333-944455556666';

/** Whose things the requests are about: the candidate's own session and verdict, and what administrators and auditors have made. */
interface Things {
  image: string;
  policy: PolicyRules;
  sessionId: string;
  endedSessionId: string;
  verdictId: string;
  personId: string;
  faceId: string;
  removablePersonId: string;
  erasedPersonId: string;
  erasureId: string;
  registrationId: string;
  bulkId: string;
}

interface Request {
  /** The values of the path's parameters, in their order. */
  ids?: (things: Things) => string[];
  body?: (things: Things) => unknown;
  query?: string;
  headers?: Record<string, string>;
  /** What each role that may call is answered. */
  answers: Partial<Record<Role, number | readonly number[]>>;
}

const verdictOf = ({ verdictId }: Things): string[] => [verdictId];
const sessionOf = ({ sessionId }: Things): string[] => [sessionId];
const personOf = ({ personId }: Things): string[] => [personId];
const ofOwner = { auditor: 200, candidate: 200, admin: 404 } as const;
const ERASURE_KEY = 'erase-joan';
/** A state machine applies it: it may be done by the time of the answer. */
const APPLIED_OR_NOT = [200, 202] as const;
const note = (): unknown => ({ note: 'That is somebody else.' });

/** A request for every operation: one without is a route that nobody has thought about. */
const REQUESTS: Readonly<Record<string, Request>> = {
  createVerdict: { body: ({ image }) => ({ image }), answers: { admin: 200, auditor: 200, candidate: 200 } },
  processFrame: { body: ({ image }) => ({ image }), answers: { admin: 200, auditor: 200, candidate: 200 } },
  listVerdicts: { answers: { auditor: 200 } },
  getVerdict: { ids: verdictOf, answers: ofOwner },
  getFrame: { ids: verdictOf, headers: { accept: 'image/jpeg' }, answers: ofOwner },
  putReview: { ids: verdictOf, body: () => ({ decision: 'confirmed', note: 'A phone.' }), answers: { auditor: 200 } },
  getReview: { ids: verdictOf, answers: { auditor: 200 } },
  reportMatch: { ids: verdictOf, body: note, answers: { auditor: 200 } },
  startSession: { body: () => ({ examId: 'exam-2', consentVersion: '1' }), answers: { candidate: 201 } },
  listSessions: { answers: { auditor: 200, candidate: 200 } },
  getSession: { ids: sessionOf, answers: { auditor: 200, candidate: 200 } },
  listSessionVerdicts: { ids: sessionOf, answers: { auditor: 200, candidate: 200 } },
  getSessionTimeline: { ids: sessionOf, answers: { auditor: 200, candidate: 200 } },
  putSessionNote: { ids: sessionOf, body: () => ({ text: 'The light went out.' }), answers: { candidate: 200 } },
  listReviews: { ids: sessionOf, answers: { auditor: 200 } },
  endSession: { ids: ({ endedSessionId }) => [endedSessionId], answers: { candidate: 200 } },
  exportSession: { ids: sessionOf, answers: { auditor: 200, candidate: 200 } },
  holdSession: { ids: sessionOf, body: () => ({ reason: 'An appeal.' }), answers: { auditor: APPLIED_OR_NOT, admin: APPLIED_OR_NOT } },
  getHold: { ids: sessionOf, answers: { auditor: 200, admin: 200 } },
  releaseSession: { ids: sessionOf, answers: { auditor: APPLIED_OR_NOT, admin: APPLIED_OR_NOT } },
  erasePerson: { body: ({ erasedPersonId }) => ({ externalImageId: erasedPersonId }), headers: { 'Idempotency-Key': ERASURE_KEY }, answers: { admin: 202 } },
  getErasure: { ids: ({ erasureId }) => [erasureId], answers: { admin: 200, auditor: 200 } },
  getSigningKey: { answers: { admin: 200, auditor: 200, candidate: 200 } },
  listExecutions: { answers: { auditor: 200 } },
  getExecution: { ids: verdictOf, answers: { auditor: 200 } },
  getExecutionHistory: { ids: verdictOf, answers: { auditor: 200 } },
  listAuditLog: { answers: { auditor: 200 } },
  getPolicy: { answers: { admin: 200, auditor: 200, candidate: 200 } },
  putPolicy: { body: ({ policy }) => policy, answers: { admin: 200 } },
  listPolicyVersions: { answers: { admin: 200, auditor: 200 } },
  previewPolicy: { body: ({ policy, sessionId }) => ({ policy, sessionIds: [sessionId] }), answers: { admin: 200 } },
  listLabels: { answers: { admin: 200, auditor: 200, candidate: 200 } },
  register: { body: ({ image }) => ({ image, fullName: 'Ada King' }), answers: { admin: 409 } },
  getRegistration: { ids: ({ registrationId }) => [registrationId], answers: { admin: 200 } },
  addFacePhoto: { ids: personOf, body: ({ image }) => ({ image }), answers: { admin: 201 } },
  indexFace: { body: ({ image }) => ({ image, fullName: 'Ada King' }), answers: { admin: 409 } },
  startBulk: { body: () => ({}), answers: { admin: 202 } },
  listBulks: { answers: { admin: 200 } },
  getBulk: { ids: ({ bulkId }) => [bulkId], answers: { admin: 200 } },
  getBulkResult: { ids: ({ bulkId }) => [bulkId], answers: { admin: 200 } },
  listFaces: { query: '?query=ada', answers: { admin: 200 } },
  getFace: { ids: personOf, answers: { admin: 200 } },
  getFacePhoto: { ids: ({ personId, faceId }) => [personId, faceId], headers: { accept: 'image/jpeg' }, answers: { admin: 200 } },
  updateFace: { ids: personOf, body: () => ({ fullName: 'Ada King' }), answers: { admin: 200 } },
  deleteFace: { ids: ({ removablePersonId }) => [removablePersonId], answers: { admin: 200 } },
  listMatchReports: { answers: { admin: 200 } },
  settleMatchReport: { ids: verdictOf, body: note, answers: { admin: 200 } },
  getHealth: { answers: {} },
  getOpenApi: { answers: {} },
};

/** What the audit log calls each operation that changes something, or why it is not entered. */
const AUDITED: Readonly<Record<string, AuditAction | { because: string }>> = {
  createVerdict: { because: 'The verdict is a record of its own, with whose it is, when and of what.' },
  processFrame: { because: 'The verdict is a record of its own, with whose it is, when and of what.' },
  putReview: 'PutReview',
  reportMatch: 'ReportMatch',
  startSession: 'StartSession',
  putSessionNote: 'PutSessionNote',
  endSession: 'EndSession',
  holdSession: 'HoldSession',
  releaseSession: 'ReleaseSession',
  erasePerson: 'ErasePerson',
  putPolicy: 'PutPolicy',
  previewPolicy: 'PreviewPolicy',
  register: 'RegisterFace',
  addFacePhoto: 'AddFacePhoto',
  indexFace: 'RegisterFace',
  startBulk: 'StartImport',
  updateFace: 'UpdateFace',
  deleteFace: 'DeleteFace',
  settleMatchReport: 'SettleMatchReport',
};

let invigil: Instance;
let things: Things;
let description: ApiDescription;

useInstance((started) => { invigil = started; });

beforeAll(async () => {
  const post = async (path: string, as: Role, body: unknown, headers: Record<string, string> = {}): Promise<Record<string, unknown>> => {
    const answer = await invigil.call(path, { as, body, headers });
    if (answer.status >= 300) throw new Error(`${path} was answered ${String(answer.status)}: ${JSON.stringify(answer.body)}`);
    return answer.body as Record<string, unknown>;
  };
  const image = (await scene('personA')).toString('base64');
  const registration = await post('/registrations', 'admin', { image, fullName: 'Ada Lovelace' });
  const removable = await post('/registrations', 'admin', { image: (await scene('personB')).toString('base64'), fullName: 'Grace Hopper' });
  const session = (await post('/sessions', 'candidate', { examId: 'exam-1', consentVersion: '1' })) as unknown as Session;
  const ended = (await post('/sessions', 'candidate', { examId: 'exam-0', consentVersion: '1' })) as unknown as Session;
  const verdict = (await post('/verdicts', 'candidate', { image, sessionId: session.sessionId })) as unknown as Verdict;
  const policy = rulesOf((await invigil.call('/policy', { method: 'GET' })).body as Policy);
  const bulk = await post('/registrations/bulk', 'admin', {});
  const erased = await post('/registrations', 'admin', { image: (await scene('personC')).toString('base64'), fullName: 'Joan Clarke' });
  const erasure = await post('/erasures', 'admin', { externalImageId: erased.externalImageId }, { 'Idempotency-Key': ERASURE_KEY });
  things = {
    image,
    policy,
    sessionId: session.sessionId,
    endedSessionId: ended.sessionId,
    verdictId: verdict.verdictId,
    personId: String(registration.externalImageId),
    faceId: String(registration.faceId),
    removablePersonId: String(removable.externalImageId),
    erasedPersonId: String(erased.externalImageId),
    erasureId: String(erasure.erasureId),
    registrationId: String(registration.registrationId),
    bulkId: String(bulk.bulkId),
  };
  description = new ApiDescription(await (await fetch(`${invigil.origin}/api/openapi.json`)).json());
});

async function ask(operation: Operation, ids: readonly string[], as: Role | null): Promise<{ status: number; code: string | null; problem: string | null }> {
  const { body, query = '', headers = {} } = requestOf(operation);
  const left = [...ids];
  const path = operation.path.replaceAll(/\{\w+\}/g, () => encodeURIComponent(left.shift() ?? ''));
  const response = await fetch(`${invigil.origin}/api${path}${query}`, {
    method: operation.method.toUpperCase(),
    headers: { ...(as === null ? {} : { authorization: `Bearer ${await invigil.token(as)}` }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body(things)) }),
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  const answer = response.headers.get('content-type')?.startsWith('application/json') === true ? (JSON.parse(bytes.toString()) as { error?: { code: string } }) : null;
  return { status: response.status, code: answer?.error?.code ?? null, problem: description.problemOf(operation.method, operation.path, response.status, answer) };
}

function requestOf({ operationId }: Operation): Request {
  return REQUESTS[operationId] ?? { answers: {} };
}

const idsOf = (operation: Operation): string[] => requestOf(operation).ids?.(things) ?? [];
const title = (operation: Operation): string => `${operation.method.toUpperCase()} ${operation.path}`;
const guarded = OPERATIONS.filter(({ groups }) => groups !== 'public').map((operation) => [title(operation), operation] as const);
const open = OPERATIONS.filter(({ groups }) => groups === 'public').map((operation) => [title(operation), operation] as const);
const changing = guarded.filter(([, { method }]) => method !== 'get');
const withIds = guarded.filter(([, { path }]) => path.includes('{'));

describe('every route', () => {
  it('is one that is tried here', () => {
    expect(Object.keys(REQUESTS).sort()).toEqual(OPERATIONS.map(({ operationId }) => operationId).sort());
  });

  it.each(open)('%s is open to everybody', async (_, operation) => {
    expect(await ask(operation, [], null)).toEqual({ status: 200, code: null, problem: null });
  });

  it.each(guarded)('%s asks for a token', async (_, operation) => {
    expect(await ask(operation, idsOf(operation), null)).toEqual({ status: 401, code: 'UNAUTHENTICATED', problem: null });
  });

  it.each(guarded)('%s refuses every group that it is not for', async (_, operation) => {
    const others = ROLES.filter((role) => !operation.groups.includes(role as never));
    for (const role of others) expect({ role, ...(await ask(operation, idsOf(operation), role)) }).toEqual({ role, status: 403, code: 'FORBIDDEN', problem: null });
  });

  it.each(guarded)('%s answers whom it is for, as it is described', async (_, operation) => {
    const { answers } = requestOf(operation);
    expect(Object.keys(answers).sort()).toEqual(operation.groups === 'public' ? [] : [...operation.groups].sort());
    for (const [role, expected] of Object.entries(answers) as [Role, number | readonly number[]][]) {
      const { status, problem } = await ask(operation, idsOf(operation), role);
      expect({ role, problem, isExpected: [expected].flat().includes(status), status }).toEqual({ role, problem: null, isExpected: true, status });
    }
  });

  it.each(withIds)("%s has nothing under nobody's id", async (_, operation) => {
    const ids = idsOf(operation).map(() => NOBODYS);
    for (const role of Object.keys(requestOf(operation).answers) as Role[]) expect({ role, ...(await ask(operation, ids, role)) }).toEqual({ role, status: 404, code: 'NOT_FOUND', problem: null });
  });
});

describe('what changes anything', () => {
  const entriesOf = async (action: AuditAction): Promise<AuditEntry[]> => ((await invigil.call(`/audit?action=${action}`, { method: 'GET', as: 'auditor' })).body as { items: AuditEntry[] }).items;

  it('is entered into the audit log, or it is said why not', () => {
    expect(Object.keys(AUDITED).sort()).toEqual(changing.map(([, { operationId }]) => operationId).sort());
  });

  it.each(changing.filter(([, { operationId }]) => typeof AUDITED[operationId] === 'string'))('%s is an entry each time, by whoever did it', async (_, operation) => {
    const action = AUDITED[operation.operationId] as AuditAction;
    const [role] = Object.keys(requestOf(operation).answers) as [Role];
    const before = new Set((await entriesOf(action)).map(({ entryId }) => entryId));
    const { status } = await ask(operation, idsOf(operation), role);
    const added = (await entriesOf(action)).filter(({ entryId }) => !before.has(entryId));
    expect(added.map(({ actor, outcome }) => [actor.groups, outcome])).toEqual([[[role], status]]);
  });
});

describe("somebody else's", () => {
  it('session takes no frames', async () => {
    const { image, sessionId } = things;
    for (const as of ['admin', 'auditor'] as const) expect(await invigil.call('/verdicts', { as, body: { image, sessionId } })).toMatchObject({ status: 404, body: { error: { code: 'NOT_FOUND', field: 'sessionId' } } });
  });

  it('sessions are not in a list of one’s own', async () => {
    const { items } = (await invigil.call(`/sessions?person=${NOBODYS}`, { method: 'GET' })).body as { items: unknown[] };
    expect(items).toEqual([]);
  });
});
