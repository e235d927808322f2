import { beforeAll, describe, expect, it } from '@jest/globals';
import { PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { AuditEntry } from '../../domain/audit.ts';
import type { Session } from '../../domain/session.ts';
import type { Verdict } from '../../domain/verdict.ts';
import { writeCursor } from '../../functions/shared/cursor.ts';
import { DynamoDbSessions } from '../../functions/shared/adapters/dynamodb-sessions.ts';
import type { Instance } from '../helpers/instance.ts';
import { scene } from '../helpers/scenes.ts';
import { seedChain } from '../helpers/seed-verdicts.ts';
import { useInstance } from '../helpers/use-instance.ts';

/*
 * What somebody tries who has a candidate's token, and knows how the product is built: cursors are no secrets, ids are in addresses.
 */
const THEIRS = 'of-somebody-else';
/** An hour ago: what is older than the retention is gone for whoever reads. */
const STARTED_AT = new Date(Date.now() - 3_600_000).toISOString();

interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
}

let invigil: Instance;
let image: string;
let own: Session;
let verdict: Verdict;

useInstance((started) => { invigil = started; });

beforeAll(async () => {
  image = (await scene('personB')).toString('base64');
  own = (await invigil.call('/sessions', { body: { examId: 'algebra', consentVersion: '1' } })).body as Session;
  verdict = (await invigil.call('/verdicts', { body: { image, sessionId: own.sessionId } })).body as Verdict;
  const documents = invigil.aws.dynamoDb();
  const sessions = new DynamoDbSessions(documents, 'Sessions', { retentionDays: 180 });
  await sessions.create({ sessionId: THEIRS, examId: 'algebra', candidate: { sub: 'eve', email: 'eve@example.org' }, expected: null, consentVersion: '1', startedAt: STARTED_AT, firstPolicy: verdict.policy });
  await seedChain(documents, { like: verdict, sessionId: THEIRS, owner: 'eve', count: 3, firstAt: STARTED_AT, decisionOf: () => 'clear' });
});

const get = async (path: string) => invigil.call(path, { method: 'GET' });
const codeOf = ({ status, body }: { status: number; body: unknown }): [number, string | undefined] => [status, (body as { error?: { code: string } } | null)?.error?.code];

/** What a candidate may ask of a session. */
const ofSession = (id: string): [method: string, path: string, body?: unknown][] => [
  ['GET', `/sessions/${id}`],
  ['GET', `/sessions/${id}/timeline`],
  ['GET', `/sessions/${id}/verdicts`],
  ['GET', `/sessions/${id}/export`],
  ['POST', `/sessions/${id}/end`],
  ['PUT', `/sessions/${id}/note`, { text: 'Mine now.' }],
];

describe('ids', () => {
  it("of somebody else's session are as good as none", async () => {
    for (const [method, path, body] of ofSession(THEIRS)) expect([path, ...codeOf(await invigil.call(path, { method, body }))]).toEqual([path, 404, 'NOT_FOUND']);
    expect(codeOf(await invigil.call('/verdicts', { body: { image, sessionId: THEIRS } }))).toEqual([404, 'NOT_FOUND']);
    expect((await invigil.call(`/sessions/${THEIRS}`, { method: 'GET', as: 'auditor' })).body).toMatchObject({ state: 'open', note: null, lastVerdict: { sequence: 3 } });
  });

  it("of somebody else's verdict are as good as none", async () => {
    const { verdictId } = (await invigil.call('/verdicts', { as: 'auditor', body: { image } })).body as Verdict;
    for (const path of [`/verdicts/${verdictId}`, `/verdicts/${verdictId}/frame`]) expect(codeOf(await get(path))).toEqual([404, 'NOT_FOUND']);
  });

  it.each(['x'.repeat(129), 'x'.repeat(4_000), '%00', '%F0%9F%A6%8A', 'a%2F..%2F..%2Fexport', '..%2f..%2faudit', '%20', '*', '${jndi:x}', "'%20OR%201=1", 'externalId%23candidate@invigil.local', '__proto__', 'constructor'])(
    'that cannot be any are 404, never a fault: %s',
    async (id) => {
      const asked = [...ofSession(id), ['GET', `/verdicts/${id}`], ['GET', `/verdicts/${id}/frame`]] as [string, string, unknown?][];
      for (const [method, path, body] of asked) expect([path, ...codeOf(await invigil.call(path, { method, body }))]).toEqual([path, 404, 'NOT_FOUND']);
      for (const [method, path] of [['GET', `/faces/${id}`], ['DELETE', `/faces/${id}`], ['GET', `/registrations/${id}`], ['GET', `/registrations/bulk/${id}`], ['GET', `/erasures/${id}`]] as const) {
        expect([path, ...codeOf(await invigil.call(path, { method, as: 'admin' }))]).toEqual([path, 404, 'NOT_FOUND']);
      }
    },
  );
});

