import { createPublicKey, verify } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GetPublicKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetObjectTaggingCommand } from '@aws-sdk/client-s3';
import { GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { AuditEntry } from '../../domain/audit.ts';
import { canonicalJson } from '../../domain/canonical-json.ts';
import { findBrokenLink } from '../../domain/chain.ts';
import type { Session } from '../../domain/session.ts';
import { toTimelineItem } from '../../domain/timeline.ts';
import { TIMED_STEPS, type Verdict } from '../../domain/verdict.ts';
import { createDataFolder } from '../helpers/data-folder.ts';
import { Instance, type Role } from '../helpers/instance.ts';
import { scene } from '../helpers/scenes.ts';

interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
}

const RETENTION_MS = 180 * 86_400_000;

let folder: Awaited<ReturnType<typeof createDataFolder>>;
let invigil: Instance;
let portrait: string;
let nobody: string;

beforeAll(async () => {
  folder = await createDataFolder();
  invigil = await Instance.start(folder.path);
  [portrait, nobody] = await Promise.all((['personB', 'nobody'] as const).map(async (name) => (await scene(name)).toString('base64'))) as [string, string];
}, 300_000);

afterAll(async () => {
  await invigil[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

const read = async (path: string, as: Role = 'auditor') => invigil.call(path, { method: 'GET', as });

async function start(body: Record<string, unknown> = { examId: 'algebra', consentVersion: '2026-01' }, headers: Record<string, string> = {}): Promise<Session> {
  const answer = await invigil.call('/sessions', { body, headers });
  expect(answer.status).toBe(201);
  return answer.body as Session;
}

const end = async (sessionId: string, as: Role = 'candidate') => invigil.call(`/sessions/${sessionId}/end`, { as });
const send = async (sessionId: string, image: string) => invigil.call('/verdicts', { body: { image, sessionId } });

describe('a session', () => {
  it('is started by a candidate, has their frames, and ends with a signature over all of them', async () => {
    const started = await start();
    expect(started).toMatchObject({
      examId: 'algebra',
      consentVersion: '2026-01',
      candidate: { email: 'candidate@invigil.local' },
      expected: null,
      state: 'open',
      endedAt: null,
      counters: { clear: 0, flagged: 0, inconclusive: 0 },
      incidents: [],
      lastVerdict: null,
      seal: null,
    });
    const { sessionId } = started;
    const first = (await send(sessionId, portrait)).body as Verdict;
    const second = (await send(sessionId, portrait)).body as Verdict;
    expect(second).toMatchObject({ sequence: 2, retries: {}, image: { perceptualHash: first.image.perceptualHash } });
    expect(first.image.perceptualHash).toEqual(expect.any(String));
    expect(Object.keys(second.timings).sort()).toEqual([...TIMED_STEPS].sort());
    const tags = await invigil.aws.s3().send(new GetObjectTaggingCommand({ Bucket: 'frames', Key: first.image.key }));
    expect(tags.TagSet).toEqual([{ Key: 'retention', Value: 'standard' }]);

    const ended = await end(sessionId);
    expect(ended).toMatchObject({
      status: 200,
      body: { sessionId, state: 'ended', endReason: 'CANDIDATE', counters: { flagged: 2 }, lastVerdict: { verdictId: second.verdictId, sequence: 2 }, seal: { sessionId, count: 2, head: second.hash } },
    });
    const { seal } = ended.body as { seal: NonNullable<Session['seal']> };
    const kms = new KMSClient({ endpoint: invigil.awsEndpointUrl, region: 'us-east-1', credentials: { accessKeyId: 'any', secretAccessKey: 'any' } });
    const { PublicKey: der } = await kms.send(new GetPublicKeyCommand({ KeyId: seal.signature.keyId }));
    const key = createPublicKey({ key: Buffer.from(der ?? []), format: 'der', type: 'spki' });
    const isGood = (statement: unknown): boolean => verify('sha256', Buffer.from(canonicalJson(statement)), key, Buffer.from(seal.signature.value, 'base64'));
    expect([isGood({ sessionId, count: 2, head: second.hash }), isGood({ sessionId, count: 1, head: first.hash })]).toEqual([true, false]);

    expect((await end(sessionId)).body).toEqual(ended.body);
    expect((await read(`/sessions/${sessionId}`, 'candidate')).body).toEqual(ended.body);
    expect(await send(sessionId, portrait)).toMatchObject({ status: 409, body: { error: { code: 'SESSION_ENDED', field: 'sessionId' } } });
    const verdicts = (await read(`/sessions/${sessionId}/verdicts`)).body as Page<Verdict>;
    expect(verdicts).toEqual({ items: [first, second], nextCursor: null });
    expect((await read(`/sessions/${sessionId}/verdicts?order=desc`)).body).toEqual({ items: [second, first], nextCursor: null });
    expect((await read(`/sessions/${sessionId}/verdicts?order=desc&after=2&limit=1`)).body).toMatchObject({ items: [first] });
    expect((await read(`/sessions/${sessionId}/verdicts?after=1`)).body).toEqual({ items: [second], nextCursor: null });
    expect(await read(`/sessions/${sessionId}/verdicts?limit=51`)).toMatchObject({ status: 422 });
    const timeline = { items: [first, second].map(toTimelineItem), nextCursor: null };
    expect([(await read(`/sessions/${sessionId}/timeline`)).body, (await read(`/sessions/${sessionId}/timeline`, 'candidate')).body]).toEqual([timeline, timeline]);
    expect(timeline.items[0]?.signals).toContain('UNKNOWN_PERSON');
  });

  it('has what its candidate says of it, also when it has ended, until they take it back', async () => {
    const started = await start();
    expect(started).toMatchObject({ note: null, retainedUntil: new Date(Math.floor(Date.parse(started.startedAt) / 1_000) * 1_000 + RETENTION_MS).toISOString() });
    const { sessionId } = started;
    const write = async (text: unknown) => invigil.call(`/sessions/${sessionId}/note`, { method: 'PUT', body: { text } });
    const written = await write(' The light went out.\nTwice. ');
    expect(written).toMatchObject({ status: 200, body: { sessionId, state: 'open', note: { text: 'The light went out.\nTwice.', writtenAt: expect.any(String) } } });
    await send(sessionId, nobody);
    const ended = (await end(sessionId)).body as Session;
    expect(ended).toMatchObject({ state: 'ended', note: (written.body as Session).note, retainedUntil: started.retainedUntil });
    expect((await write('x'.repeat(2_000))).status).toBe(200);
    expect(((await read(`/sessions/${sessionId}`)).body as Session).note?.text).toHaveLength(2_000);
    const listed = ((await read('/sessions', 'candidate')).body as Page<Session>).items.find((session) => session.sessionId === sessionId);
    expect(listed?.note?.text).toHaveLength(2_000);
    expect((await write('  ')).body).toMatchObject({ note: null });
    for (const text of ['x'.repeat(2_001), 7, '\ud800', 'a\u202eb', 'a\u0000b']) expect(await write(text)).toMatchObject({ status: 422, body: { error: { code: 'INVALID_REQUEST', field: 'text' } } });
    expect(((await read(`/sessions/${sessionId}`)).body as Session).note).toBeNull();
  });

  it('is started, commented on and ended under the eyes of the audit log', async () => {
    const { sessionId, candidate } = await start();
    await invigil.call(`/sessions/${sessionId}/note`, { method: 'PUT', body: { text: 'Secret.' } });
    await end(sessionId);
    const { items } = (await read(`/audit?actor=${candidate.sub}`)).body as Page<AuditEntry>;
    const own = items.filter(({ target }) => target === sessionId);
    expect(own.map(({ action, outcome }) => [action, outcome])).toEqual([['EndSession', 200], ['PutSessionNote', 200], ['StartSession', 201]]);
    expect(JSON.stringify(own)).not.toMatch(/Secret|@/);
  });

  it('expects whoever is registered with the e-mail of the candidate, whatever they ask for', async () => {
    const externalImageId = '5b0f6a1c-1111-4111-8111-111111111111';
    await invigil.aws.dynamoDb().send(new PutCommand({ TableName: 'Faces', Item: { externalImageId, externalId: 'candidate@invigil.local', state: 'registered', fullName: 'Ada Lovelace', lowerCaseName: 'ada lovelace', faceIds: [] } }));
    const session = await start({ examId: 'logic', consentVersion: '1', expected: { externalImageId: 'somebody else' } });
    expect(session.expected).toEqual({ externalImageId });
    expect(await send(session.sessionId, portrait)).toMatchObject({ status: 200, body: { decision: 'flagged' } });
  });

  it('is not started twice with one Idempotency-Key', async () => {
    const headers = { 'Idempotency-Key': 'start-1' };
    const sessions = await Promise.all(Array.from({ length: 5 }, () => start(undefined, headers)));
    expect(new Set(sessions.map((session) => JSON.stringify(session))).size).toBe(1);
    expect(await invigil.call('/sessions', { body: { examId: 'another', consentVersion: '2026-01' }, headers })).toMatchObject({ status: 409, body: { error: { code: 'IDEMPOTENCY_KEY_REUSED' } } });
  });

  it('counts each of twenty frames at once, in an unbroken chain', async () => {
    const { sessionId } = await start();
    const answers = await Promise.all(Array.from({ length: 20 }, () => send(sessionId, nobody)));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect((await read(`/sessions/${sessionId}`)).body).toMatchObject({ counters: { clear: 0, flagged: 20, inconclusive: 0 }, lastVerdict: { sequence: 20 } });
    const { items } = (await read(`/sessions/${sessionId}/verdicts`)).body as Page<Verdict>;
    expect([items.length, findBrokenLink(items)]).toEqual([20, null]);
  });

  it('that ends while frames are under way has exactly those that were answered', async () => {
    const { sessionId } = await start();
    await send(sessionId, nobody);
    const frames = Array.from({ length: 8 }, () => send(sessionId, nobody));
    const ended = await end(sessionId);
    const answers = await Promise.all(frames);
    for (const { status, body } of answers) if (status !== 200) expect([status, body]).toMatchObject([409, { error: { code: 'SESSION_ENDED' } }]);
    const recorded = 1 + answers.filter(({ status }) => status === 200).length;
    expect(ended).toMatchObject({ status: 200, body: { counters: { flagged: recorded }, seal: { count: recorded } } });
    expect(((await read(`/sessions/${sessionId}/verdicts`)).body as Page<Verdict>).items).toHaveLength(recorded);
  });

  it('keeps the frames that come under a legal hold', async () => {
    const { sessionId } = await start();
    const documents = invigil.aws.dynamoDb();
    const legalHold = { reason: 'An appeal', heldBy: 'somebody', heldAt: '2026-03-01T12:00:00.000Z' };
    await documents.send(new UpdateCommand({ TableName: 'Sessions', Key: { sessionId }, UpdateExpression: 'SET legalHold = :hold REMOVE expiresAt', ExpressionAttributeValues: { ':hold': legalHold } }));
    const { image } = (await send(sessionId, nobody)).body as Verdict;
    expect((await invigil.aws.s3().send(new GetObjectTaggingCommand({ Bucket: 'frames', Key: image.key }))).TagSet).toEqual([{ Key: 'retention', Value: 'held' }]);
    expect((await end(sessionId)).status).toBe(200);
    const { Items: items } = await documents.send(new QueryCommand({ TableName: 'Verdicts', KeyConditionExpression: 'sessionId = :id', ExpressionAttributeValues: { ':id': sessionId } }));
    expect(items).toMatchObject([{ sequence: 1 }, { recordType: 'seal' }]);
    for (const item of items ?? []) expect(item).not.toHaveProperty('expiresAt');
    expect([await read(`/sessions/${sessionId}`), await read(`/sessions/${sessionId}`, 'candidate')]).toMatchObject([{ body: { legalHold, retainedUntil: null } }, { body: { legalHold: null, retainedUntil: null } }]);
  });
});

describe('sessions', () => {
  it('are nobody else’s to read or to end', async () => {
    const { sessionId, candidate } = await start();
    const documents = invigil.aws.dynamoDb();
    const { Item: row } = await documents.send(new GetCommand({ TableName: 'Sessions', Key: { sessionId } }));
    const others = { sessionId: 'of-somebody-else', candidate: { sub: 'somebody', email: 'eve@example.org' }, candidateSub: 'somebody', candidateEmail: 'eve@example.org' };
    await documents.send(new PutCommand({ TableName: 'Sessions', Item: { ...row, ...others } }));
    for (const path of ['/sessions/of-somebody-else', '/sessions/of-somebody-else/verdicts', '/sessions/unknown', `/sessions/${'x'.repeat(3_000)}`]) {
      expect(await read(path, 'candidate')).toMatchObject({ status: 404, body: { error: { code: 'NOT_FOUND' } } });
    }
    expect(await end('of-somebody-else')).toMatchObject({ status: 404 });
    expect(await read('/sessions/of-somebody-else')).toMatchObject({ status: 200, body: { candidate: { email: 'eve@example.org' } } });
    expect((await read('/sessions?person=eve@example.org', 'candidate')).body).toEqual({ items: [], nextCursor: null });
    expect((await read('/sessions?person=%20EVE@example.org')).body).toMatchObject({ items: [{ sessionId: 'of-somebody-else' }] });
    const own = (await read('/sessions', 'candidate')).body as Page<Session>;
    expect(new Set(own.items.map(({ candidate }) => candidate.sub))).toEqual(new Set([candidate.sub]));
  });

  it.each([
    ['GET', '/sessions', 'admin'],
    ['GET', '/sessions/x', 'admin'],
    ['GET', '/sessions/x/verdicts', 'admin'],
    ['POST', '/sessions', 'admin'],
    ['POST', '/sessions', 'auditor'],
    ['POST', '/sessions/x/end', 'auditor'],
  ] as const)('%s %s is not for the group %s', async (method, path, as) => {
    expect(await invigil.call(path, { method, as, ...(method === 'POST' ? { body: {} } : {}) })).toMatchObject({ status: 403, body: { error: { code: 'FORBIDDEN' } } });
  });

  it.each([
    [{ consentVersion: '1' }, 'examId'],
    [{ examId: '  ', consentVersion: '1' }, 'examId'],
    [{ examId: 7, consentVersion: '1' }, 'examId'],
    [{ examId: 'a'.repeat(129), consentVersion: '1' }, 'examId'],
    [{ examId: '\ud800', consentVersion: '1' }, 'examId'],
    [{ examId: 'a\u202eb', consentVersion: '1' }, 'examId'],
    [{ examId: 'a' }, 'consentVersion'],
    [{ examId: 'a', consentVersion: 'one\ntwo' }, 'consentVersion'],
  ])('are not started by %j', async (body, field) => {
    expect(await invigil.call('/sessions', { body })).toMatchObject({ status: 422, body: { error: { code: 'INVALID_REQUEST', field } } });
  });

  it.each([
    ['/sessions?state=closed', 'state'],
    ['/sessions?decision=bad', 'decision'],
    ['/sessions?from=yesterday', 'from'],
    ['/sessions?from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z', 'from'],
    ['/sessions?person=', 'person'],
    ['/sessions?limit=0', 'limit'],
    ['/sessions?limit=101', 'limit'],
    ['/sessions?cursor=nonsense', 'cursor'],
  ])('are not listed for %s', async (path, field) => {
    expect(await read(path)).toMatchObject({ status: 422, body: { error: { code: 'INVALID_REQUEST', field } } });
  });

  it('are found by state, decision, person and time', async () => {
    const before = new Date().toISOString();
    const flagged = await start({ examId: 'flagged', consentVersion: '1' });
    await send(flagged.sessionId, nobody);
    const ended = await start({ examId: 'ended', consentVersion: '1' });
    expect((await end(ended.sessionId)).body).toMatchObject({ seal: { count: 0, head: null } });
    const found = async (query: string) => ((await read(`/sessions?from=${before}&${query}`)).body as Page<Session>).items.map(({ examId }) => examId);
    expect(await found('')).toEqual(['ended', 'flagged']);
    expect(await found('state=open')).toEqual(['flagged']);
    expect(await found('state=ended')).toEqual(['ended']);
    expect(await found('decision=flagged')).toEqual(['flagged']);
    expect(await found('decision=clear')).toEqual([]);
    expect(await found(`person=${flagged.candidate.sub}&state=ended`)).toEqual(['ended']);
    expect(await found('person=Candidate@Invigil.Local&decision=flagged&state=open')).toEqual(['flagged']);
    expect(await found('person=nobody@example.org')).toEqual([]);
    expect(((await read(`/sessions?to=${before}`)).body as Page<Session>).items.map(({ examId }) => examId)).not.toContain('flagged');
  });

  it('come in pages that lose and repeat none while new ones arrive', async () => {
    const before = new Date().toISOString();
    const many = async (count: number) => Promise.all(Array.from({ length: count }, () => start({ examId: 'many', consentVersion: '1' })));
    const ids = (await many(30)).map(({ sessionId }) => sessionId);
    for (const query of [`from=${before}`, `from=${before}&state=open`, `from=${before}&person=candidate@invigil.local`]) {
      const first = (await read(`/sessions?${query}`)).body as Page<Session>;
      await many(2);
      const second = (await read(`/sessions?${query}&cursor=${first.nextCursor ?? ''}`)).body as Page<Session>;
      const seen = [...first.items, ...second.items].map(({ sessionId }) => sessionId);
      expect([first.items.length, new Set(seen).size, second.nextCursor]).toEqual([25, seen.length, null]);
      expect(seen).toEqual(expect.arrayContaining(ids));
      const whole = (await read(`/sessions?${query}&limit=100`)).body as Page<Session>;
      expect([whole.items.slice(-seen.length).map(({ sessionId }) => sessionId), whole.nextCursor]).toEqual([seen, null]);
      expect(((await read(`/sessions?${query}&limit=27&cursor=${first.nextCursor ?? ''}`)).body as Page<Session>).items).toEqual(second.items);
      expect(await read(`/sessions?${query}&decision=clear&cursor=${first.nextCursor ?? ''}`)).toMatchObject({ status: 422, body: { error: { field: 'cursor' } } });
    }
  });

  it('have verdicts in pages, each of them once', async () => {
    const { sessionId } = await start();
    const answers = await Promise.all(Array.from({ length: 55 }, () => send(sessionId, nobody)));
    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
    const first = (await read(`/sessions/${sessionId}/verdicts`)).body as Page<Verdict>;
    await send(sessionId, nobody);
    const second = (await read(`/sessions/${sessionId}/verdicts?cursor=${first.nextCursor ?? ''}`)).body as Page<Verdict>;
    expect([...first.items, ...second.items].map(({ sequence }) => sequence)).toEqual(Array.from({ length: 56 }, (_, index) => index + 1));
    for (const path of [`/sessions/${sessionId}/verdicts?order=desc&`, '/sessions?']) expect(await read(`${path}cursor=${first.nextCursor ?? ''}`)).toMatchObject({ status: 422 });
  }, 240_000);
});

describe('a session that nobody ends', () => {
  it('is ended every hour: an exam’s a day after its last frame, one of no exam when its day is over', async () => {
    const { sessionId } = await start();
    const documents = invigil.aws.dynamoDb();
    const { Item: row } = await documents.send(new GetCommand({ TableName: 'Sessions', Key: { sessionId } }));
    const left = { sessionId: 'left', startedAt: new Date(Date.now() - 25 * 3_600_000).toISOString() };
    const adHoc = { sessionId: 'adhoc-somebody-2026-03-01', examId: null, startedAt: '2026-03-01T12:00:00.000Z', day: '2026-03-01' };
    for (const rest of [left, adHoc]) await documents.send(new PutCommand({ TableName: 'Sessions', Item: { ...row, ...rest } }));
    const lambda = new LambdaClient({ endpoint: invigil.awsEndpointUrl, region: 'us-east-1', credentials: { accessKeyId: 'any', secretAccessKey: 'any' } });
    const { Payload: payload } = await lambda.send(new InvokeCommand({ FunctionName: 'end-idle-sessions', Payload: '{}' }));
    expect(JSON.parse(new TextDecoder().decode(payload))).toEqual({ ended: 2, failed: 0 });
    expect((await read('/sessions/left')).body).toMatchObject({ state: 'ended', endReason: 'ABANDONED', seal: { count: 0, signature: { algorithm: 'ECDSA_SHA_256' } } });
    expect((await read(`/sessions/${adHoc.sessionId}`)).body).toMatchObject({ state: 'ended', endReason: 'DAY_OVER', endedAt: '2026-03-02T00:00:00.000Z' });
    expect((await read(`/sessions/${sessionId}`)).body).toMatchObject({ state: 'open' });
  });
});

describe('an instance that is killed', () => {
  it('loses no count of a session, and ends it whole', async () => {
    const { sessionId } = await start();
    await send(sessionId, nobody);
    let answered = 1;
    const frames = Array.from({ length: 6 }, async () => {
      const { status } = await send(sessionId, nobody);
      if (status === 200) answered += 1;
      if (answered === 3) await invigil.kill();
    });
    await Promise.allSettled(frames);
    invigil = await Instance.start(folder.path, { successorOf: invigil });
    const { items } = (await read(`/sessions/${sessionId}/verdicts`)).body as Page<Verdict>;
    expect(items.length).toBeGreaterThanOrEqual(answered);
    expect((await read(`/sessions/${sessionId}`)).body).toMatchObject({ counters: { flagged: items.length }, lastVerdict: { sequence: items.length } });
    expect(await end(sessionId)).toMatchObject({ status: 200, body: { counters: { flagged: items.length }, seal: { count: items.length, head: items.at(-1)?.hash } } });
  }, 240_000);
});
