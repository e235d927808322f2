import type { Box } from '../geometry.ts';

/** Why a photo cannot be registered: what was measured, against which limit, and what to do about it. */
export interface PhotoRefusal {
  code: PhotoRefusalCode;
  /** What was measured, with its unit; it tells one TURNED_AWAY from another. */
  quantity: MeasuredQuantity;
  measured: number | null;
  limit: number | null;
  /** A sentence for a person. */
  message: string;
  /** The faces that it is about, as far as they are known. */
  boxes?: Box[];
}

export const PHOTO_REFUSAL_CODES = [
  'NO_FACE',
  'SEVERAL_FACES',
  'FACE_TOO_SMALL',
  'BLURRED',
  'TOO_DARK',
  'TOO_BRIGHT',
  'TURNED_AWAY',
  'EYES_CLOSED',
  'SUNGLASSES',
  'FACE_COVERED',
  'LOW_QUALITY',
  'OTHER_PERSON',
] as const;
export type PhotoRefusalCode = (typeof PHOTO_REFUSAL_CODES)[number];

export const MEASURED_QUANTITIES = [
  'faceCount',
  'faceSidePx',
  'sharpnessPercent',
  'brightnessPercent',
  'yawDegrees',
  'pitchDegrees',
  'rollDegrees',
  'confidencePercent',
  'similarityPercent',
] as const;
export type MeasuredQuantity = (typeof MEASURED_QUANTITIES)[number];

/** For a face that the provider would not index, although there is one. */
export const LOW_QUALITY_REFUSAL: PhotoRefusal = {
  code: 'LOW_QUALITY',
  quantity: 'confidencePercent',
  measured: null,
  limit: null,
  message: 'The face is not clear enough to be recognised later: use a sharper, evenly lit photo, closer to the face.',
};

/** For a further photo that does not resemble the person's others. A similarity of null is too little to be told. */
export function otherPersonRefusal(similarityPercent: number | null, limit: number): PhotoRefusal {
  const message = 'The face does not resemble the photos of this person: make sure that it is them, and use a photo more like the others.';
  return { code: 'OTHER_PERSON', quantity: 'similarityPercent', measured: similarityPercent, limit, message };
}