describe('cursors', () => {
  const scope = { list: 'sessions', from: null, to: null, state: null, decision: null };
  const ofSessions = (at: unknown, person: string): string => writeCursor(at, { ...scope, person });

  it("that are forged lead nowhere but into one's own list", async () => {
    const { sub } = own.candidate;
    const top = { from: '0', month: null, after: null };
    const forged = [ofSessions(top, sub), ofSessions({ ...top, after: { startedAt: '9', sessionId: THEIRS } }, sub)];
    for (const cursor of forged) {
      const answer = await get(`/sessions?cursor=${cursor}`);
      expect(codeOf(answer)).toEqual([200, undefined]);
      expect((answer.body as Page<Session>).items.filter(({ candidate }) => candidate.sub !== sub)).toEqual([]);
    }
    for (const cursor of [ofSessions(top, 'eve'), ofSessions(top, 'eve@example.org'), writeCursor(top, { ...scope, person: null })]) expect(codeOf(await get(`/sessions?cursor=${cursor}`))).toEqual([422, 'INVALID_REQUEST']);
  });

  it.each([
    ['a beginning that is no time', { from: 'zzz', month: null, after: null }],
    ['a beginning behind the end', { from: '9999-01-01T00:00:00.000Z', month: null, after: { startedAt: STARTED_AT, sessionId: 'x' } }],
    ['a month where there are none', { from: '0', month: '2026-03', after: null }],
    ['a month that there is not', { from: '0', month: '2026-99', after: null }],
    ['no position', { from: '0' }],
    ['a number', 7],
  ])('with %s are refused, not failed on', async (_, at) => {
    expect(codeOf(await get(`/sessions?cursor=${ofSessions(at, own.candidate.sub)}`))).toEqual([422, 'INVALID_REQUEST']);
  });

  it('of another list or session are refused', async () => {
    const cursors = [
      writeCursor({ sequence: 1 }, { list: 'timeline', sessionId: THEIRS }),
      writeCursor({ sequence: 1 }, { list: 'reviews', sessionId: own.sessionId }),
      writeCursor({ sequence: -1 }, { list: 'timeline', sessionId: own.sessionId }),
      writeCursor({ sequence: 1e300 }, { list: 'timeline', sessionId: own.sessionId }),
      Buffer.from('{"__proto__":{"sequence":1}}').toString('base64url'),
      '%00',
      'x'.repeat(9_000),
    ];
    for (const cursor of cursors) for (const list of ['timeline', 'verdicts']) expect(codeOf(await get(`/sessions/${own.sessionId}/${list}?cursor=${cursor}`))).toEqual([422, 'INVALID_REQUEST']);
  });

  it('of an administrator or auditor that are forged are refused, too', async () => {
    const people = writeCursor({ query: '', after: { state: 'pending', lowerCaseName: 'a', externalImageId: 'b' } });
    expect(codeOf(await invigil.call(`/faces?cursor=${people}`, { method: 'GET', as: 'admin' }))).toEqual([422, 'INVALID_REQUEST']);
    const audit = { list: 'audit', actor: null, action: null, from: null, to: null };
    for (const at of [{ from: '2026-03-02T00:00:00.000Z', to: '2026-03-01T00:00:00.000Z', month: '2026-03', entryId: null }, { from: '2026-03-01T00:00:00.000Z', to: '2026-03-02T00:00:00.000Z', month: '2026-13', entryId: null }]) {
      expect(codeOf(await invigil.call(`/audit?cursor=${writeCursor(at, audit)}`, { method: 'GET', as: 'auditor' }))).toEqual([422, 'INVALID_REQUEST']);
    }
  });
});

