import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { rulesOf, type Policy, type PolicyRules } from '../../domain/policy.ts';
import type { PreviewedSession } from '../../domain/preview/session-replay.ts';
import type { Session } from '../../domain/session.ts';
import type { Verdict } from '../../domain/verdict.ts';
import { createDataFolder } from '../helpers/data-folder.ts';
import { Instance, type Role } from '../helpers/instance.ts';
import { scene } from '../helpers/scenes.ts';

interface Version {
  revision: number;
  version: string;
  createdAt: string | null;
  createdBy: string | null;
  rules: PolicyRules;
}

let folder: Awaited<ReturnType<typeof createDataFolder>>;
let invigil: Instance;
let withPhone: string;
let sessionId: string;
let initial: Policy;

beforeAll(async () => {
  folder = await createDataFolder();
  invigil = await Instance.start(folder.path);
  withPhone = (await scene('personWithPhone')).toString('base64');
  initial = (await read('/policy')).body as Policy;
  sessionId = ((await invigil.call('/sessions', { body: { examId: 'algebra', consentVersion: '1' } })).body as Session).sessionId;
}, 300_000);

afterAll(async () => {
  await invigil[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

const read = async (path: string, as: Role = 'admin') => invigil.call(path, { method: 'GET', as });
const put = async (body: unknown, as: Role = 'admin') => invigil.call('/policy', { method: 'PUT', as, body });
const preview = async (body: unknown, as: Role = 'admin') => invigil.call('/policy/preview', { as, body });

async function send(): Promise<Verdict> {
  const { status, body } = await invigil.call('/verdicts', { body: { image: withPhone, sessionId } });
  expect(status).toBe(200);
  return body as Verdict;
}

const rulesWith = (rules: Partial<PolicyRules>): PolicyRules => ({ ...rulesOf(initial), ...rules });

describe('the policy', () => {
  it('is changed by an admin from one frame to the next, and each verdict names its own', async () => {
    const before = [await send(), await send()];
    const lenient = rulesWith({ objects: [{ name: 'Book' }] });
    const answer = await put({ ...lenient, basedOn: initial.version });
    expect(answer).toMatchObject({ status: 200, body: lenient });
    const { version } = answer.body as Policy;
    const after = await send();

    expect(before.map(({ policyVersion, policy, checks }) => [policyVersion, policy, checks[0].reason])).toEqual([[initial.version, initial, 'OBJECT_PRESENT'], [initial.version, initial, 'OBJECT_PRESENT']]);
    expect([after.policyVersion, after.policy, after.checks[0].reason]).toEqual([version, answer.body, null]);
    for (const as of ['admin', 'auditor', 'candidate'] as const) expect((await read('/policy', as)).body).toEqual(answer.body);
    expect((await read(`/sessions/${sessionId}`, 'auditor')).body).toMatchObject({ incidents: expect.arrayContaining([expect.objectContaining({ rule: 'object', frameCount: 2, severity: 'high' })]) });
  });

  it('is put once for the same rules, and not over one that its author has not seen', async () => {
    const { body } = await read('/policy');
    const inForce = body as Policy;
    expect(await put({ ...rulesOf(inForce), basedOn: initial.version })).toMatchObject({ status: 200, body: inForce });
    expect(await put({ ...rulesWith({ faceMatchPercent: 90 }), basedOn: initial.version })).toMatchObject({ status: 409, body: { error: { code: 'POLICY_CHANGED', field: 'basedOn' } } });
    const { items, nextCursor } = (await read('/policy/versions', 'auditor')).body as { items: Version[]; nextCursor: string | null };
    expect(items.map(({ revision, version }) => [revision, version])).toEqual([[1, inForce.version], [0, initial.version]]);
    expect(items[0]).toMatchObject({ createdAt: expect.stringMatching(/^\d{4}-.*Z$/), createdBy: expect.any(String), rules: rulesOf(inForce) });
    expect([items[1]?.createdAt, nextCursor]).toEqual([null, null]);
  });

  it.each([
    ['a percentage', { minConfidencePercent: 101 }, 'minConfidencePercent'],
    ['an object', { objects: [{ name: 'Book' }, { name: '' }] }, 'objects.1.name'],
    ['a rule', { incidentRules: [{ name: 'phone', signals: ['OBJECT_PRESENT'], frames: 1, ofLast: 3, severity: 'high' }] }, 'incidentRules.0.frames'],
    ['a field', { colour: 'blue' }, 'colour'],
  ])('is refused with the path of %s that is wrong', async (_, wrong, field) => {
    expect(await put({ ...rulesOf(initial), ...wrong })).toMatchObject({ status: 422, body: { error: { code: 'INVALID_REQUEST', field } } });
  });

  it('is changed, previewed and looked back on by those who may', async () => {
    for (const as of ['auditor', 'candidate'] as const) {
      expect(await put(rulesOf(initial), as)).toMatchObject({ status: 403 });
      expect(await preview({ policy: rulesOf(initial) }, as)).toMatchObject({ status: 403 });
    }
    expect(await read('/policy/versions', 'candidate')).toMatchObject({ status: 403 });
    expect((await read('/policy/versions?cursor=bm9uZQ')).body).toMatchObject({ error: { code: 'INVALID_REQUEST', field: 'cursor' } });
  });

  it('can name labels that are listed for everybody', async () => {
    const { status, body } = await read('/labels', 'candidate');
    const { items } = body as { items: { name: string; aliases: string[]; parents: string[] }[] };
    expect(status).toBe(200);
    expect(items.find(({ name }) => name === 'Mobile Phone')).toMatchObject({ aliases: ['Cell Phone'], parents: ['Electronics', 'Phone'] });
  });
});

describe('a preview', () => {
  const only = (answer: { body: unknown }): PreviewedSession | undefined => (answer.body as { items: PreviewedSession[] }).items[0];

  it('says what another policy makes of the frames on record, and changes nothing', async () => {
    const inForce = (await read('/policy')).body;
    const answer = await preview({ policy: rulesOf(initial), sessionIds: [sessionId] });
    expect(answer).toMatchObject({ status: 200, body: { version: initial.version, nextCursor: null } });
    expect(only(answer)).toMatchObject({ sessionId, verdictCount: 3, truncated: false, verdictsChanged: 1, exact: true, inexact: [], incidentsKept: expect.any(Number) });

    const blind = only(await preview({ policy: rulesWith({ objects: [], incidentRules: initial.incidentRules.filter(({ name }) => name === 'object') }), lastSessions: 1 }));
    expect(blind).toMatchObject({ sessionId, verdictsChanged: 2, exact: true, incidentsAdded: [] });
    expect(blind?.incidentsRemoved).toContainEqual(expect.objectContaining({ rule: 'object', frameCount: 2 }));
    expect((await read('/policy')).body).toEqual(inForce);
  });

  it('says what the record cannot tell', async () => {
    const answer = only(await preview({ policy: rulesWith({ moderationPercent: 10 }), sessionIds: [sessionId] }));
    expect(answer).toMatchObject({ exact: false, inexact: [{ check: 'moderation', why: 'BELOW_EVIDENCE', verdictCount: 3 }] });
  });

  it('is refused for sessions that there are not, and for rules that could not be put', async () => {
    expect(await preview({ policy: rulesOf(initial), sessionIds: [sessionId, 'exam-none'] })).toMatchObject({ status: 404, body: { error: { field: 'sessionIds.1' } } });
    expect(await preview({ policy: rulesOf(initial), sessionIds: [sessionId], lastSessions: 3 })).toMatchObject({ status: 422, body: { error: { field: 'lastSessions' } } });
    expect(await preview({ policy: { ...rulesOf(initial), maxGapMs: 0 } })).toMatchObject({ status: 422, body: { error: { field: 'policy.maxGapMs' } } });
    expect(await preview({ policy: rulesOf(initial), lastSessions: 1, cursor: 'bm9uZQ' })).toMatchObject({ status: 422, body: { error: { field: 'cursor' } } });
  });
});
