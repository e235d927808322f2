import type { PoseData } from '../data/pose-data.ts';
import type { SampleReport } from '../data/remarks.ts';
import { type Proportion, proportion } from '../measures/intervals.ts';
import { type AngleError, angleError } from '../measures/pose-error.ts';
import type { HeadPose } from '../../vision/faces/head-pose.ts';
import { analysePhotos } from './analyse-photos.ts';
import type { EvaluationContext } from './context.ts';

export interface PoseEvaluation {
  readonly sample: SampleReport;
  readonly yaw: AngleError;
  readonly pitch: AngleError;
  readonly roll: AngleError;
  /** Photos in which no face was found: in no error above. */
  readonly notFound: Proportion;
  readonly photos: readonly { readonly file: string; readonly measured: HeadPose; readonly true: HeadPose }[];
}

/** How far the head's angles are off, of the largest face. */
export async function evaluatePose(context: EvaluationContext, data: PoseData): Promise<PoseEvaluation> {
  const { analysed, unreadable } = await analysePhotos(context, { step: 'Pose', dir: data.dir, photos: data.photos }, async (bytes) => {
    const [largest] = (await context.vision.detectFaces(bytes)).faces;
    return largest?.pose ?? null;
  });
  const found = analysed.flatMap(({ photo, result }) => (result === null ? [] : [{ file: photo.file, measured: result, true: photo.pose }]));
  const notFound = analysed.filter(({ result }) => result === null).map(({ photo }) => ({ file: photo.file, remark: 'no face was found' }));
  const errorOf = (angle: keyof HeadPose): AngleError => angleError(found.map((photo) => ({ measuredDegrees: photo.measured[angle], trueDegrees: photo.true[angle] })));
  return {
    sample: { dir: data.dir, photos: data.photos.length + data.leftOut.length, used: found.length, leftOut: [...data.leftOut, ...unreadable, ...notFound], remarks: [] },
    yaw: errorOf('yawDegrees'),
    pitch: errorOf('pitchDegrees'),
    roll: errorOf('rollDegrees'),
    notFound: proportion(notFound.length, analysed.length),
    photos: found,
  };
}