describe('times', () => {
  it.each(['to=9999-12-31T23:59:59-10:00', 'from=9999-12-31T23:59:59-10:00', 'to=0000-01-01T00:00:00%2B10:00', 'to=10000-01-01T00:00:00Z'])('beyond four digits of a year are refused: %s', async (query) => {
    expect(codeOf(await get(`/sessions?${query}`))).toEqual([422, 'INVALID_REQUEST']);
  });

  it('at the end of what can be said are taken', async () => {
    expect((await get('/sessions?from=0001-01-01T00:00:00Z&to=9999-12-31T23:59:59Z')).status).toBe(200);
  });

  it.each(['/sessions', '/sessions?state=open', '/sessions?person=candidate@invigil.local', '/verdicts', '/verdicts?reviewed=false&decision=flagged', '/executions', '/executions?status=FAILED', '/audit', '/audit?action=PutPolicy'])(
    'that are yet to come have nothing behind them: %s',
    async (path) => {
      const soon = new Date(Date.now() + 60_000).toISOString();
      for (const range of [`from=${soon}`, 'from=9999-12-31T00:00:00Z', `from=${soon}&to=9999-12-31T00:00:00Z`]) {
        const answer = await invigil.call(`${path}${path.includes('?') ? '&' : '?'}${range}`, { method: 'GET', as: 'auditor' });
        expect([range, answer.status, answer.body]).toEqual([range, 200, { items: [], nextCursor: null }]);
      }
    },
  );
});

describe('headers', () => {
  it('make nobody anybody else', async () => {
    const headers = { 'X-HTTP-Method-Override': 'DELETE', 'X-Forwarded-User': 'admin', 'Cognito-Groups': 'auditor', 'X-Amzn-Oidc-Data': 'e30.e30.e30', 'X-Original-URL': '/api/audit', 'X-Rewrite-Url': '/api/audit' };
    expect((await invigil.call(`/sessions/${own.sessionId}`, { method: 'GET', headers })).body).toMatchObject({ sessionId: own.sessionId });
    expect(codeOf(await invigil.call('/audit', { method: 'GET', headers }))).toEqual([403, 'FORBIDDEN']);
    const token = await invigil.token('auditor');
    for (const path of [`/audit?access_token=${token}`, `/audit?Authorization=${token}`]) expect(codeOf(await get(path))).toEqual([403, 'FORBIDDEN']);
  });

  it('with a key that somebody else has used get a session and a verdict of their own', async () => {
    const key = { 'Idempotency-Key': 'shared' };
    const theirs = (await invigil.call('/verdicts', { as: 'auditor', body: { image }, headers: key })).body as Verdict;
    const mine = (await invigil.call('/verdicts', { body: { image }, headers: key })).body as Verdict;
    expect(mine.verdictId).not.toBe(theirs.verdictId);
    expect(mine.sessionId).not.toBe(theirs.sessionId);
  });
});

