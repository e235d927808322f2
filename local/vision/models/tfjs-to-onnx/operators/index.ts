import type { Operator } from '../conversion.ts';
import { activationOperators } from './activations.ts';
import { arithmeticOperators } from './arithmetic.ts';
import { constantOperators } from './constants.ts';
import { convolutionOperators } from './convolutions.ts';
import { matrixOperators } from './matrices.ts';
import { normalizationOperators } from './normalizations.ts';
import { poolingOperators } from './poolings.ts';
import { reductionOperators } from './reductions.ts';
import { resizeOperators } from './resizes.ts';
import { shapeOperators } from './shapes.ts';

/** Every TensorFlow operator that the converter knows: those of the manifest's models. */
export const OPERATORS: ReadonlyMap<string, Operator> = new Map(
  [
    activationOperators,
    arithmeticOperators,
    constantOperators,
    convolutionOperators,
    matrixOperators,
    normalizationOperators,
    poolingOperators,
    reductionOperators,
    resizeOperators,
    shapeOperators,
  ].flatMap((family) => Object.entries(family)),
);
