import type { PhotoRefusal } from './errors.ts';
import type { ObservedFace } from './observations.ts';

/** How many times larger than any other the registered face must be: a much smaller one is somebody in the background. */
export const STANDS_OUT_RATIO = 4;

/** Every reason against registering a photo with these faces; none when one face stands out. */
export function refusePhoto(faces: readonly ObservedFace[]): PhotoRefusal[] {
  if (faces.length === 0) {
    return [{ code: 'NO_FACE', quantity: 'faceCount', measured: 0, limit: 1, message: 'No face was found: use a photo that shows the face from the front, evenly lit.' }];
  }
  const areas = faces.map(({ box }) => box.width * box.height).sort((a, b) => b - a);
  const largest = areas[0] ?? 0;
  const prominent = areas.filter((area) => area * STANDS_OUT_RATIO > largest).length;
  if (prominent > 1) {
    return [{ code: 'SEVERAL_FACES', quantity: 'faceCount', measured: prominent, limit: 1, message: `${String(prominent)} faces were found: use a photo of this person alone.` }];
  }
  return [];
}

/** For a face that the provider would not index, although there is one. */
export const LOW_QUALITY_REFUSAL: PhotoRefusal = {
  code: 'LOW_QUALITY',
  quantity: 'confidencePercent',
  measured: null,
  limit: null,
  message: 'The face is not clear enough to be recognised later: use a sharper, evenly lit photo, closer to the face.',
};
