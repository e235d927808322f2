import type { CheckResults } from '../../domain/check-result.ts';
import type { LocalText } from '../composables/check-text.ts';
import { labelNames } from '../locales/label-name.ts';

/** What to change before the exam begins; the key is one below `exam.hints`. */
export interface CheckHint extends LocalText {
  tone: 'fail' | 'unknown';
}

/** What a picture of the camera check gives reason to say, the most important first; nothing where all is well. */
export function checkHints(checks: CheckResults): CheckHint[] {
  const [objects, people, identity, faces, moderation] = checks;
  const hints: CheckHint[] = [];
  const add = (key: string, values: LocalText['values'] = {}, tone: CheckHint['tone'] = 'fail'): void => void hints.push({ key: `exam.hints.${key}`, values, tone });

  const nobody = people.reason === 'NO_PERSON';
  const noFace = faces.reason === 'NO_FACE' || identity.reason === 'NO_FACE';
  const several = Math.max(people.reason === 'SEVERAL_PEOPLE' ? people.details.count : 0, faces.reason === 'SEVERAL_FACES' ? faces.details.count : 0);
  if (nobody && noFace) add('nobody');
  else if (noFace) add('noFace');
  // Only the face is seen: whoever sits too near has no shoulders.
  else if (nobody) add('tooNear');
  if (several > 0) add('several', { count: several });
  if (objects.outcome === 'fail') add('object', { names: labelNames(objects.details.names) });
  if (moderation.outcome === 'fail') add('unsafe', { names: labelNames(moderation.details.names) });
  if (identity.reason === 'UNKNOWN_PERSON') add('notRecognised');
  if (identity.reason === 'OTHER_PERSON') add('otherPerson', { name: identity.details.match?.fullName ?? '' });
  if (checks.some(({ outcome }) => outcome === 'unknown')) add('notChecked', {}, 'unknown');
  return hints;
}
