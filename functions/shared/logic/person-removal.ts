import type { RemovalReceipt } from '../../../domain/person.ts';
import type { People } from '../ports/people.ts';
import type { Vision } from '../ports/vision.ts';

export interface PersonRemovalProps {
  people: People;
  vision: Pick<Vision, 'findFaceIds' | 'removeFaces'>;
  /** Removes every photo of a person and answers how many there were. */
  removePhotos: (externalImageId: string) => Promise<number>;
  now: () => Date;
}

/** Removes registered people, whole: their faces first, so that nobody is recognised whom no row names, their row last, so that it can be begun again. */
export class PersonRemoval {
  readonly #props: PersonRemovalProps;

  constructor(props: PersonRemovalProps) {
    this.#props = props;
  }

  /** Null when nobody is registered under this id. What was cut off is finished by another call, whose receipt counts what was left. */
  async remove(externalImageId: string, removedBy: string): Promise<RemovalReceipt | null> {
    const { people, vision, removePhotos, now } = this.#props;
    const begun = await people.beginRemoval(externalImageId);
    if (begun === null) return null;
    const faceIds = await vision.findFaceIds(externalImageId);
    await vision.removeFaces(faceIds);
    const photos = await removePhotos(externalImageId);
    const rows = await people.finishRemoval(externalImageId, begun.externalId);
    return { externalImageId, removedAt: now().toISOString(), removedBy, removed: { faces: faceIds.length, photos, rows } };
  }
}
