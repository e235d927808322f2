import { request as httpRequest } from 'node:http';
import { text } from 'node:stream/consumers';
import fc from 'fast-check';

export interface RawRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const AUTHORIZATION = 'AWS4-HMAC-SHA256 Credential=AK/20260101/us-east-1/rekognition/aws4_request, SignedHeaders=host, Signature=00';
const FACE_ID = '00000000-0000-4000-8000-000000000000';
const IMAGE = { Bytes: Buffer.from('no image').toString('base64') };

type Json = Record<string, unknown>;

/** Of each operation a request that is in order, but for the picture, which is none, and for what it names, which is not there. */
const REQUESTS: Readonly<Record<string, Json>> = {
  AssociateFaces: { CollectionId: 'none', UserId: 'user', FaceIds: [FACE_ID], UserMatchThreshold: 80, ClientRequestToken: 'token' },
  CompareFaces: { SourceImage: IMAGE, TargetImage: IMAGE, SimilarityThreshold: 80, QualityFilter: 'NONE' },
  CreateUser: { CollectionId: 'none', UserId: 'user', ClientRequestToken: 'token' },
  DeleteCollection: { CollectionId: 'none' },
  DeleteFaces: { CollectionId: 'none', FaceIds: [FACE_ID] },
  DeleteUser: { CollectionId: 'none', UserId: 'user', ClientRequestToken: 'token' },
  DescribeCollection: { CollectionId: 'none' },
  DetectFaces: { Image: IMAGE, Attributes: ['DEFAULT'] },
  DetectLabels: { Image: IMAGE, MaxLabels: 5, MinConfidence: 55, Features: ['GENERAL_LABELS'], Settings: { GeneralLabels: { LabelInclusionFilters: ['Person'] } } },
  DetectModerationLabels: { Image: IMAGE, MinConfidence: 50 },
  DisassociateFaces: { CollectionId: 'none', UserId: 'user', FaceIds: [FACE_ID], ClientRequestToken: 'token' },
  IndexFaces: { CollectionId: 'none', Image: IMAGE, ExternalImageId: 'one', DetectionAttributes: ['ALL'], MaxFaces: 1, QualityFilter: 'AUTO' },
  ListFaces: { CollectionId: 'none', MaxResults: 5, NextToken: 'token', FaceIds: [FACE_ID], UserId: 'user' },
  ListTagsForResource: { ResourceArn: 'arn:aws:rekognition:us-east-1:000000000000:collection/none' },
  ListUsers: { CollectionId: 'none', MaxResults: 5, NextToken: 'token' },
  SearchFaces: { CollectionId: 'none', FaceId: FACE_ID, MaxFaces: 5, FaceMatchThreshold: 80 },
  SearchFacesByImage: { CollectionId: 'none', Image: IMAGE, MaxFaces: 5, FaceMatchThreshold: 80, QualityFilter: 'NONE' },
  SearchUsers: { CollectionId: 'none', UserId: 'user', UserMatchThreshold: 80, MaxUsers: 5 },
  SearchUsersByImage: { CollectionId: 'none', Image: IMAGE, UserMatchThreshold: 80, MaxUsers: 5, QualityFilter: 'NONE' },
  TagResource: { ResourceArn: 'arn:aws:rekognition:us-east-1:000000000000:collection/none', Tags: { room: '1' } },
  UntagResource: { ResourceArn: 'arn:aws:rekognition:us-east-1:000000000000:collection/none', TagKeys: ['room'] },
};

const headersFor = (operation: string): Record<string, string> => ({
  authorization: AUTHORIZATION,
  'content-type': 'application/x-amz-json-1.1',
  'x-amz-target': `RekognitionService.${operation}`,
});
const inOrder = (operation: string): RawRequest => ({ method: 'POST', headers: headersFor(operation), body: Buffer.from(JSON.stringify(REQUESTS[operation])) });

const operation = fc.constantFrom(...Object.keys(REQUESTS));
const headerText = fc.string({ unit: fc.constantFrom('a', 'b', 'X', 'Z', '0', '9', ' ', '/', '.', ',', '=', ';', '-', '_'), maxLength: 40 });

const DEEP = 'lists in lists: ';

/** What no member takes: of a wrong type, too long, too large, of strange characters, deep. */
const badValue = fc.oneof(
  fc.jsonValue(),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.double(),
  fc.integer(),
  fc.constantFrom<unknown>('a'.repeat(300_000), '🙂'.repeat(200), '\ud800', '../../etc/passwd', "'; --", '=', 'AAA=AAAA', { toString: 1, length: -1 }, [[null]], 1e308, -1, 2 ** 40),
  fc.integer({ min: 10, max: 50_000 }).map((depth) => `${DEEP}${depth}`),
);

/** Lists in lists are put in as text: to be written by JSON.stringify they are too deep. */
function written(input: unknown): Buffer {
  return Buffer.from(JSON.stringify(input).replace(new RegExp(`"${DEEP}(\\d+)"`), (_, depth) => `${'['.repeat(Number(depth))}${']'.repeat(Number(depth))}`));
}

