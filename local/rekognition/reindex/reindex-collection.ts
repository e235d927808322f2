import { intersectionOverUnionOfRatios, type RatioBox } from '../../vision/geometry/box.ts';
import { ImageError } from '../../vision/image/errors.ts';
import type { Vision } from '../../vision/vision.ts';
import type { CollectionContents } from '../collections/collection-contents.ts';
import type { CollectionRecord } from '../collections/collection-record.ts';
import { loadCollection } from '../collections/load-collection.ts';
import type { StoredFace } from '../collections/stored-face.ts';

/** Why a face could not be seen again. */
export type LossReason = 'no photo' | 'no such face in the photos';

export interface ReindexReport {
  readonly collectionId: string;
  /** Faces whose vectors the running embedder had made already. */
  readonly current: number;
  readonly seenAgain: number;
  /** They stay in the collection and in its lists, but are like nobody until they are indexed again. */
  readonly lost: readonly { readonly faceId: string; readonly reason: LossReason }[];
}

export interface ReindexOptions {
  readonly vision: Pick<Vision, 'modelVersions' | 'detectFaces' | 'embedFaces'>;
  /** The photos of a person, by the ExternalImageId. */
  readonly photosOf: (externalImageId: string) => Promise<readonly Uint8Array[]>;
}

/** What a face's box in the photo must share with the box that was stored: detectors differ by a little, faces by much more. */
const MIN_OVERLAP = 0.5;

/**
 * Makes a collection's vectors anew from the photos, with the embedder that runs. Ids, boxes and users stay. The file changes at once at the end: cut off
 * before, it is as it was.
 *
 * @param path of a collection's file that nobody else has open
 * @throws CollectionCorruptError
 */
export async function reindexCollection(path: string, { vision, photosOf }: ReindexOptions): Promise<ReindexReport> {
  const { file, contents } = await loadCollection(path);
  try {
    const running = vision.modelVersions.embedding;
    const vectors = new Map<string, Float32Array>();
    const lost: { faceId: string; reason: LossReason }[] = [];
    let current = 0;
    for (const face of contents.faces.values()) {
      if (face.embedding === running) {
        current += 1;
        continue;
      }
      const seen = await seeAgain(face, vision, await photosFor(face, photosOf));
      if (typeof seen === 'string') lost.push({ faceId: face.faceId, reason: seen });
      else vectors.set(face.faceId, seen);
    }
    const header = contents.header();
    if (header.embedding !== running || vectors.size > 0) await file.rewrite({ ...header, embedding: running }, withVectors(contents, vectors, running));
    return { collectionId: header.collectionId, current, seenAgain: vectors.size, lost };
  } finally {
    await file.close();
  }
}

function photosFor({ externalImageId }: StoredFace, photosOf: ReindexOptions['photosOf']): Promise<readonly Uint8Array[]> {
  return externalImageId === null ? Promise.resolve([]) : photosOf(externalImageId);
}

/** A person may have several photos, and a photo several faces: the one that lies where the stored face lay. */
async function seeAgain({ box }: StoredFace, vision: ReindexOptions['vision'], photos: readonly Uint8Array[]): Promise<Float32Array | LossReason> {
  if (photos.length === 0) return 'no photo';
  let best: { photo: Uint8Array; index: number; overlap: number } | null = null;
  for (const photo of photos) {
    for (const [index, face] of (await facesIn(photo, vision)).entries()) {
      const overlap = intersectionOverUnionOfRatios(face.box, box);
      if (overlap >= Math.max(MIN_OVERLAP, best?.overlap ?? 0)) best = { photo, index, overlap };
    }
  }
  const [vector] = best ? await vision.embedFaces(best.photo, [best.index]) : [];
  return vector ?? 'no such face in the photos';
}

async function facesIn(photo: Uint8Array, vision: ReindexOptions['vision']): Promise<readonly { readonly box: RatioBox }[]> {
  try {
    return (await vision.detectFaces(photo)).faces;
  } catch (error) {
    // A photo that cannot be read any more shows nobody; that the engine fails is another thing.
    if (error instanceof ImageError) return [];
    throw error;
  }
}

function* withVectors(contents: CollectionContents, vectors: ReadonlyMap<string, Float32Array>, embedding: string): Generator<CollectionRecord> {
  for (const record of contents.records(Date.now())) {
    if (record.kind !== 'faces-added') yield record;
    else {
      yield {
        kind: 'faces-added',
        faces: record.faces.map((face) => {
          const vector = vectors.get(face.faceId);
          return vector ? { ...face, vector, embedding } : face;
        }),
      };
    }
  }
}
