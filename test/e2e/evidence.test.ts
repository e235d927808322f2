import { randomBytes } from 'node:crypto';
import { GetPublicKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { GetObjectTaggingCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { GetCommand, QueryCommand, ScanCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import type { Erasure } from '../../domain/erasure/erasure.ts';
import type { ExportRecord } from '../../domain/export/export-record.ts';
import { isSignedBy } from '../../domain/export/verify-signature.ts';
import type { Session } from '../../domain/session.ts';
import { toTimelineItem } from '../../domain/timeline.ts';
import type { Verdict } from '../../domain/verdict.ts';
import { createDataFolder } from '../helpers/data-folder.ts';
import type { Instance } from '../helpers/instance.ts';
import { scene, type SceneName } from '../helpers/scenes.ts';
import { useInstance } from '../helpers/use-instance.ts';
import { runVerifyExport } from '../helpers/verify-export.ts';
import { waitUntil } from '../helpers/wait-until.ts';

/** What a loaded machine may take for a test that asks for much. */
const PATIENCE_MS = 240_000;

let invigil: Instance;

useInstance((started) => { invigil = started; });

async function startSession(): Promise<string> {
  const { status, body } = await invigil.call('/sessions', { body: { examId: 'algebra-1', consentVersion: '1' } });
  expect(status).toBe(201);
  return (body as Session).sessionId;
}

async function sendFrame(sessionId: string, image: Buffer): Promise<Verdict> {
  const { status, body } = await invigil.call('/verdicts', { body: { sessionId, image: image.toString('base64') } });
  expect(status).toBe(200);
  return body as Verdict;
}

const sendScene = async (sessionId: string, name: SceneName): Promise<Verdict> => sendFrame(sessionId, await scene(name));

/** Text as it is answered, for an export is no single JSON. */
async function getText(path: string, as: 'auditor' | 'candidate' = 'auditor'): Promise<{ status: number; headers: Headers; text: string }> {
  const response = await fetch(`${invigil.origin}/api${path}`, { headers: { authorization: `Bearer ${await invigil.token(as)}` }, redirect: 'manual' });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

const recordsOf = (text: string): ExportRecord[] => text.trimEnd().split('\n').map((line) => JSON.parse(line) as ExportRecord);

describe('the export of a session', () => {
  it('holds for whoever has the key, and shows what was tampered with', async () => {
    await using folder = await createDataFolder();
    const sessionId = await startSession();
    const first = await sendScene(sessionId, 'personB');
    const second = await sendScene(sessionId, 'nobody');
    await invigil.call(`/sessions/${sessionId}/end`);
    // Logs are written in batches: the last events arrive a moment later.
    await waitUntil(async () => {
      const { text } = await getText(`/sessions/${sessionId}/export`);
      return recordsOf(text).filter((record) => record.record === 'execution').every(({ history }) => history?.at(-1)?.type === 'ExecutionSucceeded');
    }, PATIENCE_MS);

    const { status, headers, text } = await getText(`/sessions/${sessionId}/export?frames=all`);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('application/x-ndjson');
    expect(headers.get('content-disposition')).toBe(`attachment; filename="invigil-${sessionId}.ndjson"`);
    const records = recordsOf(text);
    expect(records.flatMap((record) => (record.record === 'verdict' ? [record.verdict] : []))).toEqual([first, second]);
    expect(records.flatMap((record) => (record.record === 'frame' ? [record.bytes] : []))).toEqual([(await scene('personB')).toString('base64'), (await scene('nobody')).toString('base64')]);
    expect(records.flatMap((record) => (record.record === 'seal' ? [record.seal] : []))).toMatchObject([{ sessionId, count: 2, head: second.hash }]);

    const key = await invigil.call('/signing-key', { method: 'GET', as: 'auditor' });
    const { pem, publicKey, keyId } = key.body as { pem: string; publicKey: string; keyId: string };
    const kms = new KMSClient({ endpoint: invigil.awsEndpointUrl, region: 'us-east-1', credentials: { accessKeyId: 'any', secretAccessKey: 'any' } });
    const { PublicKey } = await kms.send(new GetPublicKeyCommand({ KeyId: keyId }));
    kms.destroy();
    expect(Buffer.from(PublicKey ?? []).toString('base64')).toBe(publicKey);

    await expect(runVerifyExport(folder.path, text, pem)).resolves.toMatchObject({ exitCode: 0, output: expect.stringContaining('2 verdicts are all there are') });
    await expect(runVerifyExport(folder.path, text)).resolves.toMatchObject({ exitCode: 0, output: expect.stringContaining('is only what the file says') });
    const tampered = text.replace('"outcome":"fail"', '"outcome":"pass"');
    // Where the machine is slow, an incident may stand before it.
    const at = records.findIndex(({ record }) => record === 'verdict') + 1;
    await expect(runVerifyExport(folder.path, tampered, pem)).resolves.toMatchObject({ exitCode: 1, output: expect.stringContaining(`HASH at line ${at}, a verdict record, verdict 1, ${first.verdictId}`) });
    const shortened = text.split('\n').filter((line) => !line.includes('"record":"execution"')).join('\n');
    await expect(runVerifyExport(folder.path, shortened, pem)).resolves.toMatchObject({ exitCode: 1, output: expect.stringContaining('MANIFEST_SECTION') });
  }, PATIENCE_MS);

  it('is signed while the session is open, and brings its candidate nothing that is an auditor\'s business', async () => {
    await using folder = await createDataFolder();
    const sessionId = await startSession();
    const verdict = await sendScene(sessionId, 'personB');
    await invigil.call(`/verdicts/${verdict.verdictId}/review`, { method: 'PUT', as: 'auditor', body: { decision: 'dismissed', note: 'A poster.' } });
    const [whole, own] = [await getText(`/sessions/${sessionId}/export`), await getText(`/sessions/${sessionId}/export`, 'candidate')];
    expect(recordsOf(whole.text).filter(({ record }) => record === 'review')).toHaveLength(1);
    expect(recordsOf(own.text).filter(({ record }) => record === 'review')).toHaveLength(0);
    expect(own.text).not.toContain('A poster.');
    expect(recordsOf(own.text).flatMap((record) => (record.record === 'execution' ? [record.history] : []))).toEqual([null]);
    await expect(runVerifyExport(folder.path, own.text)).resolves.toMatchObject({ exitCode: 0, output: expect.stringContaining('The session was open: its 1 verdicts') });
    await invigil.call(`/sessions/${sessionId}/end`);
  }, PATIENCE_MS);

  it('is written for later when it is large', async () => {
    await using folder = await createDataFolder();
    const sessionId = await startSession();
    // Noise, which no format makes smaller: nearly 4 MiB.
    const raw = { width: 1_150, height: 1_150, channels: 3 as const };
    await sendFrame(sessionId, await sharp(randomBytes(raw.width * raw.height * 3), { raw }).png().toBuffer());
    await invigil.call(`/sessions/${sessionId}/end`);
    let answer = await getText(`/sessions/${sessionId}/export?frames=all`);
    expect({ status: answer.status, retryAfter: answer.headers.get('retry-after') }).toEqual({ status: 202, retryAfter: '3' });
    const location = (answer.headers.get('location') ?? '').replace(/^\/api/, '');
    await waitUntil(async () => {
      answer = await getText(location);
      return answer.status !== 202;
    }, PATIENCE_MS);
    expect(answer.status).toBe(303);
    // A page may not read where a redirect leads.
    const told = await getText(`${location}&redirect=false`);
    expect({ status: told.status, body: JSON.parse(told.text) as unknown }).toEqual({ status: 201, body: { status: 'READY', url: told.headers.get('location') } });
    const file = await fetch(answer.headers.get('location') ?? '');
    expect(file.headers.get('content-disposition')).toBe(`attachment; filename="invigil-${sessionId}.ndjson"`);
    await expect(runVerifyExport(folder.path, await file.text())).resolves.toMatchObject({ exitCode: 0, output: expect.stringContaining('1 frames are included') });
  }, PATIENCE_MS);

  it('is not there for others, nor with wrong parameters', async () => {
    const sessionId = await startSession();
    await expect(getText('/sessions/nobody/export')).resolves.toMatchObject({ status: 404 });
    await expect(getText(`/sessions/${sessionId}/export?frames=some`)).resolves.toMatchObject({ status: 422, text: expect.stringContaining('"field":"frames"') });
    const asAdmin = await invigil.call(`/sessions/${sessionId}/export`, { method: 'GET', as: 'admin' });
    expect(asAdmin.status).toBe(403);
  });
});

describe('a legal hold', () => {
  /** When each item of a session expires, by what it is; undefined for one that does not. And what its frames are tagged with. */
  async function retentionOf(sessionId: string, frameKeys: string[]): Promise<{ expiries: Record<string, unknown>; tags: (string | undefined)[] }> {
    const dynamoDb = invigil.aws.dynamoDb();
    const s3 = invigil.aws.s3();
    const expiries: Record<string, unknown> = {};
    const query = { KeyConditionExpression: 'sessionId = :id', ExpressionAttributeValues: { ':id': sessionId } };
    const session = await dynamoDb.send(new GetCommand({ TableName: 'Sessions', Key: { sessionId }, ConsistentRead: true }));
    expiries.session = session.Item?.expiresAt;
    for (const [table, source] of Object.entries({ verdict: { TableName: 'Verdicts' }, review: { TableName: 'Reviews' }, execution: { TableName: 'Executions', IndexName: 'bySession' } })) {
      const { Items: items = [] } = await dynamoDb.send(new QueryCommand({ ...source, ...query }));
      for (const [index, item] of items.entries()) expiries[`${table}-${index}`] = item.expiresAt;
    }
    const tags: (string | undefined)[] = [];
    for (const Key of frameKeys) tags.push((await s3.send(new GetObjectTaggingCommand({ Bucket: 'frames', Key }))).TagSet?.find((tag) => tag.Key === 'retention')?.Value);
    s3.destroy();
    return { expiries, tags };
  }

  async function untilState(sessionId: string, state: string): Promise<void> {
    await waitUntil(async () => ((await invigil.call(`/sessions/${sessionId}/hold`, { method: 'GET', as: 'auditor' })).body as { state: string }).state === state, PATIENCE_MS);
  }

  it('suspends the retention of all that belongs to a session, and gives it back as it was', async () => {
    const sessionId = await startSession();
    const verdicts = [await sendScene(sessionId, 'personB'), await sendScene(sessionId, 'nobody')];
    await invigil.call(`/verdicts/${verdicts[0]?.verdictId ?? ''}/review`, { method: 'PUT', as: 'auditor', body: { decision: 'confirmed', note: '' } });
    await invigil.call(`/sessions/${sessionId}/end`);
    const frames = verdicts.map(({ image }) => image.key);
    const before = await retentionOf(sessionId, frames);
    expect(Object.keys(before.expiries)).toEqual(['session', 'verdict-0', 'verdict-1', 'verdict-2', 'review-0', 'execution-0', 'execution-1']);
    // All of it in the same moment, whenever it was recorded.
    expect(new Set(Object.values(before.expiries))).toEqual(new Set([Date.parse(((await invigil.call(`/sessions/${sessionId}`, { method: 'GET', as: 'auditor' })).body as Session).retainedUntil ?? '') / 1_000]));
    expect(before.tags).toEqual(['standard', 'standard']);

    const held = await invigil.call(`/sessions/${sessionId}/hold`, { method: 'PUT', as: 'auditor', body: { reason: 'An appeal.' } });
    expect(held).toMatchObject({ status: 202, body: { state: 'APPLYING', hold: { reason: 'An appeal.' } } });
    expect(held.headers.get('location')).toBe(`/api/sessions/${sessionId}/hold`);
    await untilState(sessionId, 'HELD');
    const during = await retentionOf(sessionId, frames);
    expect(new Set(Object.values(during.expiries))).toEqual(new Set([undefined]));
    expect(during.tags).toEqual(['held', 'held']);
    expect((await invigil.call(`/sessions/${sessionId}`, { method: 'GET', as: 'auditor' })).body).toMatchObject({ legalHold: { reason: 'An appeal.' } });
    expect((await invigil.call(`/sessions/${sessionId}`, { method: 'GET' })).body).toMatchObject({ legalHold: null });
    await expect(invigil.call(`/sessions/${sessionId}/hold`, { method: 'PUT', as: 'auditor', body: { reason: 'An appeal.' } })).resolves.toMatchObject({ status: 200, body: { state: 'HELD' } });

    await expect(invigil.call(`/sessions/${sessionId}/hold`, { method: 'DELETE', as: 'admin' })).resolves.toMatchObject({ status: 202, body: { state: 'RELEASING', hold: null } });
    await untilState(sessionId, 'NONE');
    const after = await retentionOf(sessionId, frames);
    expect(after.tags).toEqual(['standard', 'standard']);
    expect(after.expiries).toEqual(before.expiries);
  }, PATIENCE_MS);

  it('that is lifted when the retention is over leaves a day to think again', async () => {
    const sessionId = await startSession();
    const { image } = await sendScene(sessionId, 'nobody');
    await invigil.call(`/sessions/${sessionId}/hold`, { method: 'PUT', as: 'auditor', body: { reason: 'An appeal.' } });
    await invigil.call(`/sessions/${sessionId}/end`);
    await untilState(sessionId, 'HELD');
    await invigil.aws.dynamoDb().send(new UpdateCommand({ TableName: 'Sessions', Key: { sessionId }, UpdateExpression: 'SET startedAt = :longAgo', ExpressionAttributeValues: { ':longAgo': '2020-01-01T00:00:00.000Z' } }));
    const liftedAt = Math.floor(Date.now() / 1_000);
    await invigil.call(`/sessions/${sessionId}/hold`, { method: 'DELETE', as: 'admin' });
    await untilState(sessionId, 'NONE');
    const { expiries } = await retentionOf(sessionId, [image.key]);
    expect(new Set(Object.values(expiries)).size).toBe(1);
    expect(Number(expiries.session)).toBeGreaterThanOrEqual(liftedAt + 86_400);
    expect(Number(expiries.session)).toBeLessThan(liftedAt + 86_400 + 600);
  }, PATIENCE_MS);

  it('comes too late for what has expired: that is gone for whoever asks, and nothing of it is found, before anything is deleted', async () => {
    const sessionId = await startSession();
    const { verdictId } = await sendScene(sessionId, 'nobody');
    await invigil.call(`/verdicts/${verdictId}/review`, { method: 'PUT', as: 'auditor', body: { decision: 'confirmed', note: '' } });
    const dynamoDb = invigil.aws.dynamoDb();
    const expire = async (TableName: string, Key: Record<string, unknown>): Promise<unknown> =>
      dynamoDb.send(new UpdateCommand({ TableName, Key, UpdateExpression: 'SET expiresAt = :now', ExpressionAttributeValues: { ':now': Math.floor(Date.now() / 1_000) - 1 } }));
    await expire('Sessions', { sessionId });
    await expire('Verdicts', { sessionId, sequence: 1 });
    await expire('Executions', { executionName: verdictId });
    await expire('Reviews', { sessionId, verdictId });

    for (const path of [`/sessions/${sessionId}`, `/sessions/${sessionId}/verdicts`, `/sessions/${sessionId}/timeline`, `/sessions/${sessionId}/export`, `/sessions/${sessionId}/reviews`, `/sessions/${sessionId}/hold`, `/verdicts/${verdictId}`, `/verdicts/${verdictId}/frame`, `/verdicts/${verdictId}/review`, `/executions/${verdictId}`, `/executions/${verdictId}/history`]) {
      expect([path, (await invigil.call(path, { method: 'GET', as: 'auditor' })).status]).toEqual([path, 404]);
    }
    expect(await invigil.call(`/sessions/${sessionId}/hold`, { method: 'PUT', as: 'auditor', body: { reason: 'An appeal.' } })).toMatchObject({ status: 404 });
    expect(await invigil.call('/verdicts', { body: { image: (await scene('nobody')).toString('base64'), sessionId } })).toMatchObject({ status: 404 });
    for (const path of [`/sessions?state=open`, '/sessions', `/verdicts?session=${sessionId}`, `/verdicts?session=${sessionId}&decision=flagged`, `/verdicts?reviewed=true`, `/executions?session=${sessionId}`]) {
      const { status, body } = await invigil.call(path, { method: 'GET', as: 'auditor' });
      expect([status, JSON.stringify(body)]).toEqual([200, expect.not.stringContaining(sessionId)]);
    }
  });

  it('holds what arrives while it lasts', async () => {
    const sessionId = await startSession();
    await invigil.call(`/sessions/${sessionId}/hold`, { method: 'PUT', as: 'admin', body: { reason: 'An inquiry.' } });
    const { image } = await sendScene(sessionId, 'nobody');
    await invigil.call(`/sessions/${sessionId}/end`);
    const { expiries, tags } = await retentionOf(sessionId, [image.key]);
    expect(new Set(Object.values(expiries))).toEqual(new Set([undefined]));
    expect(tags).toEqual(['held']);
  });

  it('is no business of candidates, and needs a reason', async () => {
    const sessionId = await startSession();
    await expect(invigil.call(`/sessions/${sessionId}/hold`, { method: 'PUT', body: { reason: 'Mine.' } })).resolves.toMatchObject({ status: 403 });
    await expect(invigil.call(`/sessions/${sessionId}/hold`, { method: 'PUT', as: 'auditor', body: { reason: ' ' } })).resolves.toMatchObject({ status: 422, body: { error: { field: 'reason' } } });
    await expect(invigil.call('/sessions/nobody/hold', { method: 'PUT', as: 'auditor', body: { reason: 'Any.' } })).resolves.toMatchObject({ status: 404 });
  });
});

describe('the erasure of a person', () => {
  it('is refused while one of their sessions is under a legal hold', async () => {
    const sessionId = await startSession();
    await invigil.call(`/sessions/${sessionId}/hold`, { method: 'PUT', as: 'auditor', body: { reason: 'An inquiry.' } });
    await expect(invigil.call('/erasures', { as: 'admin', body: { candidateEmail: 'candidate@invigil.local' } })).resolves.toMatchObject({ status: 409, body: { error: { code: 'LEGAL_HOLD' } } });
    await expect(invigil.call('/erasures', { as: 'admin', body: { candidateEmail: 'nobody@example.org' } })).resolves.toMatchObject({ status: 404 });
    await expect(invigil.call('/erasures', { as: 'admin', body: {} })).resolves.toMatchObject({ status: 422 });
    await expect(invigil.call('/erasures', { as: 'auditor', body: { candidateSub: 'x' } })).resolves.toMatchObject({ status: 403 });
  });

  it('takes out everything that tells of them, and leaves chains that still hold', async () => {
    await using folder = await createDataFolder();
    const dynamoDb = invigil.aws.dynamoDb();
    const { Items: sessions = [] } = await dynamoDb.send(new ScanCommand({ TableName: 'Sessions' }));
    for (const { sessionId, legalHold } of sessions) if (legalHold) await invigil.call(`/sessions/${String(sessionId)}/hold`, { method: 'DELETE', as: 'auditor' });

    const registered = await invigil.call('/registrations', { as: 'admin', body: { image: (await scene('personA')).toString('base64'), fullName: 'Ada Lovelace', externalId: 'Candidate@invigil.local' } });
    const { externalImageId } = registered.body as { externalImageId: string };
    const own = await startSession();
    const first = await sendScene(own, 'personA');
    const second = await sendScene(own, 'nobody');
    expect(first.checks[2].details.match).toMatchObject({ externalImageId, fullName: 'Ada Lovelace' });
    await invigil.call(`/verdicts/${first.verdictId}/review`, { method: 'PUT', as: 'auditor', body: { decision: 'confirmed', note: 'That is Ada.' } });
    await invigil.call(`/sessions/${own}/end`);
    expect((await invigil.call(`/sessions/${own}/note`, { method: 'PUT', body: { text: 'I am Ada.' } })).status).toBe(200);
    expect((await getText(`/sessions/${own}/export`)).text).toContain('I am Ada.');
    // Somebody else's frame in which she was recognised.
    const { status, body } = await invigil.call('/verdicts', { as: 'auditor', body: { image: (await scene('personA')).toString('base64') } });
    expect(status).toBe(200);
    const elsewhere = body as Verdict;

    const headers = { 'Idempotency-Key': 'erase-ada' };
    const asked = await invigil.call('/erasures', { as: 'admin', body: { externalImageId }, headers });
    expect(asked.status).toBe(202);
    const location = (asked.headers.get('location') ?? '').replace(/^\/api/, '');
    const again = await invigil.call('/erasures', { as: 'admin', body: { externalImageId }, headers });
    expect((again.body as Erasure).erasureId).toBe((asked.body as Erasure).erasureId);
    let erasure: Erasure | null = null;
    await waitUntil(async () => {
      erasure = (await invigil.call(location, { method: 'GET', as: 'admin' })).body as Erasure;
      return erasure.state === 'DONE';
    }, PATIENCE_MS);
    const { receipt, signature } = erasure as unknown as Erasure;
    const key = (await invigil.call('/signing-key', { method: 'GET', as: 'auditor' })).body as { pem: string; publicKey: string };
    expect(receipt).toMatchObject({ removed: { faces: 1, photos: 1, personRows: 2, reviews: expect.any(Number), matches: 1 }, heldSessions: [] });
    expect(signature !== null && isSignedBy(key.publicKey, receipt, signature)).toBe(true);

    for (const [session, verdict] of [[own, first], [elsewhere.sessionId, elsewhere]] as const) {
      const { text } = await getText(`/sessions/${session}/export?frames=all`);
      expect(text).toContain(verdict.hash);
      const withoutHistories = recordsOf(text).filter(({ record }) => record !== 'execution');
      expect(JSON.stringify(withoutHistories)).not.toMatch(/Ada|candidate@invigil/);
      await expect(runVerifyExport(folder.path, text, key.pem)).resolves.toMatchObject({ exitCode: 0, output: expect.stringContaining('something was erased, by signed receipts') });
      const forged = text.replace(/"decision":"\w+","erased"/, '"decision":"inconclusive","erased"');
      if (session === own) await expect(runVerifyExport(folder.path, forged, key.pem)).resolves.toMatchObject({ exitCode: 1, output: expect.stringContaining('REDACTED_HASH') });
    }
    const { body: record } = await invigil.call(`/verdicts/${second.verdictId}`, { method: 'GET', as: 'auditor' });
    expect(record).toEqual({
      ...{ verdictId: second.verdictId, sessionId: own, sequence: 2, capturedAt: null, receivedAt: second.receivedAt, decision: second.decision, policyVersion: second.policyVersion },
      ...{ previousHash: first.hash, hash: second.hash, erased: { erasureId: receipt?.erasureId, who: 'candidate' } },
      checks: second.checks.map(({ check, outcome, reason }) => ({ check, outcome, reason })),
    });
    const { body: timeline } = await invigil.call(`/sessions/${own}/timeline`, { method: 'GET', as: 'auditor' });
    expect(timeline).toEqual({ items: [first, second].map((verdict) => ({ ...toTimelineItem(verdict), erased: true })), nextCursor: null });
    await expect(invigil.call(`/verdicts/${second.verdictId}/frame`, { method: 'GET', as: 'auditor' })).resolves.toMatchObject({ status: 404 });
    await expect(invigil.call(`/sessions/${own}`, { method: 'GET' })).resolves.toMatchObject({ status: 404 });
    const s3 = invigil.aws.s3();
    const { Contents: frames = [] } = await s3.send(new ListObjectsV2Command({ Bucket: 'frames' }));
    expect(frames.filter(({ Key }) => Key?.includes(own))).toEqual([]);
    s3.destroy();
  }, PATIENCE_MS);
});
