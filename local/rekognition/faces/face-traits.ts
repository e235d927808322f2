import type { FaceTrait } from '../../vision/faces/face-traits.ts';
import type { FaceAttribute } from '../validation/common-shapes.ts';

/** What the engine tells only when asked. The other attributes it knows of every face, or of none. */
const TRAITS: ReadonlyMap<FaceAttribute, FaceTrait> = new Map([
  ['SMILE', 'smiling'],
  ['EMOTIONS', 'emotions'],
  ['AGE_RANGE', 'ageYears'],
  ['GENDER', 'male'],
]);

/** What the engine must be asked for so that faces can be described with these attributes. */
export function traitsOf(attributes: readonly FaceAttribute[]): readonly FaceTrait[] {
  if (attributes.includes('ALL')) return [...TRAITS.values()];
  return attributes.flatMap((attribute) => TRAITS.get(attribute) ?? []);
}