/** Replaces one member, at the top or one below. */
const withBadMember = fc.tuple(operation, fc.nat(), fc.nat(), badValue).map(([name, pick, deeper, value]): RawRequest => {
  const input = structuredClone(REQUESTS[name] ?? {});
  const key = Object.keys(input)[pick % Object.keys(input).length] ?? '';
  const below = input[key];
  if (typeof below === 'object' && below !== null && deeper % 2 === 0) {
    const members = below as Json;
    members[Object.keys(members)[deeper % Object.keys(members).length] ?? ''] = value;
  } else input[key] = value;
  return { ...inOrder(name), body: written(input) };
});

const withBrokenBody = fc.oneof(
  fc.tuple(operation, fc.uint8Array({ maxLength: 200 })).map(([name, bytes]): RawRequest => ({ ...inOrder(name), body: Buffer.from(bytes) })),
  fc.tuple(operation, fc.double({ min: 0, max: 0.99, noNaN: true })).map(([name, at]): RawRequest => {
    const { body, ...request } = inOrder(name);
    return { ...request, body: body.subarray(0, Math.floor(body.length * at)) };
  }),
  fc.tuple(operation, fc.nat(), fc.nat({ max: 255 })).map(([name, at, byte]): RawRequest => {
    const request = inOrder(name);
    request.body[at % request.body.length] = byte;
    return request;
  }),
  fc.tuple(operation, fc.jsonValue()).map(([name, value]): RawRequest => ({ ...inOrder(name), body: Buffer.from(JSON.stringify(value)) })),
  operation.map((name): RawRequest => ({ ...inOrder(name), body: Buffer.from(JSON.stringify(REQUESTS[name]).replace(/^\{/, '{"CollectionId":5,"Image":5,"SourceImage":5,"__proto__":{},')) })),
  fc.tuple(operation, fc.constantFrom('utf16le' as const, 'latin1' as const)).map(([name, encoding]): RawRequest => ({ ...inOrder(name), body: Buffer.from(`${JSON.stringify(REQUESTS[name])}é`, encoding) })),
  fc.integer({ min: 1, max: 200_000 }).map((depth): RawRequest => ({ ...inOrder('DetectFaces'), body: Buffer.from('{"Image":'.repeat(depth)) })),
);

const withBrokenEnvelope = fc.oneof(
  fc.tuple(operation, fc.constantFrom('PUT', 'DELETE', 'PATCH', 'OPTIONS', 'GET')).map(([name, method]): RawRequest => ({ ...inOrder(name), method })),
  fc.tuple(operation, headerText).map(([name, type]): RawRequest => ({ ...inOrder(name), headers: { ...headersFor(name), 'content-type': type } })),
  headerText.map((name): RawRequest => ({ ...inOrder('DetectFaces'), headers: headersFor(name) })),
  fc.tuple(operation, headerText).map(([name, target]): RawRequest => ({ ...inOrder(name), headers: { ...headersFor(name), 'x-amz-target': target } })),
  fc.tuple(operation, headerText).map(([name, authorization]): RawRequest => ({ ...inOrder(name), headers: { ...headersFor(name), authorization } })),
  fc.tuple(operation, fc.nat()).map(([name, at]): RawRequest => ({ ...inOrder(name), headers: { ...headersFor(name), authorization: AUTHORIZATION.slice(0, at % 60) } })),
  operation.map((name): RawRequest => ({ ...inOrder(name), headers: { ...headersFor(name), 'content-encoding': 'gzip', 'content-type': 'application/x-amz-json-1.1; charset=utf-16' } })),
);

/** Requests of which none can be served: a client's mistake each. */
export const malformedRequest: fc.Arbitrary<RawRequest> = fc.oneof({ weight: 4, arbitrary: withBadMember }, { weight: 3, arbitrary: withBrokenBody }, { weight: 2, arbitrary: withBrokenEnvelope });

/** @throws Error unless the service refuses the request as a client's mistake, in AWS's form and in time */
export async function expectRefusal(url: string, { method, headers, body }: RawRequest): Promise<void> {
  const { hostname, port } = new URL(url);
  const { status, type, answer } = await new Promise<{ status: number; type: string; answer: string }>((resolve, reject) => {
    const sent = httpRequest({ hostname, port, method, headers: { ...headers, 'content-length': body.length }, agent: false, timeout: 10_000 }, (response) => {
      text(response).then((answered) => {
        resolve({ status: response.statusCode ?? 0, type: response.headers['content-type'] ?? '', answer: answered });
      }, reject);
    });
    sent.on('timeout', () => sent.destroy(new Error('There was no answer.')));
    sent.on('error', reject).end(body);
  });
  const { __type: code, message, Message = message } = JSON.parse(answer) as { __type?: unknown; message?: unknown; Message?: unknown };
  if (status < 400 || status > 499 || typeof code !== 'string' || typeof Message !== 'string') throw new Error(`${status} ${type}: ${answer.slice(0, 300)}`);
}
