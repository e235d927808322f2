import { describe, expect, it } from '@jest/globals';
import { ListFacesCommand } from '@aws-sdk/client-rekognition';
import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { SampleTest } from '../../domain/sample-tests.ts';
import type { Instance } from '../helpers/instance.ts';
import { scene, type SceneName } from '../helpers/scenes.ts';
import { useInstance } from '../helpers/use-instance.ts';

const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

let invigil: Instance;

useInstance((started) => { invigil = started; });

async function register(name: SceneName, fullName: string) {
  return invigil.call('/faces/index', { as: 'admin', body: { image: (await scene(name)).toString('base64'), fullName } });
}

async function recognise(name: SceneName): Promise<SampleTest | undefined> {
  const { body } = await invigil.call('/process', { body: { image: (await scene(name)).toString('base64') } });
  return (body as SampleTest[])[2];
}

/** Everything that registrations have left: faces in the collection, rows, photographs. */
async function whatIsKept() {
  const faces = await invigil.aws.rekognition().send(new ListFacesCommand({ CollectionId: 'Invigil-faces' }));
  const rows = await invigil.aws.dynamoDb().send(new ScanCommand({ TableName: 'Faces' }));
  const photos = await invigil.aws.s3().send(new ListObjectsV2Command({ Bucket: 'photos' }));
  return { faces: faces.Faces ?? [], rows: rows.Items ?? [], photos: photos.Contents ?? [] };
}

describe('POST /faces/index', () => {
  it('makes a person known on another photo, and nobody else', async () => {
    expect(await recognise('personAElsewhere')).toEqual({ TestName: 'Person Recognition', Success: false, Details: '0' });

    const { status, body } = await register('personA', '  Ada Lovelace ');
    expect(status).toBe(200);
    const { ExternalImageId } = body as { ExternalImageId: string };
    expect(body).toEqual({ ExternalImageId: expect.stringMatching(UUID_V4) });

    expect(await recognise('personAElsewhere')).toEqual({ TestName: 'Person Recognition', Success: true, Details: 'Ada Lovelace' });
    for (const other of ['personB', 'personC', 'personD'] as const) expect(await recognise(other)).toMatchObject({ Success: false, Details: '0' });

    const { faces, rows, photos } = await whatIsKept();
    expect(faces).toMatchObject([{ ExternalImageId }]);
    expect(rows).toMatchObject([{ externalImageId: ExternalImageId, fullName: 'Ada Lovelace', state: 'registered', faceIds: [faces[0]?.FaceId] }]);
    expect(photos).toMatchObject([{ Key: expect.stringContaining(`photos/${ExternalImageId}/`) }]);
  });

  it.each([
    ['nobody', 'NO_FACE', 0],
    ['twoPeople', 'SEVERAL_FACES', 2],
    ['group', 'SEVERAL_FACES', 4],
  ] as const)('refuses a photo of %s with its reason, and keeps nothing of it', async (name, code, measured) => {
    const before = await whatIsKept();
    const answer = await register(name, 'Nobody Inparticular');
    expect(answer).toMatchObject({ status: 422, body: { error: { code: 'PHOTO_REFUSED', field: 'image', reasons: [{ code, measured, limit: 1 }] } } });
    expect(await whatIsKept()).toEqual(before);
  });

  it('undoes a registration whose last step fails, and can repeat it', async () => {
    const before = await whatIsKept();
    await invigil.inject({ service: 'dynamodb', operation: 'UpdateItem', kind: 'error' });
    try {
      // Its own bookkeeping fails too, so that the answer is an error of the service.
      expect((await register('personE', 'Grace Hopper')).status).toBe(503);
    } finally {
      await invigil.inject();
    }
    expect(await whatIsKept()).toEqual(before);
    expect((await register('personE', 'Grace Hopper')).status).toBe(200);
  }, 60_000);

  it.each(['candidate', 'auditor'] as const)('is closed to the group %s', async (as) => {
    expect(await invigil.call('/faces/index', { as, body: { image: 'x', fullName: 'x' } })).toMatchObject({ status: 403, body: { error: { code: 'FORBIDDEN' } } });
  });

  it.each([
    [{ fullName: '' }, 'fullName'],
    [{ fullName: '   ' }, 'fullName'],
    [{ fullName: 'x'.repeat(201) }, 'fullName'],
    [{ fullName: 'a\u0000b' }, 'fullName'],
    [{ fullName: 'Ada \ud83d' }, 'fullName'],
    [{ fullName: 'Ada \u202eecalevoL' }, 'fullName'],
    [{ fullName: 7 }, 'fullName'],
    [{}, 'fullName'],
  ])('refuses the name of %j', async (body, field) => {
    const image = (await scene('personA')).toString('base64');
    expect(await invigil.call('/faces/index', { as: 'admin', body: { image, ...body } })).toMatchObject({ status: 422, body: { error: { code: 'INVALID_REQUEST', field } } });
  });
});
