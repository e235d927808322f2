import type { FacesResult } from '../check-result.ts';
import { unknownReason, type Observation, type ObservedFace } from '../observations.ts';
import { roundBox, roundLandmark, roundPercent } from '../rounding.ts';

/** Passes when there is exactly one face. */
export function checkFaces(observation: Observation<ObservedFace[]>): FacesResult {
  if (observation.status === 'unknown') {
    return { check: 'faces', outcome: 'unknown', details: { count: 0 }, reason: unknownReason(observation.error), evidence: [] };
  }
  const count = observation.value.length;
  return {
    check: 'faces',
    outcome: count === 1 ? 'pass' : 'fail',
    details: { count },
    reason: count === 1 ? null : count === 0 ? 'NO_FACE' : 'SEVERAL_FACES',
    evidence: observation.value.map((face) => ({
      name: 'Face',
      confidencePercent: roundPercent(face.confidencePercent),
      thresholdPercent: null,
      box: roundBox(face.box),
      landmarks: face.landmarks.map(roundLandmark),
    })),
  };
}
