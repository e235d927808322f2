import { blob, list, map, number, oneOf, string, structure, type StructureOf } from './shapes.ts';

/** What Rekognition takes as bytes in a request. */
export const MAX_IMAGE_BYTES = 5 * 1024 * 1024;

export const collectionId = string({ min: 1, max: 255, pattern: '[a-zA-Z0-9_.\\-]+' });
export const faceId = string({ pattern: '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}' });
export const userId = string({ min: 1, max: 128, pattern: '[a-zA-Z0-9_.\\-:]+' });
export const clientRequestToken = string({ min: 1, max: 64, pattern: '^[a-zA-Z0-9-_]+$' });
export const maxUserResults = number({ integer: true, min: 1, max: 500 });
export const percent = number({ min: 0, max: 100 });
export const paginationToken = string({ max: 255 });
export const pageSize = number({ integer: true, min: 0, max: 4_096 });

/** Source of the limits: the service's model, TagMap and TagKeyList. */
export const MAX_TAGS = 200;
const tagKey = string({ min: 1, max: 128, pattern: '^(?!aws:)[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$' });
const tagValue = string({ max: 256, pattern: '^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)$' });
export const tags = map(tagKey, tagValue, { max: MAX_TAGS });
export const tagKeys = list(tagKey, { max: MAX_TAGS });
export const resourceArn = string({ min: 20, max: 2_048 });

const s3Object = {
  Bucket: string({ min: 3, max: 255, pattern: '[0-9A-Za-z\\.\\-_]*' }),
  Name: string({ min: 1, max: 1_024 }),
  Version: string({ min: 1, max: 1_024 }),
};
const imageMembers = { Bytes: blob({ min: 1, max: MAX_IMAGE_BYTES }), S3Object: structure(s3Object) };

/** An image by its bytes or by its place in S3: exactly one of them, which is the operation's to check. */
export const image = structure(imageMembers);
export type ImageInput = StructureOf<typeof imageMembers>;

const ATTRIBUTES = [
  'DEFAULT', 'ALL', 'AGE_RANGE', 'BEARD', 'EMOTIONS', 'EYE_DIRECTION', 'EYEGLASSES', 'EYES_OPEN', 'GENDER', 'MOUTH_OPEN', 'MUSTACHE',
  'FACE_OCCLUDED', 'SMILE', 'SUNGLASSES',
] as const;
export type FaceAttribute = (typeof ATTRIBUTES)[number];
export const attributes = list(oneOf(ATTRIBUTES));

const QUALITY_FILTERS = ['NONE', 'AUTO', 'LOW', 'MEDIUM', 'HIGH'] as const;
export type QualityFilter = (typeof QUALITY_FILTERS)[number];
export const qualityFilter = oneOf(QUALITY_FILTERS);
