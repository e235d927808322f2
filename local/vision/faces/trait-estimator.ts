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
  readonly #models: ModelFiles;
  #expression: Promise<ExpressionEstimator> | undefined;
  #ageGender: Promise<AgeGenderEstimator> | undefined;

  constructor(models: ModelFiles) {
    this.#models = models;
  }

  /** @returns of each face all traits of the family */
  async estimate(image: Pyramid, family: TraitFamily, faces: readonly TraitBasis[]): Promise<FaceTraits[]> {
    const estimator = await this.#estimatorOf(family);
    const traits: FaceTraits[] = [];
    for (const face of faces) traits.push(await estimator.estimate(image, face));
    return traits;
  }

  #estimatorOf(family: TraitFamily): Promise<ExpressionEstimator | AgeGenderEstimator> {
    switch (family) {
      case 'expression':
        return (this.#expression ??= ExpressionEstimator.load(this.#models));
      case 'age-gender':
        return (this.#ageGender ??= AgeGenderEstimator.load(this.#models['age-gender']));
    }
  }
}
