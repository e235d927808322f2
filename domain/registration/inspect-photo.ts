import { roundBox } from '../rounding.ts';
import type { PhotoLimits } from './photo-limits.ts';
import type { PhotoRefusal } from './photo-refusal.ts';
import { areaOf, largestFace, qualityOf, type PhotoQuality, type Portrait, type PortraitFace, type Trait } from './portrait.ts';

/** Enough to show who is meant: a refusal travels as the cause of an error, whose length is bounded. */
const MAX_BOXES = 20;

export interface Inspection {
  /** Every reason against the photo; none when it may be registered. */
  refusals: PhotoRefusal[];
  /** Of the largest face; null when there is none. */
  quality: PhotoQuality | null;
}

/** Every reason against registering a photo, all at once, so that it has to be taken again only once. What is not known is no reason. */
export function inspectPhoto(portrait: Portrait, limits: PhotoLimits): Inspection {
  const face = largestFace(portrait);
  if (face === null) {
    const message = 'No face was found: use a photo that shows the face from the front, evenly lit.';
    return { quality: null, refusals: [{ code: 'NO_FACE', quantity: 'faceCount', measured: 0, limit: 1, message }] };
  }
  const quality = qualityOf(face, portrait);
  const ofFace = [...ofQuality(quality, limits), ...ofPose(quality, limits), ...ofTraits(face, limits)].filter((refusal) => refusal !== null);
  const several = severalFaces(portrait, face, limits);
  return { quality, refusals: [...(several === null ? [] : [several]), ...ofFace.map((refusal) => ({ ...refusal, boxes: [roundBox(face.box)] }))] };
}

function severalFaces({ faces }: Portrait, largest: PortraitFace, { backgroundAreaRatio }: PhotoLimits): PhotoRefusal | null {
  const standingOut = faces.filter((face) => areaOf(face) * backgroundAreaRatio > areaOf(largest));
  const measured = standingOut.length;
  if (measured < 2) return null;
  const boxes = standingOut.slice(0, MAX_BOXES).map(({ box }) => roundBox(box));
  return { code: 'SEVERAL_FACES', quantity: 'faceCount', measured, limit: 1, message: `${String(measured)} faces were found: use a photo of this person alone.`, boxes };
}

function ofQuality({ faceSidePx, sharpnessPercent, brightnessPercent }: PhotoQuality, limits: PhotoLimits): (PhotoRefusal | null)[] {
  return [
    refuseBelow(limits.minFaceSidePx, faceSidePx, { code: 'FACE_TOO_SMALL', quantity: 'faceSidePx', message: 'The face is too small in the photo: move closer to the camera, or use a photo with more pixels.' }),
    refuseBelow(limits.minSharpnessPercent, sharpnessPercent, { code: 'BLURRED', quantity: 'sharpnessPercent', message: 'The face is blurred: hold the camera still, let it focus on the face and clean its lens.' }),
    refuseBelow(limits.minBrightnessPercent, brightnessPercent, { code: 'TOO_DARK', quantity: 'brightnessPercent', message: 'The face is too dark: turn it towards a window or a lamp.' }),
    refuseAbove(limits.maxBrightnessPercent, brightnessPercent, { code: 'TOO_BRIGHT', quantity: 'brightnessPercent', message: 'The face is too bright: turn away from the strong light, or switch the flash off.' }),
  ];
}

function ofPose({ yawDegrees, pitchDegrees, rollDegrees }: PhotoQuality, limits: PhotoLimits): (PhotoRefusal | null)[] {
  return [
    refuseTurned(limits.maxYawDegrees, yawDegrees, { quantity: 'yawDegrees', message: 'The face is turned to a side: look straight at the camera.' }),
    refuseTurned(limits.maxPitchDegrees, pitchDegrees, { quantity: 'pitchDegrees', message: 'The face looks up or down: hold the camera at the height of the eyes and look straight at it.' }),
    refuseTurned(limits.maxRollDegrees, rollDegrees, { quantity: 'rollDegrees', message: 'The head is tilted, or the photo lies on its side: keep the head upright and turn the photo.' }),
  ];
}

function ofTraits({ eyesOpen, sunglasses, covered }: PortraitFace, limits: PhotoLimits): (PhotoRefusal | null)[] {
  const behindGlasses = refuseTrait(limits, sunglasses, true, { code: 'SUNGLASSES', message: 'Sunglasses hide the eyes: take them off.' });
  return [
    // Eyes that cannot be seen are easily taken for closed ones.
    behindGlasses ?? refuseTrait(limits, eyesOpen, false, { code: 'EYES_CLOSED', message: 'The eyes are closed: use a photo with both eyes open.' }),
    refuseTrait(limits, covered, true, { code: 'FACE_COVERED', message: 'Something covers the face: take off a mask and keep hands and hair away from it.' }),
  ];
}

type Reason = Omit<PhotoRefusal, 'measured' | 'limit'>;

function refuseBelow(limit: number, measured: number | null, reason: Reason): PhotoRefusal | null {
  return measured !== null && measured < limit ? { ...reason, measured, limit } : null;
}

function refuseAbove(limit: number, measured: number | null, reason: Reason): PhotoRefusal | null {
  return measured !== null && measured > limit ? { ...reason, measured, limit } : null;
}

function refuseTurned(limit: number, degrees: number | null, reason: Omit<Reason, 'code'>): PhotoRefusal | null {
  return refuseAbove(limit, degrees === null ? null : Math.abs(degrees), { code: 'TURNED_AWAY', ...reason });
}

function refuseTrait({ traitConfidencePercent: limit }: PhotoLimits, trait: Trait | null, unwanted: boolean, reason: Omit<Reason, 'quantity'>): PhotoRefusal | null {
  if (trait?.value !== unwanted || trait.confidencePercent < limit) return null;
  return { ...reason, quantity: 'confidencePercent', measured: trait.confidencePercent, limit };
}
