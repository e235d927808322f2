import { randomBytes } from 'node:crypto';
import { GetPublicKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import type { ExportRecord } from '../../domain/export/export-record.ts';
import type { Session } from '../../domain/session.ts';
import type { Verdict } from '../../domain/verdict.ts';
import { createDataFolder } from '../helpers/data-folder.ts';
import type { Instance } from '../helpers/instance.ts';
import { scene, type SceneName } from '../helpers/scenes.ts';
import { useInstance } from '../helpers/use-instance.ts';
import { runVerifyExport } from '../helpers/verify-export.ts';
import { waitUntil } from '../helpers/wait-until.ts';

const PATIENCE_MS = 120_000;

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
    await expect(runVerifyExport(folder.path, tampered, pem)).resolves.toMatchObject({ exitCode: 1, output: expect.stringContaining(`HASH at line 3, a verdict record, verdict 1, ${first.verdictId}`) });
    const shortened = text.split('\n').filter((line) => !line.includes('"record":"execution"')).join('\n');
    await expect(runVerifyExport(folder.path, shortened, pem)).resolves.toMatchObject({ exitCode: 1, output: expect.stringContaining('MANIFEST_SECTION') });
  });

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
  });

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
    const file = await fetch(answer.headers.get('location') ?? '');
    expect(file.headers.get('content-disposition')).toBe(`attachment; filename="invigil-${sessionId}.ndjson"`);
    await expect(runVerifyExport(folder.path, await file.text())).resolves.toMatchObject({ exitCode: 0, output: expect.stringContaining('1 frames are included') });
  });

  it('is not there for others, nor with wrong parameters', async () => {
    const sessionId = await startSession();
    await expect(getText('/sessions/nobody/export')).resolves.toMatchObject({ status: 404 });
    await expect(getText(`/sessions/${sessionId}/export?frames=some`)).resolves.toMatchObject({ status: 422, text: expect.stringContaining('"field":"frames"') });
    const asAdmin = await invigil.call(`/sessions/${sessionId}/export`, { method: 'GET', as: 'admin' });
    expect(asAdmin.status).toBe(403);
  });
});
