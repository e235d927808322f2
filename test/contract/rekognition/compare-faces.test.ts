import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AssociateFacesCommand, CompareFacesCommand, CreateCollectionCommand, CreateUserCommand, IndexFacesCommand, RekognitionClient, SearchUsersByImageCommand } from '@aws-sdk/client-rekognition';
import sharp from 'sharp';
import { createRekognition } from '../../../local/rekognition/create-rekognition.ts';
import { createDataFolder } from '../../helpers/data-folder.ts';
import { scene, type SceneName } from '../../helpers/scenes.ts';
import { serveAwsService } from '../../helpers/serve-aws-service.ts';
import { startVision } from '../../helpers/start-vision.ts';

const bytesOf = async (name: SceneName) => ({ Bytes: await scene(name) });

describe('faces of real photographs', () => {
  const stack = new AsyncDisposableStack();
  let client: RekognitionClient;

  const compare = async (source: SceneName, target: SceneName, SimilarityThreshold?: number) =>
    client.send(new CompareFacesCommand({ SourceImage: await bytesOf(source), TargetImage: await bytesOf(target), SimilarityThreshold }));

  beforeAll(async () => {
    const folder = stack.use(await createDataFolder());
    const vision = await startVision();
    stack.defer(() => vision.close());
    const rekognition = await createRekognition({ vision, dataDir: folder.path, readS3Object: () => Promise.reject(new Error('none')), onDefect: (operation, cause) => { throw new Error(operation, { cause }); } });
    const { url } = stack.use(await serveAwsService(rekognition));
    client = new RekognitionClient({ endpoint: url, region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' }, maxAttempts: 1 });
    stack.defer(() => { client.destroy(); });
  });
  afterAll(() => stack.disposeAsync());

  it('match themselves wholly and a stranger\'s not', async () => {
    const same = await compare('personA', 'personA');
    expect(same.FaceMatches?.[0]?.Similarity).toBeCloseTo(100, 3);
    expect(same.UnmatchedFaces).toEqual([]);
    const stranger = await compare('personA', 'personC');
    expect(stranger.FaceMatches).toEqual([]);
    expect(stranger.UnmatchedFaces).toHaveLength(1);
    expect(Object.keys(stranger.UnmatchedFaces?.[0] ?? {}).sort()).toEqual(['BoundingBox', 'Confidence', 'Landmarks', 'Pose', 'Quality']);
  });

  it('match on another day, among others too', async () => {
    const { FaceMatches, UnmatchedFaces, SourceImageFace } = await compare('personAElsewhere', 'twoPeople');
    expect(FaceMatches).toHaveLength(1);
    expect(FaceMatches?.[0]?.Similarity).toBeGreaterThan(95);
    // Person A sits on the right.
    expect(FaceMatches?.[0]?.Face?.BoundingBox?.Left).toBeGreaterThan(0.5);
    expect(UnmatchedFaces).toHaveLength(1);
    expect(SourceImageFace?.Confidence).toBeGreaterThan(95);
    expect((await compare('personAElsewhere', 'twoPeople', 0)).FaceMatches?.map((match) => match.Similarity ?? NaN)).toEqual([expect.any(Number), expect.any(Number)]);
  });

  it('cannot be compared where there are none', async () => {
    const expected = { name: 'InvalidParameterException', message: 'Request has invalid parameters' };
    await expect(compare('nobody', 'personA')).rejects.toMatchObject(expected);
    await expect(compare('personA', 'nobody')).rejects.toMatchObject(expected);
  });

  it('that are too small for the filter are left out', async () => {
    const small = { Bytes: await sharp(await scene('personC')).resize(36).extend({ top: 60, bottom: 60, left: 60, right: 60 }).png().toBuffer() };
    const SourceImage = await bytesOf('personA');
    await expect(client.send(new CompareFacesCommand({ SourceImage, TargetImage: small, QualityFilter: 'HIGH' }))).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });

  it('stand for a user together', async () => {
    const CollectionId = 'people';
    await client.send(new CreateCollectionCommand({ CollectionId }));
    const index = async (name: SceneName) => (await client.send(new IndexFacesCommand({ CollectionId, Image: await bytesOf(name), MaxFaces: 1 }))).FaceRecords?.[0]?.Face?.FaceId ?? '';
    const [first, elsewhere, stranger] = [await index('personA'), await index('personAElsewhere'), await index('personC')];
    await client.send(new CreateUserCommand({ CollectionId, UserId: 'a' }));
    await client.send(new AssociateFacesCommand({ CollectionId, UserId: 'a', FaceIds: [first] }));
    const { AssociatedFaces, UnsuccessfulFaceAssociations } = await client.send(new AssociateFacesCommand({ CollectionId, UserId: 'a', FaceIds: [elsewhere, stranger] }));
    expect(AssociatedFaces).toEqual([{ FaceId: elsewhere }]);
    expect(UnsuccessfulFaceAssociations).toMatchObject([{ FaceId: stranger, Reasons: ['LOW_MATCH_CONFIDENCE'] }]);
    const search = async (name: SceneName) => client.send(new SearchUsersByImageCommand({ CollectionId, Image: await bytesOf(name) }));
    expect((await search('personA')).UserMatches).toMatchObject([{ User: { UserId: 'a', UserStatus: 'ACTIVE' } }]);
    const two = await search('twoPeople');
    expect(two.UnsearchedFaces).toMatchObject([{ Reasons: ['FACE_NOT_LARGEST'] }]);
    const nobody = await search('nobody');
    expect(nobody).toMatchObject({ UserMatches: [], UnsearchedFaces: [] });
    expect(nobody.SearchedFace).toBeUndefined();
  });
});
