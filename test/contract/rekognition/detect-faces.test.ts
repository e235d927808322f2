import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Attribute, DetectFacesCommand, type FaceDetail, IndexFacesCommand, RekognitionClient } from '@aws-sdk/client-rekognition';
import { createRekognition } from '../../../local/rekognition/create-rekognition.ts';
import { createDataFolder } from '../../helpers/data-folder.ts';
import { portrait } from '../../helpers/portraits.ts';
import { scene, type SceneName } from '../../helpers/scenes.ts';
import { serveAwsService } from '../../helpers/serve-aws-service.ts';
import { startVision } from '../../helpers/start-vision.ts';

const DEFAULT_MEMBERS = ['BoundingBox', 'Confidence', 'Landmarks', 'Pose', 'Quality'];
const RATIO = { min: -0.1, max: 1.1 };

describe('DetectFaces through the AWS SDK, with the real models', () => {
  const stack = new AsyncDisposableStack();
  let client: RekognitionClient;

  beforeAll(async () => {
    const folder = stack.use(await createDataFolder());
    const vision = await startVision();
    stack.defer(() => vision.close());
    const rekognition = await createRekognition({ vision, dataDir: folder.path, readS3Object: () => Promise.reject(new Error('There is no S3 here.')), onDefect: (operation, cause) => { throw new Error(operation, { cause }); } });
    await rekognition.ensureCollection('people');
    client = new RekognitionClient({ endpoint: stack.use(await serveAwsService(rekognition)).url, region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' }, maxAttempts: 1 });
    stack.defer(() => {
      client.destroy();
    });
  });
  afterAll(() => stack.disposeAsync());

  const detect = async (name: SceneName, Attributes?: Attribute[]): Promise<FaceDetail> => {
    const { FaceDetails: [face] = [] } = await client.send(new DetectFacesCommand({ Image: { Bytes: await scene(name) }, Attributes }));
    if (!face) throw new Error('No face was found');
    return face;
  };

  const besides = (face: FaceDetail): string[] => Object.keys(face).filter((member) => !DEFAULT_MEMBERS.includes(member)).sort();

  it.each<[Attribute[] | undefined, string[]]>([
    [undefined, []],
    [['DEFAULT'], []],
    [['AGE_RANGE'], ['AgeRange']],
    [['EMOTIONS'], ['Emotions']],
    [['EYE_DIRECTION'], ['EyeDirection']],
    [['EYES_OPEN'], ['EyesOpen']],
    [['FACE_OCCLUDED'], ['FaceOccluded']],
    [['GENDER'], ['Gender']],
    [['MOUTH_OPEN'], ['MouthOpen']],
    [['SMILE'], ['Smile']],
    [['DEFAULT', 'SMILE', 'GENDER'], ['Gender', 'Smile']],
    // What no model here can tell is absent, even by name.
    [['SUNGLASSES'], ['Sunglasses']],
    [['BEARD', 'EYEGLASSES', 'MUSTACHE'], []],
    [['ALL'], ['AgeRange', 'Emotions', 'EyeDirection', 'EyesOpen', 'FaceOccluded', 'Gender', 'MouthOpen', 'Smile', 'Sunglasses']],
  ])('gives for %p beside the default %p', async (attributes, members) => {
    const face = await detect('personE', attributes);
    expect(besides(face)).toEqual(members);
    expect(Object.keys(face)).toEqual(expect.arrayContaining(DEFAULT_MEMBERS));
  });

  it('tells dark glasses from eyes without them', async () => {
    const { FaceDetails } = await client.send(new DetectFacesCommand({ Image: { Bytes: await portrait('sunglasses') }, Attributes: ['SUNGLASSES'] }));
    expect(FaceDetails?.map(({ Sunglasses }) => Sunglasses?.Value)).toEqual([true]);
    expect((await detect('personA', ['SUNGLASSES'])).Sunglasses).toEqual({ Value: false, Confidence: expect.any(Number) });
  });

  it('describes a smiling young woman who looks into the camera', async () => {
    const face = await detect('personA', ['ALL']);
    expect(face).toMatchObject({ Smile: { Value: true }, Gender: { Value: 'Female' }, EyesOpen: { Value: true }, FaceOccluded: { Value: false } });
    expect(face.Emotions?.[0]?.Type).toBe('HAPPY');
    expect(face.Emotions?.map((emotion) => emotion.Type).sort()).toEqual(['ANGRY', 'CALM', 'DISGUSTED', 'FEAR', 'HAPPY', 'SAD', 'SURPRISED']);
    const confidences = face.Emotions?.map((emotion) => emotion.Confidence ?? NaN) ?? [];
    expect(confidences).toEqual(confidences.toSorted((a, b) => b - a));
    const { Low = NaN, High = NaN } = face.AgeRange ?? {};
    expect([Number.isInteger(Low), Number.isInteger(High), Low < 30, High > 20]).toEqual([true, true, true, true]);
    // The eyes make up for the turn of the head.
    expect(Math.abs((face.Pose?.Yaw ?? NaN) + (face.EyeDirection?.Yaw ?? NaN))).toBeLessThan(20);
  });

  it('names 30 landmarks, each on its side of the face', async () => {
    const { Landmarks = [], BoundingBox } = await detect('personE', ['ALL']);
    expect(new Set(Landmarks.map((landmark) => landmark.Type)).size).toBe(30);
    const at = (type: string): { x: number; y: number } => {
      const { X = NaN, Y = NaN } = Landmarks.find((landmark) => landmark.Type === type) ?? {};
      return { x: X, y: Y };
    };
    for (const { X = NaN, Y = NaN } of Landmarks) {
      expect(Math.min(X, Y)).toBeGreaterThan(RATIO.min);
      expect(Math.max(X, Y)).toBeLessThan(RATIO.max);
    }
    for (const row of [
      ['leftEyeBrowLeft', 'leftEyeBrowUp', 'leftEyeBrowRight', 'rightEyeBrowLeft', 'rightEyeBrowUp', 'rightEyeBrowRight'],
      ['upperJawlineLeft', 'chinBottom', 'upperJawlineRight'],
      ['leftEyeLeft', 'leftPupil', 'leftEyeRight', 'rightEyeLeft', 'rightPupil', 'rightEyeRight'],
      ['midJawlineLeft', 'mouthLeft', 'mouthUp', 'mouthRight', 'midJawlineRight'],
      ['noseLeft', 'nose', 'noseRight'],
    ]) {
      const across = row.map((type) => at(type).x);
      expect(across).toEqual(across.toSorted((a, b) => a - b));
    }
    const down = ['leftEyeBrowUp', 'leftEyeUp', 'eyeLeft', 'leftEyeDown', 'nose', 'mouthUp', 'mouthDown', 'chinBottom'].map((type) => at(type).y);
    expect(down).toEqual(down.toSorted((a, b) => a - b));
    expect(BoundingBox?.Top).toBeLessThan(at('leftEyeBrowUp').y);
    expect((BoundingBox?.Top ?? NaN) + (BoundingBox?.Height ?? NaN)).toBeGreaterThan(at('chinBottom').y);
  });

  it('describes an indexed face by the same attributes', async () => {
    const { FaceRecords = [] } = await client.send(new IndexFacesCommand({ CollectionId: 'people', Image: { Bytes: await scene('personE') }, DetectionAttributes: ['SMILE'] }));
    expect(FaceRecords.map(({ FaceDetail: face }) => besides(face ?? {}))).toEqual([['Smile']]);
  });
});
