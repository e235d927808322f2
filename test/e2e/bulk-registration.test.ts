import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DeleteFacesCommand, IndexFacesCommand } from '@aws-sdk/client-rekognition';
import { DeleteObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { parse } from 'csv-parse/sync';
import type { ImportRow } from '../../domain/import/import-row.ts';
import { externalIdKey } from '../../domain/registration/external-id.ts';
import type { ImportView } from '../../functions/shared/logic/import-view.ts';
import { createDataFolder } from '../helpers/data-folder.ts';
import { Instance } from '../helpers/instance.ts';
import { portrait } from '../helpers/portraits.ts';
import { contradictions, leftBehind, registrationState } from '../helpers/registration-state.ts';
import { scene, type SceneName } from '../helpers/scenes.ts';
import { waitUntil } from '../helpers/wait-until.ts';
import { zip, type ZipEntry } from '../helpers/zip.ts';

/** On a busy machine. */
const PATIENCE_MS = 240_000;
const LONG_AGO = '2026-01-01T00:00:00.000Z';

const GOOD: readonly SceneName[] = ['personA', 'personB', 'personC', 'personD', 'personE', 'personF'];
const LIST = [
  'Photo;Full Name;E-Mail',
  ...GOOD.map((name) => `${name}.jpg;${name};${name}@example.org`),
  'elsewhere.jpg;Person A Again;again@example.org',
  'nobody.jpg;Nobody;nobody@example.org',
  'text.jpg;A Text;text@example.org',
  'missing.jpg;Missing;missing@example.org',
  'personB.jpg;;unnamed@example.org',
  'personA.jpg;personA;PERSONA@example.org',
].join('\r\n');

let folder: Awaited<ReturnType<typeof createDataFolder>>;
let invigil: Instance;
let archive: Buffer;

beforeAll(async () => {
  folder = await createDataFolder();
  invigil = await Instance.start(folder.path);
  const photo = async (file: string, name: SceneName): Promise<ZipEntry> => ({ name: `photos/${file}.jpg`, content: await scene(name), method: 0 });
  archive = zip([
    ...(await Promise.all(GOOD.map((name) => photo(name, name)))),
    { name: 'photos/elsewhere.jpg', content: await portrait('upright'), method: 0 },
    await photo('nobody', 'nobody'),
    { name: 'photos/text.jpg', content: 'no photo' },
    { name: 'people.csv', content: `\ufeff${LIST}` },
  ]);
}, 300_000);

afterAll(async () => {
  await invigil[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

async function upload(bytes: Buffer): Promise<string> {
  const started = await invigil.call('/registrations/bulk', { as: 'admin', body: {} });
  const { bulkId, uploadUrl, maxSizeBytes } = started.body as { bulkId: string; uploadUrl: string; maxSizeBytes: number };
  expect([started.status, started.headers.get('location'), maxSizeBytes]).toEqual([202, `/api/registrations/bulk/${bulkId}`, 2 ** 30]);
  expect((await fetch(uploadUrl, { method: 'PUT', body: new Uint8Array(bytes) })).status).toBe(200);
  return bulkId;
}

async function view(bulkId: string): Promise<ImportView> {
  return (await invigil.call(`/registrations/bulk/${bulkId}`, { as: 'admin', method: 'GET' })).body as ImportView;
}

async function untilEnded(bulkId: string): Promise<ImportView> {
  await waitUntil(async () => !['awaitingUpload', 'running'].includes((await view(bulkId)).status), PATIENCE_MS);
  return view(bulkId);
}

const outcomes = (items: readonly ImportRow[]): (string | undefined)[] => items.map(({ result }) => [result?.outcome, ...(result?.reasons.map(({ code }) => code) ?? [])].join(' '));

async function uploadsLeft(): Promise<number> {
  return (await invigil.aws.s3().send(new ListObjectsV2Command({ Bucket: 'imports' }))).KeyCount ?? 0;
}

describe('a bulk registration', () => {
  it('registers the good rows and explains the bad ones, though the instance is killed meanwhile', async () => {
    const bulkId = await upload(archive);
    await waitUntil(async () => (await view(bulkId)).counts.registered >= 2, PATIENCE_MS);
    const meanwhile = await view(bulkId);
    await invigil.kill();
    invigil = await Instance.start(folder.path, { successorOf: invigil });

    const { status, counts, progress, error, items } = await untilEnded(bulkId);
    expect(['running', 'completed']).toContain(meanwhile.status);
    expect(meanwhile.progress).toEqual({ decided: expect.any(Number), total: 12 });
    expect([status, error, progress]).toEqual(['completed', null, { decided: 12, total: 12 }]);
    expect(counts).toEqual({ total: 12, waiting: 0, registered: 6, alreadyRegistered: 1, refused: 5, failed: 0 });
    const listed = (await invigil.call('/registrations/bulk', { as: 'admin', method: 'GET' })).body;
    expect(listed).toMatchObject({ items: [{ bulkId, status: 'completed', createdBy: { email: 'admin@invigil.local' }, rows: 12, counts, error: null }], nextCursor: null });
    expect(outcomes(items)).toEqual([
      ...GOOD.map(() => 'registered'),
      'alreadyRegistered FACE_ALREADY_REGISTERED',
      'refused NO_FACE',
      'refused FILE_UNSUPPORTED',
      'refused FILE_MISSING',
      'refused FIELD_INVALID',
      'refused ROW_REPEATED',
    ]);
    const [first] = items;
    expect(items[6]?.result).toMatchObject({ externalImageId: first?.result?.externalImageId, reasons: [{ message: expect.stringContaining('“personA”') }] });
    const { faces, rows } = await registrationState(invigil);
    expect([faces.length, rows.filter(({ state }) => state === 'registered').length]).toEqual([6, 6]);
    await waitUntil(async () => (await uploadsLeft()) === 0, PATIENCE_MS);
  }, 600_000);

  it('registers nobody twice when it is uploaded again, and names who was there; its result is a CSV', async () => {
    const bulkId = await upload(archive);
    const { counts, items } = await untilEnded(bulkId);
    expect(counts).toMatchObject({ registered: 0, alreadyRegistered: 7, refused: 5, failed: 0 });
    expect(outcomes(items).slice(0, 6)).toEqual(GOOD.map(() => 'alreadyRegistered EXTERNAL_ID_TAKEN'));
    expect((await registrationState(invigil)).faces).toHaveLength(6);

    const response = await fetch(`${invigil.origin}/api/registrations/bulk/${bulkId}/result.csv`, { headers: { authorization: `Bearer ${await invigil.token('admin')}` } });
    const text = Buffer.from(await response.arrayBuffer()).toString('utf8');
    expect([response.status, response.headers.get('content-type'), text.charCodeAt(0)]).toEqual([200, 'text/csv; charset=utf-8', 0xfeff]);
    const records = parse<Record<string, string>>(text, { bom: true, columns: true });
    expect(records).toHaveLength(12);
    expect(records[0]).toMatchObject({ line: '2', file: 'personA.jpg', outcome: 'alreadyRegistered', reasons: expect.stringContaining('as “personA”') });
  }, 600_000);

  it.each<[string, Buffer, string]>([
    ['is no archive', Buffer.from('nothing that anybody could unpack'), 'ARCHIVE_UNREADABLE'],
    ['has a file that leads out of it', zip([{ name: '../list.csv', content: 'file,name\na.jpg,A\n' }]), 'UNSAFE_FILE_NAME'],
    ['has no list', zip([{ name: 'a.jpg' }]), 'LIST_MISSING'],
  ])('is refused as a whole when what is uploaded %s', async (_title, bytes, code) => {
    const bulkId = await upload(bytes);
    expect(await untilEnded(bulkId)).toMatchObject({ status: 'refused', error: { code, message: expect.any(String) }, items: [], progress: null });
    await waitUntil(async () => (await uploadsLeft()) === 0, PATIENCE_MS);
  }, 300_000);

  it('takes one upload alone, and is an administrator’s', async () => {
    const started = await invigil.call('/registrations/bulk', { as: 'admin', body: {} });
    const { bulkId, uploadUrl } = started.body as { bulkId: string; uploadUrl: string };
    expect(await view(bulkId)).toMatchObject({ status: 'awaitingUpload', progress: null, items: [], counts: { total: 0 } });
    // As the app's page does.
    const put = async (text: string): Promise<number> => {
      const { status, headers } = await fetch(uploadUrl, { method: 'PUT', body: text, headers: { origin: invigil.origin } });
      expect(headers.get('access-control-allow-origin')).toBe('*');
      return status;
    };
    const page = await fetch(invigil.origin, { headers: { accept: 'text/html' } });
    expect(page.headers.get('content-security-policy')).toContain(`connect-src 'self' ${invigil.awsEndpointUrl}`);
    expect(await put('first')).toBe(200);
    expect(await untilEnded(bulkId)).toMatchObject({ status: 'refused' });
    expect(await put('second')).toBe(200);
    await waitUntil(async () => (await uploadsLeft()) === 0, PATIENCE_MS);
    for (const as of ['auditor', 'candidate'] as const) {
      expect((await invigil.call('/registrations/bulk', { as, body: {} })).status).toBe(403);
      expect((await invigil.call(`/registrations/bulk/${bulkId}`, { as, method: 'GET' })).status).toBe(403);
    }
    expect((await invigil.call('/registrations/bulk/none', { as: 'admin', method: 'GET' })).status).toBe(404);
  }, 300_000);
});

/** What `npm run reconcile` says and ends with. */
async function reconcile(...options: string[]): Promise<{ lines: string[]; exitCode: number }> {
  const child = spawn(process.execPath, ['local/reconcile.ts', ...options], { env: { PATH: process.env.PATH, INVIGIL_AWS_PORT: new URL(invigil.awsEndpointUrl).port }, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => { output += chunk.toString(); });
  const [exitCode] = (await once(child, 'close')) as [number];
  return { lines: output.trim().split('\n'), exitCode };
}

const kinds = ({ lines }: { lines: string[] }): string[] => lines.slice(0, -1).map((line) => line.split(/\s+/).slice(0, 2).join(' ')).sort();

describe('the reconciliation', () => {
  it('finds nothing where nothing was cut off, while people are registered and removed', async () => {
    const registering = (async () => {
      for (let round = 0; round < 3; round++) {
        const { rows } = await registrationState(invigil);
        const person = rows.find(({ fullName }) => fullName === 'personF')?.externalImageId;
        expect((await invigil.call(`/faces/${person ?? ''}`, { as: 'admin', method: 'DELETE' })).status).toBe(200);
        const { status } = await invigil.call('/registrations', { as: 'admin', body: { image: (await scene('personF')).toString('base64'), fullName: 'personF', externalId: 'personf@example.org' } });
        expect([201, 202]).toContain(status);
        await waitUntil(async () => (await registrationState(invigil)).rows.some((row) => row.fullName === 'personF' && row.state === 'registered'), PATIENCE_MS);
      }
    })();
    const progress = { isOver: false };
    const followed = registering.finally(() => { progress.isOver = true; });
    followed.catch(() => undefined);
    while (!progress.isOver) expect(await reconcile('--repair')).toEqual({ lines: ['Faces, rows and photos belong together.'], exitCode: 0 });
    await followed;
    expect((await registrationState(invigil)).faces).toHaveLength(6);
  }, 600_000);

  it('names and mends whatever was left behind, and nothing else', async () => {
    const before = await registrationState(invigil);
    const { externalImageId, faceIds } = before.rows.find(({ fullName }) => fullName === 'personB') as { externalImageId: string; faceIds: string[] };
    const [documents, rekognition, s3] = [invigil.aws.dynamoDb(), invigil.aws.rekognition(), invigil.aws.s3()];
    const collections = { CollectionId: 'Invigil-faces' };
    const orphan = '00000000-0000-4000-8000-000000000001';
    const pending = '00000000-0000-4000-8000-000000000002';
    const removed = '00000000-0000-4000-8000-000000000003';
    const photo = await scene('twoPeople');
    // A face without a row, and one beside those that count.
    for (const ExternalImageId of [orphan, externalImageId]) await rekognition.send(new IndexFacesCommand({ ...collections, ExternalImageId, MaxFaces: 1, Image: { Bytes: photo } }));
    // A row without its face.
    await rekognition.send(new DeleteFacesCommand({ ...collections, FaceIds: faceIds }));
    // A registration that was cut off, with its face and photo.
    const row = { fullName: 'Cut Off', lowerCaseName: 'cut off', registeredBy: 'admin', registrationId: pending };
    const reservation = { executionName: 'gone', reservedAt: LONG_AGO, leaseExpiresAt: LONG_AGO, isWithdrawn: false, photo: { bucket: 'photos', key: `photos/${pending}/1.jpg` } };
    await documents.send(new PutCommand({ TableName: 'Faces', Item: { ...row, externalImageId: pending, state: 'pending', reservation } }));
    await documents.send(new PutCommand({ TableName: 'Faces', Item: { externalImageId: externalIdKey('cut@example.org'), holder: pending, leaseExpiresAt: LONG_AGO } }));
    await rekognition.send(new IndexFacesCommand({ ...collections, ExternalImageId: pending, MaxFaces: 1, Image: { Bytes: photo } }));
    await s3.send(new PutObjectCommand({ Bucket: 'photos', Key: `photos/${pending}/1.jpg`, Body: photo }));
    // A removal that was cut off; external ids that are kept for nobody, and not kept for who has them.
    await documents.send(new PutCommand({ TableName: 'Faces', Item: { ...row, externalImageId: removed, state: 'removing' } }));
    await documents.send(new PutCommand({ TableName: 'Faces', Item: { externalImageId: externalIdKey('nobody@example.org'), holder: orphan } }));
    await documents.send(new UpdateCommand({ TableName: 'Faces', Key: { externalImageId: externalIdKey('personc@example.org') }, UpdateExpression: 'SET leaseExpiresAt = :longAgo', ExpressionAttributeValues: { ':longAgo': LONG_AGO } }));

    const found = ['EXPIRED_REGISTRATION', 'MISSING_FACE', 'ORPHAN_EXTERNAL_ID', 'ORPHAN_FACE', 'ORPHAN_FACE', 'UNFINISHED_REMOVAL', 'UNKEPT_EXTERNAL_ID'];
    const seen = await reconcile();
    expect([kinds(seen), seen.exitCode]).toEqual([found.map((kind) => `left ${kind}`), 1]);
    const mended = await reconcile('--repair');
    expect([kinds(mended), mended.exitCode]).toEqual([found.map((kind) => `mended ${kind}`), 0]);
    expect(await reconcile()).toEqual({ lines: ['Faces, rows and photos belong together.'], exitCode: 0 });

    const after = await registrationState(invigil);
    expect([contradictions(after), leftBehind(after)]).toEqual([[], []]);
    const named = ({ rows }: typeof before): string[] => rows.map((person) => `${person.externalImageId} ${person.fullName} ${person.externalId ?? ''}`).sort();
    expect([named(after), after.photoKeys.toSorted()]).toEqual([named(before), before.photoKeys.toSorted()]);
    const { body } = await invigil.call('/process', { body: { image: (await scene('personB')).toString('base64') } });
    expect((body as { Details: unknown }[])[2]).toMatchObject({ Details: 'personB' });
  }, 300_000);

  it('mends a face once, however many begin at once', async () => {
    const before = await registrationState(invigil);
    const faceIds = before.rows.flatMap((row) => (['personB', 'personC', 'personD'].includes(row.fullName) ? (row.faceIds ?? []) : []));
    await invigil.aws.rekognition().send(new DeleteFacesCommand({ CollectionId: 'Invigil-faces', FaceIds: faceIds }));
    await Promise.all([reconcile('--repair'), reconcile('--repair'), reconcile('--repair')]);
    expect(await reconcile()).toEqual({ lines: ['Faces, rows and photos belong together.'], exitCode: 0 });
    const after = await registrationState(invigil);
    expect([contradictions(after), leftBehind(after), after.faces.length, faceIds.length]).toEqual([[], [], before.faces.length, 3]);
  }, 300_000);

  it('indexes no face again that is somebody else’s by now, but names both', async () => {
    const first = (await registrationState(invigil)).rows.find(({ fullName }) => fullName === 'personE');
    const person = first?.externalImageId ?? '';
    await invigil.aws.rekognition().send(new DeleteFacesCommand({ CollectionId: 'Invigil-faces', FaceIds: first?.faceIds ?? [] }));
    const { status, body } = await invigil.call('/registrations', { as: 'admin', body: { image: (await scene('personE')).toString('base64'), fullName: 'personE again' } });
    const again = (body as { externalImageId: string }).externalImageId;
    expect(status).toBe(201);
    const contested = await reconcile('--repair');
    expect([kinds(contested), contested.exitCode, contested.lines[0]]).toEqual([['left CONTESTED_FACE'], 1, expect.stringMatching(new RegExp(`${person} +${again}$`))]);
    const { faces, rows } = await registrationState(invigil);
    expect(faces.filter(({ externalImageId }) => [person, again].includes(externalImageId)).map(({ externalImageId }) => externalImageId)).toEqual([again]);
    expect(rows.find(({ externalImageId }) => externalImageId === person)).toEqual(first);
    expect(await invigil.call(`/faces/${again}`, { as: 'admin', method: 'DELETE' })).toMatchObject({ status: 200, body: { removed: { faces: 1, photos: 1, rows: 1 } } });
    expect(kinds(await reconcile('--repair'))).toEqual(['mended MISSING_FACE']);
    expect(contradictions(await registrationState(invigil))).toEqual([]);
  }, 300_000);

  it('ends with an error as long as a photo is missing, until it is sent again', async () => {
    const { rows, photoKeys } = await registrationState(invigil);
    const person = rows.find(({ fullName }) => fullName === 'personD')?.externalImageId ?? '';
    const key = photoKeys.find((candidate) => candidate.includes(person)) ?? '';
    await invigil.aws.s3().send(new DeleteObjectCommand({ Bucket: 'photos', Key: key }));
    const result = await reconcile('--repair');
    expect([kinds(result), result.exitCode]).toEqual([['left MISSING_PHOTO'], 1]);
    expect(result.lines[0]).toContain(key);
    const { status, body } = await invigil.call(`/faces/${person}/photos`, { as: 'admin', body: { image: (await scene('personD')).toString('base64') } });
    expect([status, body]).toEqual([201, expect.objectContaining({ externalImageId: person })]);
    expect((await registrationState(invigil)).photoKeys.toSorted()).toEqual(photoKeys.toSorted());
    expect(await reconcile()).toEqual({ lines: ['Faces, rows and photos belong together.'], exitCode: 0 });
  });
});
