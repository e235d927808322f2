import { clipBox, type PixelBox } from '../geometry/box.ts';
import { combine } from './calibration.ts';
import type { FusedObject } from './object-fusion.ts';

/** A face that detector and mesh agree on is the surest sign of a person. */
const FACE_WORTH = 0.9;

/** Where in a person's box the middle of the face may be: from a little above its top to its lower third. */
const HIGHEST = -0.1;
const LOWEST = 0.7;

/** What is known of a face here: its box in pixels and its probability, 0-1. */
export interface FaceEvidence {
  readonly box: PixelBox;
  readonly probability: number;
}

/**
 * Lets faces speak for people. Each face belongs to one person and the other way round: a person with a face becomes more certain, and a
 * face that no person was found for brings its own. So people and faces are not counted against each other, and of two people one behind
 * the other neither is lost.
 */
export function supportPeopleByFaces(objects: readonly FusedObject[], faces: readonly FaceEvidence[], widthPx: number, heightPx: number): FusedObject[] {
  const people = objects.filter((object) => object.name === 'person');
  const personOfFace = assign(faces, people);
  const faceOfPerson = new Map([...personOfFace].map(([face, person]) => [person, face]));
  const supported = people.map((person) => {
    const face = faceOfPerson.get(person);
    return face ? { ...person, probability: combine([person.probability, FACE_WORTH * face.probability]) } : person;
  });
  const added = faces
    .filter((face) => !personOfFace.has(face))
    .map((face): FusedObject => ({ name: 'person', box: clipBox(bodyOf(face.box), widthPx, heightPx), probability: FACE_WORTH * face.probability }));
  return [...objects.filter((object) => object.name !== 'person'), ...supported, ...added];
}

/** As many faces as possible get a person (augmenting paths), each the most fitting that is free. */
function assign(faces: readonly FaceEvidence[], people: readonly FusedObject[]): Map<FaceEvidence, FusedObject> {
  const faceOf = new Map<FusedObject, FaceEvidence>();
  const place = (face: FaceEvidence, tried: Set<FusedObject>): boolean => {
    for (const person of fitting(face, people)) {
      if (tried.has(person)) continue;
      tried.add(person);
      const occupant = faceOf.get(person);
      if (occupant && !place(occupant, tried)) continue;
      faceOf.set(person, face);
      return true;
    }
    return false;
  };
  for (const face of faces) place(face, new Set());
  return new Map([...faceOf].map(([person, face]) => [face, person]));
}

/** The people whose face this may be, the likeliest first: probable, the face high up and in the middle. */
function fitting(face: FaceEvidence, people: readonly FusedObject[]): FusedObject[] {
  const x = (face.box.left + face.box.right) / 2;
  const y = (face.box.top + face.box.bottom) / 2;
  const fit = ({ box, probability }: FusedObject): number => {
    const height = box.bottom - box.top;
    const down = (y - box.top) / height;
    const aside = Math.abs(x - (box.left + box.right) / 2) / (box.right - box.left);
    if (aside > 0.5 || down < HIGHEST || down > LOWEST || height < 0.8 * (face.box.bottom - face.box.top)) return -Infinity;
    return probability - 0.5 * aside - 0.3 * Math.max(0, down);
  };
  return people
    .map((person) => ({ person, fit: fit(person) }))
    .filter((each) => each.fit > -Infinity)
    .sort((a, b) => b.fit - a.fit)
    .map((each) => each.person);
}

/** Head and shoulders: three faces wide, down to the chest. */
function bodyOf(face: PixelBox): PixelBox {
  const width = face.right - face.left;
  const height = face.bottom - face.top;
  return { left: face.left - width, top: face.top - 0.3 * height, right: face.right + width, bottom: face.bottom + 3 * height };
}
