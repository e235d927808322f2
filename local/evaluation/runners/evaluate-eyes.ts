import sharp from 'sharp';
import { EyeStateClassifier } from '../../vision/faces/eye-state.ts';
import { UnsupportedImageError } from '../../vision/image/errors.ts';
import { Pyramid } from '../../vision/image/pyramid.ts';
import type { Raster } from '../../vision/image/raster.ts';
import type { BinaryData } from '../data/binary-data.ts';
import type { SampleReport } from '../data/remarks.ts';
import { type BinaryDecision, judgeBinary } from '../measures/binary-decision.ts';
import { analysePhotos } from './analyse-photos.ts';
import type { EvaluationContext } from './context.ts';

export interface EyeEvaluation {
  readonly sample: SampleReport;
  readonly decision: BinaryDecision;
}

/** Whether open eyes are told from closed ones: the engine's classifier on patches of one eye each. */
export async function evaluateEyes(context: EvaluationContext, data: BinaryData): Promise<EyeEvaluation> {
  const classifier = await EyeStateClassifier.load(context.modelFiles['eye-state']);
  // A model takes one input at a time.
  let turn: Promise<unknown> = Promise.resolve();
  try {
    const { analysed, unreadable } = await analysePhotos(context, { step: 'Eyes', dir: data.dir, photos: data.photos }, async (bytes) => {
      const patch = new Pyramid(await decodePatch(bytes));
      const answer = turn.then(() => classifier.probabilityPatchOpen(patch));
      turn = answer.catch(() => undefined);
      return answer;
    });
    return {
      sample: { dir: data.dir, photos: data.photos.length, used: analysed.length, leftOut: unreadable, remarks: [] },
      decision: judgeBinary(analysed.map(({ photo, result }) => ({ probability: result, isTrue: photo.isTrue }))),
    };
  } finally {
    await classifier.release();
  }
}

/** A patch is smaller than any photo that the engine takes. */
async function decodePatch(bytes: Buffer): Promise<Raster> {
  try {
    const { data, info } = await sharp(bytes).flatten({ background: '#000' }).toColourspace('srgb').raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
    return { data, widthPx: info.width, heightPx: info.height };
  } catch (cause) {
    throw new UnsupportedImageError({ cause });
  }
}
