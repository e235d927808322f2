import { Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { RekognitionClient } from '@aws-sdk/client-rekognition';
import { findRegistered } from '../../../functions/shared/logic/find-registered.ts';
import type { PersonRow } from '../../../functions/shared/ports/face-directory.ts';
import { RekognitionVision } from '../../../functions/shared/adapters/rekognition-vision.ts';

const image = { bucket: 'frames', key: 'frames/1.jpg' };
const box = { Left: 0.1, Top: 0.2, Width: 0.3, Height: 0.4 };

/** A client whose service answers as the test says, and what it was asked. */
function service(answer: (operation: string) => { status: number; body: unknown }) {
  const requests: { operation: string; body: Record<string, unknown> }[] = [];
  const client = new RekognitionClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
    maxAttempts: 1,
    requestHandler: {
      handle: (request: { headers: Record<string, string>; body: Uint8Array }) => {
        const operation = request.headers['x-amz-target']?.split('.')[1] ?? '';
        requests.push({ operation, body: JSON.parse(new TextDecoder().decode(request.body)) as Record<string, unknown> });
        const { status, body } = answer(operation);
        return Promise.resolve({ response: { statusCode: status, headers: {}, body: Readable.from([Buffer.from(JSON.stringify(body))]) } });
      },
    },
  });
  return { vision: new RekognitionVision(client, 'faces'), requests };
}

const error = (type: string, message: string) => () => ({ status: 400, body: { __type: type, message } });

describe('RekognitionVision', () => {
  it('never asks for emotion, gender or age', async () => {
    const { vision, requests } = service(() => ({ status: 200, body: { FaceDetails: [{ Confidence: 99, BoundingBox: box, Emotions: [{ Type: 'HAPPY' }] }] } }));
    expect(await vision.detectFaces(image)).toEqual({ value: [{ confidencePercent: 99, box: { left: 0.1, top: 0.2, width: 0.3, height: 0.4 }, landmarks: [] }], modelVersion: null });
    expect(requests).toEqual([{ operation: 'DetectFaces', body: { Image: { S3Object: { Bucket: 'frames', Name: 'frames/1.jpg' } }, Attributes: ['DEFAULT'] } }]);
  });

  it('takes only the error that says so for an image without a face', async () => {
    const noFace = service(error('InvalidParameterException', 'There are no faces in the image. Should be at least 1.'));
    expect((await noFace.vision.searchFace(image, 85)).value).toEqual({ face: null, candidates: [] });
    await expect(service(error('InvalidParameterException', 'Request has invalid parameters')).vision.searchFace(image, 85)).rejects.toMatchObject({ name: 'InvalidParameterException' });
    await expect(service(error('ThrottlingException', 'no faces for you now')).vision.searchFace(image, 85)).rejects.toMatchObject({ name: 'ThrottlingException' });
  });

  it('counts the faces that the collection had', async () => {
    const { vision } = service(() => ({ status: 200, body: { DeletedFaces: ['a'], UnsuccessfulFaceDeletions: [{ FaceId: 'gone', Reasons: ['FACE_NOT_FOUND'] }] } }));
    expect([await vision.removeFaces(['a', 'gone']), await vision.removeFaces([])]).toEqual([1, 0]);
  });

  it('removes every face of a person, and says when one stays', async () => {
    const faces = { Faces: [{ FaceId: 'a', ExternalImageId: 'ada' }, { FaceId: 'b', ExternalImageId: 'grace' }, { FaceId: 'c', ExternalImageId: 'ada' }] };
    const { vision, requests } = service((operation) => ({ status: 200, body: operation === 'ListFaces' ? faces : { DeletedFaces: ['a', 'c'] } }));
    const faceIds = await vision.findFaceIds('ada');
    expect(faceIds).toEqual(['a', 'c']);
    expect(await vision.removeFaces(faceIds)).toBe(2);
    expect(requests.at(-1)).toEqual({ operation: 'DeleteFaces', body: { CollectionId: 'faces', FaceIds: ['a', 'c'] } });
    const stuck = service((operation) => ({ status: 200, body: operation === 'ListFaces' ? faces : { UnsuccessfulFaceDeletions: [{ FaceId: 'a' }, { FaceId: 'gone', Reasons: ['FACE_NOT_FOUND'] }] } }));
    await expect(stuck.vision.removeFaces(['a', 'gone'])).rejects.toThrow('1 faces were not removed');
  });
});

describe('findRegistered', () => {
  const row = (externalImageId: string, faceIds: string[]): PersonRow => ({ externalImageId, fullName: `Name of ${externalImageId}`, state: faceIds.length > 0 ? 'registered' : 'pending', faceIds, photos: [], reservation: null, twins: [] });
  const rows = [row('ada', ['a1', 'a2']), row('grace', ['g1']), row('pending', [])];
  const directory = { find: (id: string) => Promise.resolve(rows.find(({ externalImageId }) => externalImageId === id) ?? null) };

  it('counts the faces that their rows list, and takes a person once, with their best face', async () => {
    const candidates = [
      { faceId: 'p1', externalImageId: 'pending', similarityPercent: 99 },
      { faceId: 'x1', externalImageId: 'nobody', similarityPercent: 99 },
      { faceId: 'left behind', externalImageId: 'ada', similarityPercent: 98 },
      { faceId: 'a1', externalImageId: 'ada', similarityPercent: 91 },
      { faceId: 'g1', externalImageId: 'grace', similarityPercent: 95 },
      { faceId: 'a2', externalImageId: 'ada', similarityPercent: 97 },
    ];
    expect(await findRegistered(candidates, directory)).toEqual([
      { externalImageId: 'ada', fullName: 'Name of ada', similarityPercent: 97 },
      { externalImageId: 'grace', fullName: 'Name of grace', similarityPercent: 95 },
    ]);
  });
});