describe('bodies', () => {
  it.each([
    ['deep', `{"examId":${'['.repeat(200_000)}${']'.repeat(200_000)},"consentVersion":"1"}`, [400, 'MALFORMED_JSON']],
    ['of a prototype', '{"examId":"a","consentVersion":"1","__proto__":{"isAdmin":true}}', [400, 'MALFORMED_JSON']],
    ['of a constructor', '{"examId":"a","consentVersion":"1","constructor":{"prototype":{"isAdmin":true}}}', [400, 'MALFORMED_JSON']],
    ['unclosed', '['.repeat(500_000), [400, 'MALFORMED_JSON']],
    ['long', JSON.stringify({ examId: 'x'.repeat(5_000_000), consentVersion: '1' }), [422, 'INVALID_REQUEST']],
    ['of many names', JSON.stringify(Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`name${String(index)}`, index]))), [422, 'INVALID_REQUEST']],
    ['a list', '[{"examId":"a","consentVersion":"1"}]', [422, 'INVALID_REQUEST']],
    ['null', 'null', [422, 'INVALID_REQUEST']],
  ])('that are %s are refused at once', async (_, body, expected) => {
    expect(codeOf(await invigil.call('/sessions', { body }))).toEqual(expected);
  });

  it('cannot name what is not theirs to say', async () => {
    const body = '{"examId":"logic","consentVersion":"1","state":"ended","sessionId":"mine","candidate":{"sub":"eve"},"expected":{"externalImageId":"x"},"legalHold":{"reason":"x"},"note":{"text":"x"},"retainedUntil":null}';
    const { status, body: session } = await invigil.call('/sessions', { body });
    expect([status, session]).toMatchObject([201, { state: 'open', candidate: own.candidate, expected: null, legalHold: null, note: null, retainedUntil: expect.any(String) }]);
    expect((session as Session).sessionId).not.toBe('mine');
  });
});

describe('races', () => {
  it('of notes leave one of them, and the end of a session one end', async () => {
    const { sessionId } = (await invigil.call('/sessions', { body: { examId: 'race', consentVersion: '1' } })).body as Session;
    const notes = Array.from({ length: 10 }, (_, index) => invigil.call(`/sessions/${sessionId}/note`, { method: 'PUT', body: { text: `Note ${String(index)}` } }));
    const ends = Array.from({ length: 6 }, () => invigil.call(`/sessions/${sessionId}/end`));
    expect((await Promise.all([...notes, ...ends])).map(({ status }) => status)).toEqual([...notes, ...ends].map(() => 200));
    const session = (await get(`/sessions/${sessionId}`)).body as Session;
    expect(session).toMatchObject({ state: 'ended', note: { text: expect.stringMatching(/^Note \d$/) }, seal: { count: 0 } });
    expect(new Set((await Promise.all(ends)).map(({ body }) => JSON.stringify((body as Session).seal))).size).toBe(1);
  });
});

describe('what was erased', () => {
  it('is not brought back by the key that began it, nor by a note', async () => {
    const headers = { 'Idempotency-Key': 'erased-later' };
    const body = { examId: 'erased', consentVersion: '1' };
    const { sessionId } = (await invigil.call('/sessions', { body, headers })).body as Session;
    // As an erasure leaves it.
    const documents = invigil.aws.dynamoDb();
    const { Items: items = [] } = await documents.send(new ScanCommand({ TableName: 'Sessions' }));
    const row = items.find((item) => item.sessionId === sessionId);
    await documents.send(new PutCommand({ TableName: 'Sessions', Item: { ...row, candidate: { sub: 'erased-1', email: null }, candidateSub: 'erased-1' } }));
    expect(codeOf(await invigil.call('/sessions', { body, headers }))).toEqual([409, 'IDEMPOTENCY_KEY_REUSED']);
    expect(codeOf(await invigil.call(`/sessions/${sessionId}/note`, { method: 'PUT', body: { text: 'Still mine.' } }))).toEqual([404, 'NOT_FOUND']);
  });
});

describe('the audit log', () => {
  it('keeps nothing that somebody has typed in place of an id', async () => {
    await invigil.call('/sessions/I%20am%20Ada%20Lovelace/note', { method: 'PUT', body: { text: 'x' } });
    await invigil.call('/sessions/ada%40example.org/note', { method: 'PUT', body: { text: 'x' } });
    await invigil.call('/executions?session=Ada%20Lovelace&Ada%20Lovelace=1', { method: 'GET', as: 'auditor' });
    const { items } = (await invigil.call('/audit', { method: 'GET', as: 'auditor' })).body as Page<AuditEntry>;
    expect(items.filter(({ action, target }) => action === 'PutSessionNote' && target === '…').length).toBeGreaterThanOrEqual(2);
    expect(JSON.stringify(items)).not.toMatch(/Lovelace|ada@/);
  });
});
