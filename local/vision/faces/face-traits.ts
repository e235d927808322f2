import type { Point } from '../geometry/affine.ts';
import { distance3, MESH, type MeshPoints } from './mesh-points.ts';
import { probabilityMouthOpen } from './mouth-state.ts';

/** The emotions that the models know. Rekognition's CONFUSED is none of them. */
export type Emotion = 'happy' | 'sad' | 'angry' | 'disgusted' | 'surprised' | 'calm' | 'fear';

/** What is told of a face only when it is asked for: no model of these is loaded before that. */
export interface FaceTraits {
  /** The probability, 0-1, of a smile. */
  readonly smiling?: number;
  /** Probabilities of how the face looks; they add up to 1. What the person feels they do not tell. */
  readonly emotions?: Readonly<Record<Emotion, number>>;
  readonly ageYears?: number;
  /** The probability, 0-1, that the face looks like a man's. */
  readonly male?: number;
}

export type FaceTrait = keyof FaceTraits;

/** What the traits are told from: plain numbers, so that a face need not be searched for again. */
export interface TraitBasis {
  /** The upright square that holds the face: its middle and side in pixels of the working raster, its turn clockwise on the screen. */
  readonly centre: Point;
  readonly sidePx: number;
  readonly angleRad: number;
  /** The distance between the corners of the mouth over the one between the outer corners of the eyes. */
  readonly mouthWidth: number;
  /** The probability, 0-1, that the mouth is open. */
  readonly mouthOpen: number;
}

export function traitBasis(points: MeshPoints): TraitBasis {
  const { centre, widthPx, heightPx, angleRad } = points.turnedBounds();
  const mouth = distance3(points.at(MESH.mouthLeft), points.at(MESH.mouthRight));
  const eyes = distance3(points.at(MESH.leftEyeOuter), points.at(MESH.rightEyeOuter));
  return { centre, sidePx: Math.max(widthPx, heightPx), angleRad, mouthWidth: mouth / eyes, mouthOpen: probabilityMouthOpen(points) };
}
