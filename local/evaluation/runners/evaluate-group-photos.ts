import type { GroupPhotoData } from '../data/group-photo-data.ts';
import type { SampleReport } from '../data/remarks.ts';
import { type Proportion, proportion } from '../measures/intervals.ts';
import { matchDetections } from '../measures/object-matching.ts';
import { analysePhotos } from './analyse-photos.ts';
import type { EvaluationContext } from './context.ts';

/** What a found box must share with a labelled one: as detectors of faces are compared. Source: FDDB, WIDER FACE. */
const MIN_FACE_OVERLAP = 0.5;

export interface GroupPhotoEvaluation {
  readonly sample: SampleReport;
  /** Of the faces that are there. Where only their number is known, a false face makes up for a missed one. */
  readonly found: Proportion;
  readonly falseFaces: number;
  readonly photos: readonly { readonly file: string; readonly faces: number; readonly found: number; readonly falseFaces: number; readonly by: 'boxes' | 'count' }[];
}

/** How many of the faces of a group are found, and how many that are none. */
export async function evaluateGroupPhotos(context: EvaluationContext, data: GroupPhotoData): Promise<GroupPhotoEvaluation> {
  const { analysed, unreadable } = await analysePhotos(context, { step: 'Groups', dir: data.dir, photos: data.photos }, async (bytes) => {
    const { faces } = await context.vision.detectFaces(bytes);
    return faces.map(({ box, confidencePercent }) => ({ box, confidencePercent }));
  });
  const photos = analysed.map(({ photo, result }) => {
    const found = photo.boxes === null
      ? Math.min(result.length, photo.faces)
      : matchDetections(result, photo.boxes, MIN_FACE_OVERLAP).filter(({ isTrue }) => isTrue).length;
    return { file: photo.file, faces: photo.faces, found, falseFaces: result.length - found, by: photo.boxes === null ? 'count' as const : 'boxes' as const };
  });
  const sum = (pick: (photo: (typeof photos)[number]) => number): number => photos.reduce((total, photo) => total + pick(photo), 0);
  return {
    sample: { dir: data.dir, photos: data.photos.length + data.leftOut.length, used: photos.length, leftOut: [...data.leftOut, ...unreadable], remarks: [] },
    found: proportion(sum(({ found }) => found), sum(({ faces }) => faces)),
    falseFaces: sum(({ falseFaces }) => falseFaces),
    photos,
  };
}
