import { beforeAll, describe, expect, it } from '@jest/globals';
import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { ListFacesCommand } from '@aws-sdk/client-rekognition';
import { DeleteCommand, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { MatchReport } from '../../domain/match-report.ts';
import type { Person, RemovalReceipt } from '../../domain/person.ts';
import type { Verdict } from '../../domain/verdict.ts';
import type { PersonSummary } from '../../functions/shared/ports/people.ts';
import type { ApiCall, Instance } from '../helpers/instance.ts';
import { scene, type SceneName } from '../helpers/scenes.ts';
import { useInstance } from '../helpers/use-instance.ts';

interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
}

let invigil: Instance;
let ada: string;
let grace: string;

useInstance((started) => { invigil = started; });

beforeAll(async () => {
  ada = await register('personA', 'Ada Lovelace', 'ada@example.org');
  grace = await register('personB', 'Grâce Hopper', 'grace@example.org');
});

async function register(name: SceneName, fullName: string, externalId: string): Promise<string> {
  const image = (await scene(name)).toString('base64');
  const answer = await invigil.call('/registrations', { as: 'admin', body: { image, fullName, externalId } });
  if (answer.status !== 201) throw new Error(`${fullName} was not registered: ${JSON.stringify(answer.body)}`);
  return (answer.body as { externalImageId: string }).externalImageId;
}

const ask = async (path: string, { method = 'GET', ...call }: ApiCall = {}) => invigil.call(path, { method, as: 'admin', ...call });
const namesOf = async (query: string): Promise<string[]> => ((await ask(`/faces?query=${encodeURIComponent(query)}`)).body as Page<PersonSummary>).items.map(({ fullName }) => fullName);
const verdictOn = async (name: SceneName): Promise<Verdict> => (await invigil.call('/verdicts', { body: { image: (await scene(name)).toString('base64') } })).body as Verdict;

