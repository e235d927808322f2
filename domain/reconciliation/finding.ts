import type { HeldGuard } from './holdings.ts';

/** What does not belong together, each with what mends it. */
export const FINDING_KINDS = [
  /** A face of the collection that counts for nobody: it is removed. */
  'ORPHAN_FACE',
  /** A registered person's face that the collection does not have: it is indexed again from its photo. */
  'MISSING_FACE',
  /** A face that went missing and cannot be indexed again, for its photo resembles somebody who was registered meanwhile: which of the two is right a person has to say. */
  'CONTESTED_FACE',
  /** A registration that was cut off: its face, row and photo are removed. */
  'EXPIRED_REGISTRATION',
  /** A further photo whose registration was cut off: its reservation is removed; its face and photo are findings of their own. */
  'EXPIRED_RESERVATION',
  /** A removal that was cut off: it is finished. */
  'UNFINISHED_REMOVAL',
  /** A photo that no row refers to: it is removed. */
  'ORPHAN_PHOTO',
  /** A photo that a row refers to and that is not there: nothing can mend that but the very photo, sent as a further one of the person. */
  'MISSING_PHOTO',
  /** An external id kept for somebody who does not have it: it is let go. */
  'ORPHAN_EXTERNAL_ID',
  /** An external id that somebody has and that is not kept for them: it is, unless it is kept for somebody else. Whose it is then, is for people to say. */
  'UNKEPT_EXTERNAL_ID',
] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

export interface Finding {
  kind: FindingKind;
  externalImageId: string;
  /** The face, the photo's key, or whom a face resembles; null where it is the person, or an external id, which is nobody's to read in a log. */
  subject: string | null;
  /** The one that a finding about an external id is about. It is told to nobody. */
  guard: HeldGuard | null;
}
