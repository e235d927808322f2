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

  /**
   * Null when nobody is registered under this id, or another call removed them meanwhile. What was cut off is finished by another call, whose receipt
   * counts what was left.
   */
  async remove(externalImageId: string, removedBy: string): Promise<RemovalReceipt | null> {
    const { people, vision, removePhotos, now } = this.#props;
    const begun = await people.beginRemoval(externalImageId);
    if (begun === null) return null;
    const faces = await vision.removeFaces(await vision.findFaceIds(externalImageId));
    const found = await removePhotos(externalImageId);
    const { rows, listedPhotos } = await people.finishRemoval(externalImageId, begun.externalId);
    // S3 does not say whether an object was still there: of calls at once, the one that removes the row counts the photos, by whichever they were removed.
    const photos = listedPhotos === null ? 0 : Math.max(found, listedPhotos);
    return faces + rows === 0 ? null : { externalImageId, removedAt: now().toISOString(), removedBy, removed: { faces, photos, rows } };
  }
}
