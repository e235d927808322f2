import type { PhotoQuality } from './registration/portrait.ts';

/** Somebody who is registered, as administrators see them. */
export interface Person {
  externalImageId: string;
  fullName: string;
  /** What they are known by elsewhere, normalised; a candidate's is their e-mail. Null when there is none. */
  externalId: string | null;
  registeredAt: string;
  /** The `sub` of the administrator. */
  registeredBy: string;
  photos: PersonPhoto[];
  /** Set where the person was registered although the face is somebody's already. */
  override: { reason: string; duplicates: { externalImageId: string; similarityPercent: number }[] } | null;
}

export interface PersonPhoto {
  faceId: string;
  quality: PhotoQuality;
  addedAt: string;
  /** The `sub` of the administrator. */
  addedBy: string;
}

/** What was removed with a person: nothing else was, and nothing of these is left. */
export interface RemovalReceipt {
  externalImageId: string;
  removedAt: string;
  /** The `sub` of the administrator. */
  removedBy: string;
  removed: {
    /** Vectors of the collection. */
    faces: number;
    photos: number;
    /** Of the Faces table: the person's own, and the one that kept their external id. */
    rows: number;
  };
}
