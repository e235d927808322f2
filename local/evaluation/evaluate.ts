import type { EvaluationOptions } from './options.ts';
import type { EvaluationData } from './read-data.ts';
import type { EvaluationSections } from './report/report.ts';
import type { EvaluationContext } from './runners/context.ts';
import { evaluateEyes } from './runners/evaluate-eyes.ts';
import { evaluateFaces } from './runners/evaluate-faces.ts';
import { evaluateGroupPhotos } from './runners/evaluate-group-photos.ts';
import { evaluateObjects } from './runners/evaluate-objects.ts';
import { evaluatePhones, lookForPhones, PHONE } from './runners/evaluate-phones.ts';
import { evaluatePose } from './runners/evaluate-pose.ts';
import { evaluateSmiles } from './runners/evaluate-smiles.ts';

/** Measures on every data set that was given, one after the other. */
export async function evaluate(context: EvaluationContext, data: EvaluationData, { phoneFree }: Pick<EvaluationOptions, 'phoneFree'>): Promise<EvaluationSections> {
  const objects = data.objects && (await evaluateObjects(context, data.objects));
  const freeOfPhones = phoneFree === null ? { labels: [], leftOut: [] } : await lookForPhones(context, phoneFree);
  return {
    faces: data.faces && (await evaluateFaces(context, data.faces)),
    objects: objects?.evaluation ?? null,
    phones: data.phones && (await evaluatePhones(context, data.phones, { ...freeOfPhones, labels: [...freeOfPhones.labels, ...(objects?.labelsOfPhotosWithout(PHONE) ?? [])] })),
    eyes: data.eyes && (await evaluateEyes(context, data.eyes)),
    smiles: data.smiles && (await evaluateSmiles(context, data.smiles)),
    pose: data.pose && (await evaluatePose(context, data.pose)),
    groups: data.groups && (await evaluateGroupPhotos(context, data.groups)),
  };
}
