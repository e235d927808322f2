import type { Collection } from '../collections/collection.ts';
import { loadImage } from '../image-loader.ts';
import type { RekognitionContext } from '../operations/context.ts';
import type { ImageInput, QualityFilter } from '../validation/common-shapes.ts';
import { assertComparable } from './assert-comparable.ts';
import { type JudgedFace, judgedFaces, vectorsOf } from './judged-faces.ts';

/** The faces of an image, and the one of them that a collection is searched for. */
export interface SearchedFace {
  /** The largest first. */
  readonly faces: readonly JudgedFace[];
  /** The largest of those that pass the filter; null when there is none. */
  readonly searched: { readonly judged: JudgedFace; readonly vector: Float32Array } | null;
}

/** @throws AwsError ResourceNotReadyException; what loading and analysing an image throw */
export async function searchedFace({ vision, readS3Object }: RekognitionContext, collection: Collection, image: ImageInput, filter: QualityFilter = 'NONE'): Promise<SearchedFace> {
  assertComparable(collection, vision);
  const bytes = await loadImage(image, readS3Object);
  const faces = await judgedFaces(vision, bytes, filter);
  const judged = faces.find(({ reasons }) => reasons.length === 0);
  const [vector] = judged ? await vectorsOf(vision, bytes, [judged]) : [];
  return { faces, searched: judged && vector ? { judged, vector } : null };
}
