import { LazyModel } from '../engine/lazy-model.ts';
import type { Pyramid } from '../image/pyramid.ts';
import type { ModelFiles } from '../models/prepare-models.ts';
import { AgeGenderEstimator } from './age-gender.ts';
import { ExpressionEstimator } from './expression.ts';
import type { FaceTrait, FaceTraits, TraitBasis } from './face-traits.ts';

/** Traits that one model tells together. */
export type TraitFamily = 'expression' | 'age-gender';

const FAMILIES: Readonly<Record<FaceTrait, TraitFamily>> = { smiling: 'expression', emotions: 'expression', ageYears: 'age-gender', male: 'age-gender' };

/** The models that these traits need, each once. */
export function traitFamilies(traits: readonly FaceTrait[]): ReadonlySet<TraitFamily> {
  return new Set(traits.map((trait) => FAMILIES[trait]));
}

/** Of what a family's model tells the traits that were asked for, and no other. */
export function pickTraits(told: FaceTraits, traits: readonly FaceTrait[]): FaceTraits {
  return Object.fromEntries(Object.entries(told).filter(([trait]) => traits.some((wanted) => wanted === trait)));
}

/** Tells the traits of faces that were found before. A model is loaded when it is first needed: where nobody asks, it costs nothing. */
export class TraitEstimator {
  readonly #estimators: Readonly<Record<TraitFamily, LazyModel<ExpressionEstimator | AgeGenderEstimator>>>;

  constructor(models: ModelFiles) {
    this.#estimators = {
      expression: new LazyModel(() => ExpressionEstimator.load(models)),
      'age-gender': new LazyModel(() => AgeGenderEstimator.load(models['age-gender'])),
    };
  }

  /** @returns of each face all traits of the family */
  async estimate(image: Pyramid, family: TraitFamily, faces: readonly TraitBasis[]): Promise<FaceTraits[]> {
    const estimator = await this.#estimators[family].get();
    const traits: FaceTraits[] = [];
    for (const face of faces) traits.push(await estimator.estimate(image, face));
    return traits;
  }
}
