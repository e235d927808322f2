import { logistic } from '../logistic.ts';

/** Rekognition's Similarity of two faces, and back. */
export interface SimilarityScale {
  /** 0-100, of the cosine of two embeddings; 100 for the very same one. */
  readonly percentOf: (cosine: number) => number;
  /** The cosine that is needed to reach a similarity. */
  readonly cosineFor: (percent: number) => number;
}

/** What is added up in float32 differs by less than this from what it is. */
const ROUNDING = 1e-6;

/**
 * 100 / (1 + exp(-steepness (cosine - middle))), stretched so that equal embeddings have 100.
 *
 * @param middle the cosine of 50
 */
export function similarityScale({ middle, steepness }: { readonly middle: number; readonly steepness: number }): SimilarityScale {
  const ofEqual = logistic(steepness * (1 - middle));
  return {
    percentOf: (cosine) => Math.min(100, (100 * logistic(steepness * (cosine - middle))) / ofEqual),
    cosineFor: (percent) => {
      if (percent <= 0) return -Infinity;
      if (percent >= 100) return 1 - ROUNDING;
      const likelihood = (percent / 100) * ofEqual;
      return middle + Math.log(likelihood / (1 - likelihood)) / steepness;
    },
  };
}

/**
 * Of the default embedder, calibrated on the pairs of strangers among 751 photographs of 300 people (281,023): 50 stands for one false match in a
 * thousand pairs, 80 for fewer than one in ten thousand; of the pairs of one person 98 in a hundred reach 80.
 */
export const DEFAULT_SIMILARITY = similarityScale({ middle: 0.335, steepness: 18.5 });

export const { percentOf: similarityPercent, cosineFor } = DEFAULT_SIMILARITY;