describe('registered people', () => {
  it('are found by any part of their name or external id, in the order of their names', async () => {
    expect(await namesOf('')).toEqual(['Ada Lovelace', 'Grâce Hopper']);
    expect(await namesOf('LOVE')).toEqual(['Ada Lovelace']);
    expect(await namesOf('grace@')).toEqual(['Grâce Hopper']);
    expect(await namesOf(' grace h')).toEqual(['Grâce Hopper']);
    expect(await namesOf('nobody')).toEqual([]);
  });

  it('are listed by their state, with the photo that stands for them', async () => {
    const { items: [first] } = (await ask('/faces')).body as Page<PersonSummary>;
    const { photos: [photo] } = (await ask(`/faces/${ada}`)).body as Person;
    expect(first).toMatchObject({ externalImageId: ada, state: 'registered', photoCount: 1, faceId: photo?.faceId });
    await invigil.aws.dynamoDb().send(new PutCommand({ TableName: 'Faces', Item: { externalImageId: 'p-1', state: 'pending', fullName: 'Pending Person', lowerCaseName: 'pending person' } }));
    expect((await ask('/faces?state=pending')).body).toMatchObject({ items: [{ externalImageId: 'p-1', state: 'pending', registeredAt: null, photoCount: 0, faceId: null }] });
    expect(await namesOf('pending')).toEqual([]);
    await invigil.aws.dynamoDb().send(new DeleteCommand({ TableName: 'Faces', Key: { externalImageId: 'p-1' } }));
    expect(await ask('/faces?state=gone')).toMatchObject({ status: 422, body: { error: { field: 'state' } } });
  });

  it('are shown with their photos, as they were registered', async () => {
    const person = (await ask(`/faces/${ada}`)).body as Person;
    expect(person).toMatchObject({ externalImageId: ada, fullName: 'Ada Lovelace', externalId: 'ada@example.org', override: null, photos: [{ quality: { faceSidePx: expect.any(Number) as unknown } }] });
    const photo = await fetch(`${invigil.origin}/api/faces/${ada}/photos/${person.photos[0]?.faceId ?? ''}`, { headers: { authorization: `Bearer ${await invigil.token('admin')}`, accept: 'image/jpeg' } });
    expect([photo.status, photo.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    expect(Buffer.from(await photo.arrayBuffer()).equals(await scene('personA'))).toBe(true);
  });

  it('take another name and external id, which frees the old one', async () => {
    expect(await ask(`/faces/${ada}`, { method: 'PATCH', body: { fullName: 'Ada King', externalId: ' King@Example.org ' } })).toMatchObject({ status: 200, body: { fullName: 'Ada King', externalId: 'king@example.org' } });
    expect((await verdictOn('personAElsewhere')).checks[2].details.match).toMatchObject({ externalImageId: ada, fullName: 'Ada King' });
    expect(await ask(`/faces/${grace}`, { method: 'PATCH', body: { externalId: 'king@example.org' } })).toMatchObject({ status: 409, body: { error: { code: 'EXTERNAL_ID_TAKEN', field: 'externalId' } } });
    expect(await ask(`/faces/${grace}`, { method: 'PATCH', body: { externalId: 'ada@example.org' } })).toMatchObject({ status: 200, body: { fullName: 'Grâce Hopper', externalId: 'ada@example.org' } });
    expect(await ask(`/faces/${grace}`, { method: 'PATCH', body: { externalId: null } })).toMatchObject({ status: 200, body: { externalId: null } });
  });

  it.each([
    ['nothing to change', {}, undefined],
    ['an empty name', { fullName: ' ' }, 'fullName'],
    ['a control character', { fullName: 'A\u0007da' }, 'fullName'],
    ['an external id of another type', { externalId: 7 }, 'externalId'],
  ])('are not changed by %s', async (_, body, field) => {
    const answer = await ask(`/faces/${grace}`, { method: 'PATCH', body });
    expect(answer.status).toBe(422);
    expect((answer.body as { error: { field?: string } }).error.field).toBe(field);
  });

  it.each([
    ['GET', ''],
    ['PATCH', ''],
    ['DELETE', ''],
    ['GET', '/photos/3e0f8a0e-1111-4222-8333-944455556666'],
  ])('that are not there are 404: %s%s', async (method, part) => {
    expect(await ask(`/faces/6d0f8a0e-1111-4222-8333-944455556666${part}`, { method, ...(method === 'PATCH' ? { body: { fullName: 'X' } } : {}) })).toMatchObject({ status: 404, body: { error: { code: 'NOT_FOUND' } } });
    // The row that keeps an external id for somebody is no person.
    expect(await ask(`/faces/${encodeURIComponent('externalId#king@example.org')}`, { method, ...(method === 'PATCH' ? { body: { fullName: 'X' } } : {}) })).toMatchObject({ status: 404 });
  });
});

describe('a wrong match', () => {
  it('is reported by an auditor and settled by an administrator, once', async () => {
    const { verdictId } = await verdictOn('personA');
    const report = async (note: string) => invigil.call(`/verdicts/${verdictId}/match-report`, { method: 'PUT', as: 'auditor', body: { note } });
    expect(await report('That is her sister.')).toMatchObject({ status: 200, body: { verdictId, state: 'open', match: { externalImageId: ada } } });
    expect(await report('That is\nher cousin.')).toMatchObject({ status: 200 });
    const open = (await ask('/match-reports')).body as Page<MatchReport>;
    expect(open.items.map(({ note }) => note)).toEqual(['That is\nher cousin.']);
    expect(await ask(`/match-reports/${verdictId}/settle`, { method: 'POST', body: { note: 'Another photo was added.' } })).toMatchObject({ status: 200, body: { state: 'settled', settlement: { note: 'Another photo was added.' } } });
    expect(((await ask('/match-reports')).body as Page<MatchReport>).items).toEqual([]);
    expect(((await ask('/match-reports?state=settled')).body as Page<MatchReport>).items).toHaveLength(1);
    expect(await report('Again.')).toMatchObject({ status: 422, body: { error: { code: 'INVALID_REQUEST' } } });
  });

  it('cannot be reported of a frame in which nobody was recognised', async () => {
    const { verdictId } = await verdictOn('nobody');
    expect(await invigil.call(`/verdicts/${verdictId}/match-report`, { method: 'PUT', as: 'auditor', body: { note: 'Who?' } })).toMatchObject({ status: 422 });
  });
});

describe('removing a person', () => {
  it('takes their faces, photos and rows, and nothing else, and says so', async () => {
    const receipt = (await ask(`/faces/${ada}`, { method: 'DELETE' })).body as RemovalReceipt;
    expect(receipt).toMatchObject({ externalImageId: ada, removed: { faces: 1, photos: 1, rows: 2 } });
    expect(await ask(`/faces/${ada}`, { method: 'DELETE' })).toMatchObject({ status: 404 });
    expect(await namesOf('')).toEqual(['Grâce Hopper']);
    expect((await verdictOn('personA')).checks[2]).toMatchObject({ outcome: 'fail', reason: 'UNKNOWN_PERSON' });
    expect((await verdictOn('personB')).checks[2].details.match).toMatchObject({ externalImageId: grace });
    const rows = (await invigil.aws.dynamoDb().send(new ScanCommand({ TableName: 'Faces' }))).Items ?? [];
    expect(rows.map((row) => row.externalImageId as string)).toEqual([grace]);
    const { Contents: photos = [] } = await invigil.aws.s3().send(new ListObjectsV2Command({ Bucket: 'photos' }));
    expect(photos.map(({ Key }) => Key?.split('/')[1])).toEqual([grace]);
    const { Faces: faces = [] } = await invigil.aws.rekognition().send(new ListFacesCommand({ CollectionId: 'Invigil-faces' }));
    expect(faces.map(({ ExternalImageId }) => ExternalImageId)).toEqual([grace]);
  });

  it('counts nothing twice, however many ask for it at once', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => ask(`/faces/${grace}`, { method: 'DELETE' })));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 404]));
    const receipts = answers.filter(({ status }) => status === 200).map(({ body }) => (body as RemovalReceipt).removed);
    const sum = (what: keyof RemovalReceipt['removed']): number => receipts.reduce((total, removed) => total + removed[what], 0);
    expect([sum('faces'), sum('photos')]).toEqual([1, 1]);
    expect((await invigil.aws.dynamoDb().send(new ScanCommand({ TableName: 'Faces' }))).Items).toEqual([]);
    expect(await namesOf('')).toEqual([]);
  });
});
