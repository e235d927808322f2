import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  CreateCollectionCommand,
  DeleteCollectionCommand,
  DeleteFacesCommand,
  DescribeCollectionCommand,
  DetectFacesCommand,
  DetectLabelsCommand,
  DetectModerationLabelsCommand,
  IndexFacesCommand,
  ListCollectionsCommand,
  ListFacesCommand,
  paginateListCollections,
  paginateListFaces,
  RekognitionClient,
  SearchFacesByImageCommand,
} from '@aws-sdk/client-rekognition';
import sharp from 'sharp';
import { createRekognition, type Rekognition } from '../../../local/rekognition/create-rekognition.ts';
import type { Vision } from '../../../local/vision/vision.ts';
import { createDataFolder } from '../../helpers/data-folder.ts';
import { FakeVision } from '../../helpers/fake-vision.ts';
import { handBuiltPng } from '../../helpers/hand-built-png.ts';
import { scene, type SceneName } from '../../helpers/scenes.ts';
import { serveAwsService } from '../../helpers/serve-aws-service.ts';
import { startVision } from '../../helpers/start-vision.ts';

const clientFor = (endpoint: string) => new RekognitionClient({ endpoint, region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' }, maxAttempts: 1 });
const bytesOf = async (name: SceneName) => ({ Bytes: await scene(name) });

describe('Rekognition through the AWS SDK, with the real models', () => {
  const stack = new AsyncDisposableStack();
  const objects = new Map<string, Uint8Array>();
  const defects: unknown[] = [];
  let vision: Vision;
  let rekognition: Rekognition;
  let client: RekognitionClient;

  beforeAll(async () => {
    const folder = stack.use(await createDataFolder());
    vision = await startVision();
    stack.defer(() => vision.close());
    rekognition = await createRekognition({
      vision,
      dataDir: folder.path,
      readS3Object: (bucket, key) => {
        const object = objects.get(`${bucket}/${key}`);
        return object ? Promise.resolve(object) : Promise.reject(new Error('NoSuchKey'));
      },
      onDefect: (_, error) => defects.push(error),
    });
    client = clientFor(stack.use(await serveAwsService(rekognition)).url);
    stack.defer(() => {
      client.destroy();
    });
  });
  afterAll(async () => {
    await stack.disposeAsync();
    expect(defects).toEqual([]);
  });

  describe('DetectLabels', () => {
    it('gives a portrait one Person with one instance', async () => {
      const { Labels, LabelModelVersion } = await client.send(new DetectLabelsCommand({ Image: await bytesOf('personA'), MinConfidence: 85 }));
      const person = Labels?.find((label) => label.Name === 'Person');
      expect(person?.Instances).toHaveLength(1);
      expect(person?.Confidence).toBeGreaterThan(95);
      expect(person?.Instances?.[0]?.Confidence).toBe(person?.Confidence);
      expect(LabelModelVersion).toMatch(/^nanodet-[0-9a-f]{8}\+centernet-[0-9a-f]{8}\+coco-ssd-[0-9a-f]{8}$/);
    });

    it('finds the phone beside a person, by the names that a policy would have', async () => {
      const { Labels = [] } = await client.send(new DetectLabelsCommand({ Image: await bytesOf('personWithPhone'), MinConfidence: 85 }));
      const phone = Labels.find((label) => label.Name === 'Mobile Phone');
      expect(phone).toMatchObject({ Aliases: [{ Name: 'Cell Phone' }], Parents: [{ Name: 'Electronics' }, { Name: 'Phone' }] });
      expect(phone?.Instances).toHaveLength(1);
      expect(phone?.Instances?.[0]?.BoundingBox?.Left).toBeGreaterThan(0.5);
    });

    it('has by default labels of 55 and more, the surest first, and at most MaxLabels', async () => {
      const Image = await bytesOf('personInProfile');
      const { Labels = [] } = await client.send(new DetectLabelsCommand({ Image }));
      const confidences = Labels.map((label) => label.Confidence ?? 0);
      expect(Math.min(...confidences)).toBeGreaterThanOrEqual(55);
      expect(confidences).toEqual(confidences.toSorted((a, b) => b - a));
      const all = await client.send(new DetectLabelsCommand({ Image, MinConfidence: 0 }));
      expect(all.Labels?.length).toBeGreaterThan(Labels.length);
      expect((await client.send(new DetectLabelsCommand({ Image, MinConfidence: 0, MaxLabels: 2 }))).Labels).toHaveLength(2);
    });

    it('filters by name and category', async () => {
      const Image = await bytesOf('personWithPhone');
      const only = await client.send(new DetectLabelsCommand({ Image, Settings: { GeneralLabels: { LabelInclusionFilters: ['Mobile Phone'] } } }));
      expect(only.Labels?.map((label) => label.Name)).toEqual(['Mobile Phone']);
      const without = await client.send(new DetectLabelsCommand({ Image, MinConfidence: 85, Settings: { GeneralLabels: { LabelCategoryExclusionFilters: ['Technology and Computing'] } } }));
      expect(without.Labels?.map((label) => label.Name)).toEqual(['Person']);
    });

    it('says that image properties are not served', async () => {
      await expect(client.send(new DetectLabelsCommand({ Image: await bytesOf('nobody'), Features: ['IMAGE_PROPERTIES'] }))).rejects.toMatchObject({ name: 'InvalidParameterException' });
    });
  });

  describe('DetectFaces', () => {
    it('describes one face of a portrait by its default attributes', async () => {
      const { FaceDetails = [] } = await client.send(new DetectFacesCommand({ Image: await bytesOf('personA') }));
      expect(FaceDetails).toHaveLength(1);
      const [face] = FaceDetails;
      expect(Object.keys(face ?? {}).sort()).toEqual(['BoundingBox', 'Confidence', 'Landmarks', 'Pose', 'Quality']);
      expect(face?.Confidence).toBeGreaterThan(99);
      const [left, right] = ['eyeLeft', 'eyeRight'].map((type) => face?.Landmarks?.find((landmark) => landmark.Type === type)?.X ?? NaN);
      // The viewer's left.
      expect(left).toBeLessThan(right ?? NaN);
    });

    it('gives 30 landmarks and four more attributes for ALL', async () => {
      const { FaceDetails = [] } = await client.send(new DetectFacesCommand({ Image: await bytesOf('personA'), Attributes: ['ALL'] }));
      expect(FaceDetails[0]?.Landmarks).toHaveLength(30);
      expect(FaceDetails[0]).toMatchObject({ EyesOpen: { Value: true }, FaceOccluded: { Value: false }, MouthOpen: { Confidence: expect.any(Number) }, EyeDirection: { Yaw: expect.any(Number), Pitch: expect.any(Number) } });
    });

    it('gives no face of a picture with nobody', async () => {
      expect((await client.send(new DetectFacesCommand({ Image: await bytesOf('nobody') }))).FaceDetails).toEqual([]);
    });
  });

  describe('DetectModerationLabels', () => {
    it('finds a portrait harmless, and scores what it is asked to report, a parent before its child', async () => {
      const Image = await bytesOf('personA');
      const harmless = await client.send(new DetectModerationLabelsCommand({ Image }));
      expect(harmless.ModerationLabels).toEqual([]);
      expect(harmless.ContentTypes).toEqual([]);
      expect(harmless.ModerationModelVersion).toMatch(/^nsfw-mobilenet-v2-mid-[0-9a-f]{8}\+nsfw-inception-v3-[0-9a-f]{8}$/);
      const all = await client.send(new DetectModerationLabelsCommand({ Image, MinConfidence: 0 }));
      expect(all.ModerationLabels?.map(({ Name, ParentName, TaxonomyLevel }) => [Name, ParentName, TaxonomyLevel])).toEqual([
        ['Explicit', '', 1],
        ['Explicit Nudity', 'Explicit', 2],
        ['Swimwear or Underwear', '', 1],
      ]);
    });

    it('has neither adapters nor reviewers', async () => {
      const Image = await bytesOf('nobody');
      const ProjectVersion = 'arn:aws:rekognition:us-east-1:000000000000:project/adapter/version/one/1700000000000';
      await expect(client.send(new DetectModerationLabelsCommand({ Image, ProjectVersion }))).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
      const HumanLoopConfig = { HumanLoopName: 'review', FlowDefinitionArn: 'arn:aws:sagemaker:us-east-1:000000000000:flow-definition/f' };
      await expect(client.send(new DetectModerationLabelsCommand({ Image, HumanLoopConfig }))).rejects.toMatchObject({ name: 'InvalidParameterException' });
    });
  });

  describe('collections', () => {
    it('are created, described, listed and deleted', async () => {
      expect(await client.send(new CreateCollectionCommand({ CollectionId: 'short-lived' }))).toMatchObject({
        StatusCode: 200,
        CollectionArn: 'aws:rekognition:us-east-1:000000000000:collection/short-lived',
        FaceModelVersion: vision.modelVersions.embedding,
      });
      const described = await client.send(new DescribeCollectionCommand({ CollectionId: 'short-lived' }));
      expect(described).toMatchObject({ FaceCount: 0, CollectionARN: 'arn:aws:rekognition:us-east-1:000000000000:collection/short-lived' });
      expect(Math.abs(Date.now() - (described.CreationTimestamp?.getTime() ?? 0))).toBeLessThan(60_000);
      expect((await client.send(new ListCollectionsCommand({}))).CollectionIds).toContain('short-lived');
      await expect(client.send(new CreateCollectionCommand({ CollectionId: 'short-lived' }))).rejects.toMatchObject({
        name: 'ResourceAlreadyExistsException',
        message: 'The collection id: short-lived already exists',
      });
      expect(await client.send(new DeleteCollectionCommand({ CollectionId: 'short-lived' }))).toMatchObject({ StatusCode: 200 });
      await expect(client.send(new DescribeCollectionCommand({ CollectionId: 'short-lived' }))).rejects.toMatchObject({
        name: 'ResourceNotFoundException',
        message: 'The collection id: short-lived does not exist',
        Code: 'ResourceNotFoundException',
        Logref: expect.stringMatching(/^[0-9a-f-]{36}$/),
        $metadata: { httpStatusCode: 400 },
      });
    });

    it('are listed page by page, however long their ids', async () => {
      const ids = ['z', 'a', 'm'].map((first) => first.padEnd(255, 'x'));
      for (const CollectionId of ids) await client.send(new CreateCollectionCommand({ CollectionId }));
      const listed = [];
      for await (const page of paginateListCollections({ client, pageSize: 1 }, {})) {
        expect(page.NextToken?.length ?? 0).toBeLessThanOrEqual(255);
        expect(page.FaceModelVersions).toEqual([vision.modelVersions.embedding]);
        listed.push(...(page.CollectionIds ?? []));
      }
      expect(listed.filter((id) => ids.includes(id))).toEqual(ids);
      for (const CollectionId of ids) await client.send(new DeleteCollectionCommand({ CollectionId }));
    });

    it('of the template are created once', async () => {
      await rekognition.ensureCollection('declared');
      await rekognition.ensureCollection('declared');
      expect(await client.send(new DescribeCollectionCommand({ CollectionId: 'declared' }))).toMatchObject({ FaceCount: 0 });
    });

    it('recognise who was indexed on another photograph, and nobody else', async () => {
      await rekognition.ensureCollection('people');
      for (const name of ['personA', 'personB', 'personD', 'personE'] as const) {
        const { FaceRecords } = await client.send(new IndexFacesCommand({ CollectionId: 'people', Image: await bytesOf(name), ExternalImageId: name, MaxFaces: 1, QualityFilter: 'AUTO' }));
        expect(FaceRecords).toHaveLength(1);
      }
      const search = async (name: SceneName) => client.send(new SearchFacesByImageCommand({ CollectionId: 'people', Image: await bytesOf(name), FaceMatchThreshold: 85 }));
      const found = await search('personAElsewhere');
      expect(found.FaceMatches?.map((match) => match.Face?.ExternalImageId)).toEqual(['personA']);
      expect(found.FaceMatches?.[0]?.Similarity).toBeGreaterThan(95);
      expect(found.SearchedFaceConfidence).toBeGreaterThan(99);
      expect((await search('personF')).FaceMatches).toEqual([]);
      // The largest face counts: here person A's, beside person B.
      expect((await search('twoPeople')).FaceMatches?.map((match) => match.Face?.ExternalImageId)).toEqual([await largestOfTwo()]);
    });

    it('index the largest faces only, and say why the others are not', async () => {
      await rekognition.ensureCollection('groups');
      const { FaceRecords = [], UnindexedFaces = [] } = await client.send(new IndexFacesCommand({ CollectionId: 'groups', Image: await bytesOf('group'), MaxFaces: 3 }));
      expect(FaceRecords).toHaveLength(3);
      expect(new Set(FaceRecords.map((record) => record.Face?.ImageId)).size).toBe(1);
      expect(UnindexedFaces.map((face) => face.Reasons)).toEqual([['EXCEEDS_MAX_FACES']]);
      const blurred = await sharp(await scene('personA')).resize(200).blur(2.5).jpeg().toBuffer();
      const refused = await client.send(new IndexFacesCommand({ CollectionId: 'groups', Image: { Bytes: blurred }, QualityFilter: 'HIGH' }));
      expect(refused.FaceRecords).toEqual([]);
      expect(refused.UnindexedFaces?.[0]?.Reasons).toContain('LOW_SHARPNESS');
    });

    it('hold a face once, however often its image is indexed under one external id', async () => {
      await rekognition.ensureCollection('again');
      const index = async (ExternalImageId?: string, MaxFaces?: number) => {
        const { FaceRecords = [] } = await client.send(new IndexFacesCommand({ CollectionId: 'again', Image: await bytesOf('twoPeople'), ExternalImageId, MaxFaces }));
        return FaceRecords.map(({ Face }) => Face);
      };
      const faceCount = async () => (await client.send(new DescribeCollectionCommand({ CollectionId: 'again' }))).FaceCount;
      const [largest] = await index('two', 1);
      const both = await index('two');
      expect(both[0]).toEqual(largest);
      expect(await index('two')).toEqual(both);
      expect(await faceCount()).toBe(2);
      const others = [...(await index('another')), ...(await index()), ...(await index())];
      expect(new Set(others.map((face) => face?.ImageId))).toEqual(new Set([largest?.ImageId]));
      expect(await faceCount()).toBe(8);
    });

    it('list their faces page by page, and forget those that are deleted', async () => {
      await rekognition.ensureCollection('pages');
      await client.send(new IndexFacesCommand({ CollectionId: 'pages', Image: await bytesOf('group'), ExternalImageId: 'a:group' }));
      const pages = [];
      for await (const page of paginateListFaces({ client, pageSize: 3 }, { CollectionId: 'pages' })) pages.push(page.Faces ?? []);
      expect(pages.map((page) => page.length)).toEqual([3, 1]);
      const [first = '', ...others] = pages.flat().map((face) => face.FaceId ?? '');
      const unknown = '00000000-0000-4000-8000-000000000000';
      expect(await client.send(new DeleteFacesCommand({ CollectionId: 'pages', FaceIds: [first, unknown] }))).toMatchObject({
        DeletedFaces: [first],
        UnsuccessfulFaceDeletions: [{ FaceId: unknown, Reasons: ['FACE_NOT_FOUND'] }],
      });
      expect((await client.send(new ListFacesCommand({ CollectionId: 'pages' }))).Faces?.map((face) => face.FaceId)).toEqual(others);
      await expect(client.send(new ListFacesCommand({ CollectionId: 'pages', NextToken: 'nonsense' }))).rejects.toMatchObject({ name: 'InvalidPaginationTokenException' });
    });

    async function largestOfTwo(): Promise<string> {
      const { FaceDetails = [] } = await client.send(new DetectFacesCommand({ Image: await bytesOf('twoPeople') }));
      // Person B sits on the left.
      return (FaceDetails[0]?.BoundingBox?.Left ?? 0) < (FaceDetails[1]?.BoundingBox?.Left ?? 0) ? 'personB' : 'personA';
    }
  });

  describe('an image', () => {
    it('is read from S3 too', async () => {
      objects.set('frames/one.jpg', await scene('personB'));
      const { FaceDetails } = await client.send(new DetectFacesCommand({ Image: { S3Object: { Bucket: 'frames', Name: 'one.jpg' } } }));
      expect(FaceDetails).toHaveLength(1);
    });

    it.each([
      ['is not in S3', { S3Object: { Bucket: 'frames', Name: 'none.jpg' } }, 'InvalidS3ObjectException', 'Unable to get object metadata from S3. Check object key, region and/or access permissions.'],
      ['is a version that S3 does not keep', { S3Object: { Bucket: 'frames', Name: 'one.jpg', Version: '1' } }, 'InvalidS3ObjectException', expect.stringContaining('S3')],
      ['is neither here nor there', {}, 'InvalidParameterException', 'Request has invalid parameters'],
      ['is here and there', { Bytes: Buffer.from('x'), S3Object: { Bucket: 'frames', Name: 'one.jpg' } }, 'InvalidParameterException', 'Request has invalid parameters'],
      ['is no image', { Bytes: Buffer.from('no image') }, 'InvalidImageFormatException', 'Request has invalid image format'],
      ['is too large for a request', { Bytes: Buffer.alloc(5_242_881) }, 'ValidationException', expect.stringContaining("at 'image.bytes' failed to satisfy constraint: Member must have length less than or equal to 5242880")],
    ])('that %s is refused as AWS refuses it', async (_, Image, name, message) => {
      await expect(client.send(new DetectLabelsCommand({ Image }))).rejects.toMatchObject({ name, message, $metadata: { httpStatusCode: 400 } });
    });

    it('of more than 15 MB in S3 is too large', async () => {
      objects.set('frames/huge.jpg', new Uint8Array(15 * 1024 * 1024 + 1));
      await expect(client.send(new DetectFacesCommand({ Image: { S3Object: { Bucket: 'frames', Name: 'huge.jpg' } } }))).rejects.toMatchObject({ name: 'ImageTooLargeException', message: 'Image size is too large.' });
    });

    it.each([
      ['a side of more than 10,000 pixels', () => handBuiltPng({ widthPx: 10_800, heightPx: 100 }), 'Input image dimensions 10800 x 100 exceed maximum dimension size of 10000 pixels'],
      ['more pixels than a camera takes', () => handBuiltPng({ widthPx: 10_000, heightPx: 10_000 }), expect.stringContaining('unpacks to')],
    ])('with %s is too large', async (_, make, message) => {
      await expect(client.send(new DetectFacesCommand({ Image: { Bytes: make() } }))).rejects.toMatchObject({ name: 'ImageTooLargeException', message, $metadata: { httpStatusCode: 400 } });
    });

    it('of fewer than 80 pixels is an invalid parameter', async () => {
      const Bytes = await sharp(await scene('personA')).resize(60, 60).png().toBuffer();
      await expect(client.send(new DetectFacesCommand({ Image: { Bytes } }))).rejects.toMatchObject({ name: 'InvalidParameterException' });
    });

    it('without a face cannot be searched for, nor does indexing it add one', async () => {
      await rekognition.ensureCollection('empty');
      const Image = await bytesOf('nobody');
      await expect(client.send(new SearchFacesByImageCommand({ CollectionId: 'empty', Image }))).rejects.toMatchObject({
        name: 'InvalidParameterException',
        message: 'There are no faces in the image. Should be at least 1.',
      });
      expect(await client.send(new IndexFacesCommand({ CollectionId: 'empty', Image }))).toMatchObject({ FaceRecords: [], UnindexedFaces: [] });
    });
  });
});

describe('Rekognition when the engine cannot answer', () => {
  const served = async (stack: AsyncDisposableStack, dataDir: string, embedding?: string) => {
    const defects: [string, unknown][] = [];
    const rekognition = await createRekognition({
      vision: new FakeVision(embedding),
      dataDir,
      readS3Object: () => Promise.reject(new Error('none')),
      onDefect: (operation, error) => defects.push([operation, error]),
    });
    const client = clientFor(stack.use(await serveAwsService(rekognition)).url);
    stack.defer(() => {
      client.destroy();
    });
    return { client, rekognition, defects };
  };

  it('throttles while too much is waiting', async () => {
    await using stack = new AsyncDisposableStack();
    const { client } = await served(stack, stack.use(await createDataFolder()).path);
    await expect(client.send(new DetectFacesCommand({ Image: { Bytes: Buffer.from('overloaded') } }))).rejects.toMatchObject({
      name: 'ProvisionedThroughputExceededException',
      message: 'Provisioned rate exceeded',
    });
  });

  it('keeps its defects to itself', async () => {
    await using stack = new AsyncDisposableStack();
    const { client, defects } = await served(stack, stack.use(await createDataFolder()).path);
    const refusal: unknown = await client.send(new DetectFacesCommand({ Image: { Bytes: Buffer.from('broken') } })).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ name: 'InternalServerError', $metadata: { httpStatusCode: 500 } });
    expect(String(refusal)).not.toContain('secret');
    expect(defects).toEqual([['DetectFaces', expect.objectContaining({ message: 'a secret of the engine' })]]);
  });

  it('does not compare faces of different models', async () => {
    await using stack = new AsyncDisposableStack();
    const { path } = stack.use(await createDataFolder());
    {
      await using before = new AsyncDisposableStack();
      const { client, rekognition } = await served(before, path, 'model-1');
      await rekognition.ensureCollection('people');
      await client.send(new IndexFacesCommand({ CollectionId: 'people', Image: { Bytes: Buffer.from('7') } }));
    }
    const { client } = await served(stack, path, 'model-2');
    const input = { CollectionId: 'people', Image: { Bytes: Buffer.from('7') } };
    for (const refused of [client.send(new SearchFacesByImageCommand(input)), client.send(new IndexFacesCommand(input))]) {
      await expect(refused).rejects.toMatchObject({ name: 'ResourceNotReadyException', message: expect.stringContaining('model-1') });
    }
    expect(await client.send(new DescribeCollectionCommand({ CollectionId: 'people' }))).toMatchObject({ FaceCount: 1, FaceModelVersion: 'model-1' });
  });
});
