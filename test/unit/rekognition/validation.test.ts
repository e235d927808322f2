import { describe, expect, it } from '@jest/globals';
import { parseInput } from '../../../local/rekognition/validation/shapes.ts';
import { createCollectionInput } from '../../../local/rekognition/operations/create-collection.input.ts';
import { deleteFacesInput } from '../../../local/rekognition/operations/delete-faces.input.ts';
import { detectFacesInput } from '../../../local/rekognition/operations/detect-faces.input.ts';
import { detectLabelsInput } from '../../../local/rekognition/operations/detect-labels.input.ts';
import { indexFacesInput } from '../../../local/rekognition/operations/index-faces.input.ts';
import { searchFacesByImageInput } from '../../../local/rekognition/operations/search-faces-by-image.input.ts';

const Image = { Bytes: Buffer.from('image').toString('base64') };
const detected = (count: number, ...failures: string[]) => ({
  code: 'ValidationException',
  message: `${count} validation error${count === 1 ? '' : 's'} detected: ${failures.join('; ')}`,
});
function failureOf(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return null;
}

describe("the wording of Rekognition's validation", () => {
  it.each([
    ['a missing member', detectLabelsInput, {}, detected(1, "Value null at 'image' failed to satisfy constraint: Member must not be null")],
    [
      'a missing member beside one that is there',
      searchFacesByImageInput,
      { Image },
      detected(1, "Value null at 'collectionId' failed to satisfy constraint: Member must not be null"),
    ],
    [
      'numbers out of range',
      searchFacesByImageInput,
      { Image, CollectionId: 'faces', FaceMatchThreshold: 101, MaxFaces: 0 },
      detected(
        2,
        "Value '0' at 'maxFaces' failed to satisfy constraint: Member must have value greater than or equal to 1",
        "Value '101.0' at 'faceMatchThreshold' failed to satisfy constraint: Member must have value less than or equal to 100",
      ),
    ],
    [
      'a wrong id of a collection',
      indexFacesInput,
      { Image, CollectionId: 'a b' },
      detected(1, "Value 'a b' at 'collectionId' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.\\-]+"),
    ],
    [
      'an unknown filter',
      indexFacesInput,
      { Image, CollectionId: 'faces', QualityFilter: 'BEST' },
      detected(1, "Value 'BEST' at 'qualityFilter' failed to satisfy constraint: Member must satisfy enum value set: [NONE, AUTO, LOW, MEDIUM, HIGH]"),
    ],
    ['a bucket name too short', detectFacesInput, { Image: { S3Object: { Bucket: 'b', Name: 'k' } } }, detected(1, "Value 'b' at 'image.s3Object.bucket' failed to satisfy constraint: Member must have length greater than or equal to 3")],
    [
      'a label of strange characters',
      detectLabelsInput,
      { Image, Settings: { GeneralLabels: { LabelInclusionFilters: ['a|b'] } } },
      detected(1, "Value '[a|b]' at 'settings.generalLabels.labelInclusionFilters' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy regular expression pattern: [A-Za-z0-9àâèçñó'-_(). ]*]"),
    ],
    [
      'tags that are none',
      createCollectionInput,
      { CollectionId: 'faces', Tags: { 'aws:owner': 'me', room: 'a;b' } },
      detected(
        2,
        "Value '{aws:owner=me, room=a;b}' at 'tags' failed to satisfy constraint: Map keys must satisfy constraint: [Member must satisfy regular expression pattern: ^(?!aws:)[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$]",
        "Value '{aws:owner=me, room=a;b}' at 'tags' failed to satisfy constraint: Map value must satisfy constraint: [Member must satisfy regular expression pattern: ^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)$]",
      ),
    ],
    ['an empty list', deleteFacesInput, { CollectionId: 'faces', FaceIds: [] }, detected(1, "Value '[]' at 'faceIds' failed to satisfy constraint: Member must have length greater than or equal to 1")],
    [
      'an image too large',
      detectFacesInput,
      { Image: { Bytes: Buffer.alloc(5_242_881).toString('base64') } },
      detected(1, "Value 'java.nio.HeapByteBuffer[pos=0 lim=5242881 cap=5242881]' at 'image.bytes' failed to satisfy constraint: Member must have length less than or equal to 5242880"),
    ],
  ])('%s', (_, shape, input, expected) => {
    expect(failureOf(() => parseInput<unknown>(shape, input))).toMatchObject(expected);
  });

  it('says of a list what is wrong with its members, once', () => {
    expect(failureOf(() => parseInput(detectFacesInput, { Image, Attributes: ['DEFAULT', 'AURA', 'HALO'] }))).toMatchObject({
      code: 'ValidationException',
      message: expect.stringMatching(/^1 validation error detected: Value '\[DEFAULT, AURA, HALO\]' at 'attributes' failed to satisfy constraint: Member must satisfy constraint: \[Member must satisfy enum value set: \[DEFAULT, ALL, [^\]]*\]\]$/),
    });
  });

  it.each([
    ['a number for a string', { Image, CollectionId: 5 }, 'NUMBER_VALUE can not be converted to a String'],
    ['a truth value for a string', { Image, CollectionId: true }, 'TRUE_VALUE can not be converted to a String'],
    ['a string for a number', { Image, CollectionId: 'faces', MaxFaces: '5' }, 'STRING_VALUE can not be converted to an Integer'],
    ['a fraction for an integer', { Image, CollectionId: 'faces', MaxFaces: 1.5 }, 'NUMBER_VALUE can not be converted to an Integer'],
    ['an integer of more than 32 bits', { Image, CollectionId: 'faces', MaxFaces: 2 ** 31 }, 'NUMBER_VALUE can not be converted to an Integer'],
    ['an object for bytes', { Image: { Bytes: {} }, CollectionId: 'faces' }, 'Start of structure or map found where not expected.'],
    ['no base64', { Image: { Bytes: 'data:image/png;base64,AAAA' }, CollectionId: 'faces' }, 'STRING_VALUE can not be converted to a ByteBuffer'],
    ['base64 that breaks off', { Image: { Bytes: 'AAAAA' }, CollectionId: 'faces' }, 'STRING_VALUE can not be converted to a ByteBuffer'],
    ['an array for a structure', { Image: [], CollectionId: 'faces' }, 'Start of list found where not expected.'],
    ['a string for a structure', { Image: 'AAAA', CollectionId: 'faces' }, 'Expected null'],
  ])('refuses %s as unreadable', (_, input, message) => {
    expect(failureOf(() => parseInput(searchFacesByImageInput, input))).toMatchObject({ code: 'SerializationException', message });
  });

  it.each([
    ['an object without a text', [{ toString: 1 }], 'Start of structure or map found where not expected.'],
    ['lists in lists', [JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)], 'Start of list found where not expected.'],
    ['nothing', [null], 'NULL_VALUE can not be converted to a String'],
  ])('refuses %s in a list as unreadable', (_, FaceIds, message) => {
    expect(failureOf(() => parseInput(deleteFacesInput, { CollectionId: 'faces', FaceIds }))).toMatchObject({ code: 'SerializationException', message });
  });

  it('accepts what is right, decodes bytes and ignores members it does not know', () => {
    const parsed = parseInput(searchFacesByImageInput, { Image, CollectionId: 'faces_1.x-y', FaceMatchThreshold: 0, MaxFaces: 4096, Colour: 'red', QualityFilter: null });
    expect(parsed).toEqual({ Image: { Bytes: Buffer.from('image') }, CollectionId: 'faces_1.x-y', FaceMatchThreshold: 0, MaxFaces: 4096 });
  });
});
