import type { BinaryData } from '../data/binary-data.ts';
import type { FileRemark, SampleReport } from '../data/remarks.ts';
import { type BinaryDecision, judgeBinary } from '../measures/binary-decision.ts';
import { type Proportion, proportion } from '../measures/intervals.ts';
import { analysePhotos } from './analyse-photos.ts';
import type { EvaluationContext } from './context.ts';
import { enlargeSmallPhoto } from './small-photo.ts';

export interface SmileEvaluation {
  readonly sample: SampleReport;
  readonly decision: BinaryDecision;
  /** Photos in which no face was found: in no other figure. */
  readonly notFound: Proportion;
}

/** Whether smiling faces are told from others: what DetectFaces answers as Smile, of the largest face. */
export async function evaluateSmiles(context: EvaluationContext, data: BinaryData): Promise<SmileEvaluation> {
  const remarks: FileRemark[] = [];
  const { analysed, unreadable } = await analysePhotos(context, { step: 'Smiles', dir: data.dir, photos: data.photos }, async (original, { file }) => {
    const { bytes, isEnlarged } = await enlargeSmallPhoto(original);
    if (isEnlarged) remarks.push({ file, remark: 'is smaller than the engine takes: enlarged, its edge repeated around it' });
    const [largest] = (await context.vision.detectFaces(bytes, ['smiling'])).faces;
    return largest?.smiling ?? null;
  });
  const answers = analysed.flatMap(({ photo, result }) => (result === null ? [] : [{ probability: result, isTrue: photo.isTrue }]));
  const notFound = analysed.filter(({ result }) => result === null).map(({ photo }) => ({ file: photo.file, remark: 'no face was found' }));
  return {
    sample: { dir: data.dir, photos: data.photos.length, used: answers.length, leftOut: [...unreadable, ...notFound], remarks },
    decision: judgeBinary(answers),
    notFound: proportion(notFound.length, analysed.length),
  };
}
