import { createHash } from 'node:crypto';
import type { FaceData, PersonPhoto } from '../data/face-data.ts';
import type { FileRemark } from '../data/remarks.ts';
import { analysePhotos } from './analyse-photos.ts';
import type { EvaluationContext } from './context.ts';

export interface EnrolledPhotos {
  /** By the photo's number in the data: the vector of its largest face. */
  readonly vectors: ReadonlyMap<number, Float32Array>;
  /** Photos that were looked at and readable. */
  readonly attempted: number;
  /** Numbers of those in which no face was found: failures to enrol. */
  readonly withoutFace: ReadonlySet<number>;
  readonly leftOut: readonly FileRemark[];
  readonly remarks: readonly FileRemark[];
}

interface NumberedPhoto extends PersonPhoto {
  readonly number: number;
}

/** Finds the largest face of each photo, as the product does, and makes its vector: once, however many pairs the photo is in. */
export async function enrolPhotos(context: EvaluationContext, data: FaceData): Promise<EnrolledPhotos> {
  const wanted = data.pairs === null ? null : new Set(data.pairs.flatMap(({ first, second }) => [first, second]));
  const photos = data.photos.map((photo, number): NumberedPhoto => ({ ...photo, number })).filter(({ number }) => wanted?.has(number) ?? true);
  const { analysed, unreadable } = await analysePhotos(context, { step: 'Faces', dir: data.dir, photos }, async (bytes) => {
    const { faces } = await context.vision.detectFaces(bytes);
    const [vector] = faces.length === 0 ? [] : await context.vision.embedFaces(bytes, [0]);
    return { faces: faces.length, vector, sha256: createHash('sha256').update(bytes).digest('hex') };
  });
  const copies = findCopies(analysed.map(({ photo, result }) => ({ photo, sha256: result.sha256 })));
  const usable = analysed.filter(({ photo }) => !copies.has(photo));
  const vectors = new Map<number, Float32Array>();
  for (const { photo, result } of usable) if (result.vector) vectors.set(photo.number, result.vector);
  return {
    vectors,
    attempted: usable.length,
    withoutFace: new Set(usable.filter(({ result }) => !result.vector).map(({ photo }) => photo.number)),
    leftOut: [...data.leftOut, ...unreadable, ...[...copies].map(([{ file }, remark]) => ({ file, remark }))],
    remarks: usable.flatMap(({ photo: { file }, result }) => {
      if (result.faces === 0) return [{ file, remark: 'no face was found' }];
      return result.faces > 1 ? [{ file, remark: `shows ${result.faces} faces: the largest was taken` }] : [];
    }),
  };
}

/** A photo that is there twice would be a pair that proves nothing; under two people's names one of them is wrong. */
function findCopies(photos: readonly { readonly photo: NumberedPhoto; readonly sha256: string }[]): ReadonlyMap<NumberedPhoto, string> {
  const same = Map.groupBy(photos, ({ sha256 }) => sha256);
  const copies = new Map<NumberedPhoto, string>();
  for (const group of same.values()) {
    const people = new Set(group.map(({ photo }) => photo.person));
    for (const { photo } of people.size > 1 ? group : group.slice(1)) {
      copies.set(photo, people.size > 1 ? `is filed under several people: ${[...people].join(', ')}` : 'is a copy of another photo');
    }
  }
  return copies;
}
