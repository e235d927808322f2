import type { PhotoQuality } from '../../../domain/registration/portrait.ts';
import type { Reservation } from '../../../domain/registration/reservation.ts';

/** A person of the Faces table. */
export interface PersonRow {
  externalImageId: string;
  fullName: string;
  /** Only a registered person matches: not one whose registration is under way, nor one who is being removed. */
  state: 'pending' | 'registered' | 'removing';
  /** The faces of the collection that count for the person; any other of theirs was left behind by a registration that failed. */
  faceIds: readonly string[];
  /** By their content: 64 hexadecimal digits each; and where they are kept. */
  photos: readonly { faceId: string; sha256: string; key: string; registrationId: string; quality: PhotoQuality }[];
  reservation: Reservation | null;
  /** Those whom an administrator saw to be others, though their faces resemble this one: twins. Said once, at the registration of either. */
  twins: readonly string[];
}

/** Who belongs to a face of the collection. */
export interface FaceDirectory {
  /** Read consistently; null when there is no such person. */
  find(externalImageId: string): Promise<PersonRow | null>;
}
