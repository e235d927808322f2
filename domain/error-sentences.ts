import { fillIn, type ParametersOf, type Wording } from './wording.ts';

/** Errors of the API that say more than their code does, as far as people meet them; clients that speak other languages say the same by name and parameters. */
export const ERROR_SENTENCES = {
  imageTooLarge: 'The image is larger than {limitBytes} bytes.',
  imageFormat: 'The image is neither JPEG nor PNG.',
  imageDamaged: 'The {format} image is truncated or corrupt.',
  imageDimensions: 'The image is {widthPx} × {heightPx} px; each side must be {minPx} to {maxPx} px.',
  tooManyPhotos: 'This person has {limit} photos, the most there may be.',
  tooManyReviews: 'This verdict has been reviewed {limit} times, and all of that is kept: it cannot be reviewed again.',
  nobodyRecognised: 'This verdict recognised nobody.',
  reportSettled: 'The report on this verdict has been settled.',
  endsWithItsDay: 'A session that belongs to no exam ends with its day.',
  sessionHeld: 'The session {sessionId} is under a legal hold: lift it first.',
  policyChanged: 'The policy has been changed meanwhile: version {version} is in force.',
  registrationUnderWay: 'The registration is still under way: look for the person among the registered ones before repeating it.',
} as const satisfies Record<string, string>;

export type ErrorDetail = keyof typeof ERROR_SENTENCES;

/** What an error is constructed with: its sentence, and which one that is. @example new LegalHoldError(...told('sessionHeld', { sessionId })) */
export function told<Detail extends ErrorDetail>(
  detail: Detail,
  parameters: ParametersOf<(typeof ERROR_SENTENCES)[Detail]>,
  options: { field?: string; cause?: unknown } = {},
): [message: string, options: { field?: string; cause?: unknown; wording: Wording }] {
  return [fillIn(ERROR_SENTENCES[detail], parameters), { ...options, wording: { detail, parameters } }];
}
