import { ListFacesCommand } from '@aws-sdk/client-rekognition';
import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { QueryCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Erasure } from '../../domain/erasure/erasure.ts';
import type { Session } from '../../domain/session.ts';
import { createDataFolder } from '../helpers/data-folder.ts';
import { Instance } from '../helpers/instance.ts';
import { scene } from '../helpers/scenes.ts';
import { runVerifyExport } from '../helpers/verify-export.ts';
import { waitUntil } from '../helpers/wait-until.ts';

const PATIENCE_MS = 240_000;
/** So many that never all of them are written, or none, while half of the writes wait. */
const FRAMES = 14;
/** What an erasure says stays: who acted, by ids alone, and whom it concerned. */
const MAY_NAME_THE_ACCOUNT = ['AuditLog', 'Erasures'];
const TABLES = ['Faces', 'Sessions', 'Verdicts', 'Executions', 'Reviews', 'Imports', 'MatchReports', 'Allowances', 'AuditLog', 'Erasures'];

let folder: Awaited<ReturnType<typeof createDataFolder>>;
let invigil: Instance;

beforeAll(async () => {
  folder = await createDataFolder();
  invigil = await Instance.start(folder.path);
}, 300_000);

afterAll(async () => {
  await invigil[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

async function erasedVerdicts(sessionId: string): Promise<number> {
  const { Items: items = [] } = await invigil.aws.dynamoDb().send(new QueryCommand({ TableName: 'Verdicts', KeyConditionExpression: 'sessionId = :id', ExpressionAttributeValues: { ':id': sessionId }, ConsistentRead: true }));
  return items.filter(({ erased }) => erased !== undefined).length;
}

async function keysIn(Bucket: string): Promise<string[]> {
  const { Contents: objects = [] } = await invigil.aws.s3().send(new ListObjectsV2Command({ Bucket }));
  return objects.map(({ Key }) => Key ?? '');
}

describe('an erasure whose machine is killed in the middle', () => {
  it('goes on after the start, and ends with nothing left of the person', async () => {
    const [ada, nobody] = await Promise.all((['personA', 'nobody'] as const).map(async (name) => (await scene(name)).toString('base64'))) as [string, string];
    const registered = await invigil.call('/registrations', { as: 'admin', body: { image: ada, fullName: 'Ada Lovelace', externalId: 'candidate@invigil.local' } });
    const { externalImageId } = registered.body as { externalImageId: string };
    const { sessionId, candidate } = (await invigil.call('/sessions', { body: { examId: 'algebra', consentVersion: '1' } })).body as Session;
    const frames = await Promise.all(Array.from({ length: FRAMES }, (_, index) => invigil.call('/verdicts', { body: { sessionId, image: index === 0 ? ada : nobody } })));
    expect(frames.map(({ status }) => status)).toEqual(frames.map(() => 200));
    await invigil.call(`/sessions/${sessionId}/note`, { method: 'PUT', body: { text: 'I am Ada Lovelace.' } });
    expect((await invigil.call(`/sessions/${sessionId}/end`)).status).toBe(200);

    // Half of the writes wait for longer than a function does, which then repeats them.
    await invigil.inject({ service: 'dynamodb', operation: 'PutItem', kind: 'delay', delayMs: 10_000, probability: 0.5, accessKeyId: 'invigil-functions' });
    const ask = async () => invigil.call('/erasures', { as: 'admin', body: { candidateEmail: 'candidate@invigil.local' }, headers: { 'Idempotency-Key': 'erase-ada' } });
    let asked = await ask();
    // Its own write may wait so long, too: whoever is told so asks again under the same key.
    for (let attempt = 0; asked.status === 503 && attempt < 5; attempt += 1) asked = await ask();
    expect(asked.status).toBe(202);
    const { erasureId } = asked.body as Erasure;
    let erased = 0;
    await waitUntil(async () => {
      erased = await erasedVerdicts(sessionId);
      return erased > 0;
    }, PATIENCE_MS);
    await invigil.kill();
    expect(erased).toBeLessThan(FRAMES);

    invigil = await Instance.start(folder.path, { successorOf: invigil });
    let erasure: Erasure | null = null;
    await waitUntil(async () => {
      erasure = (await invigil.call(`/erasures/${erasureId}`, { method: 'GET', as: 'admin' })).body as Erasure;
      return erasure.state === 'DONE';
    }, PATIENCE_MS);
    expect(erasure).toMatchObject({ subject: { externalImageId, candidateSubs: [candidate.sub] }, receipt: { removed: { verdicts: FRAMES, sessions: 1 }, heldSessions: [] } });

    expect(await erasedVerdicts(sessionId)).toBe(FRAMES);
    const left = await Promise.all(TABLES.map(async (TableName) => ({ TableName, text: JSON.stringify((await invigil.aws.dynamoDb().send(new ScanCommand({ TableName }))).Items) })));
    expect(left.filter(({ text }) => /Lovelace|candidate@invigil/i.test(text)).map(({ TableName }) => TableName)).toEqual([]);
    expect(left.filter(({ text }) => text.includes(candidate.sub)).map(({ TableName }) => TableName).sort()).toEqual(MAY_NAME_THE_ACCOUNT);
    expect([await keysIn('frames'), await keysIn('photos')]).toEqual([[], []]);
    const { Faces: faces } = await invigil.aws.rekognition().send(new ListFacesCommand({ CollectionId: 'Invigil-faces' }));
    expect(faces).toEqual([]);

    const answer = await fetch(`${invigil.origin}/api/sessions/${sessionId}/export?frames=all`, { headers: { authorization: `Bearer ${await invigil.token('auditor')}` } });
    await using exports = await createDataFolder();
    await expect(runVerifyExport(exports.path, await answer.text())).resolves.toMatchObject({ exitCode: 0, output: expect.stringContaining('something was erased, by signed receipts') });
  }, 3 * PATIENCE_MS);

  it('is asked for again under its key, and is the same', async () => {
    const again = await invigil.call('/erasures', { as: 'admin', body: { candidateEmail: 'candidate@invigil.local' }, headers: { 'Idempotency-Key': 'erase-ada' } });
    expect(again).toMatchObject({ status: 202, body: { state: 'DONE', receipt: { removed: { verdicts: FRAMES } } } });
  });
});
