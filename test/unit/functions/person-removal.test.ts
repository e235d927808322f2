import { describe, expect, it } from '@jest/globals';
import type { RemovalReceipt } from '../../../domain/person.ts';
import { PersonRemoval } from '../../../functions/shared/logic/person-removal.ts';
import type { People } from '../../../functions/shared/ports/people.ts';

const NOW = new Date('2026-01-02T12:00:00.000Z');

/** Whoever asks is answered after everybody else has asked. */
const turn = async (): Promise<unknown> => new Promise(setImmediate);

/** What is kept of Ada; each call takes what is there at that moment. */
function kept({ faces = ['f1'], photos = ['photo 1'], isRemoving = false } = {}) {
  const left = { faces: new Set(faces), photos: new Set(photos), row: { photos: photos.length, isRemoving }, guards: new Set(['ada@example.org']), rows: new Set(['ada']) };
  const people: Pick<People, 'beginRemoval' | 'finishRemoval'> = {
    beginRemoval: async () => {
      await turn();
      return left.rows.has('ada') ? { externalId: 'ada@example.org' } : null;
    },
    finishRemoval: async () => {
      await turn();
      const guards = left.guards.delete('ada@example.org') ? 1 : 0;
      return left.rows.delete('ada') ? { rows: guards + 1, listedPhotos: left.row.photos } : { rows: guards, listedPhotos: null };
    },
  };
  const removal = new PersonRemoval({
    people: people as People,
    vision: {
      findFaceIds: async () => {
        await turn();
        return [...left.faces];
      },
      removeFaces: async (faceIds) => {
        await turn();
        return faceIds.filter((faceId) => left.faces.delete(faceId)).length;
      },
    },
    removePhotos: async () => {
      const seen = [...left.photos];
      await turn();
      for (const photo of seen) left.photos.delete(photo);
      return seen.length;
    },
    now: () => NOW,
  });
  return { left, remove: () => removal.remove('ada', 'admin') };
}

describe('the removal of a person', () => {
  it('counts what it removed', async () => {
    const { left, remove } = kept({ faces: ['f1', 'f2'], photos: ['photo 1', 'photo 2'] });
    expect(await remove()).toEqual({ externalImageId: 'ada', removedAt: NOW.toISOString(), removedBy: 'admin', removed: { faces: 2, photos: 2, rows: 2 } });
    expect([left.faces.size, left.photos.size, left.rows.size, left.guards.size]).toEqual([0, 0, 0, 0]);
    expect(await remove()).toBeNull();
  });

  it('counts nothing twice, however many ask for it at once, and is nobody’s who removed nothing', async () => {
    const { remove } = kept();
    const receipts = (await Promise.all(Array.from({ length: 8 }, remove))).filter((receipt): receipt is RemovalReceipt => receipt !== null);
    const sum = (what: keyof RemovalReceipt['removed']): number => receipts.reduce((total, { removed }) => total + removed[what], 0);
    expect([sum('faces'), sum('photos'), sum('rows')]).toEqual([1, 1, 2]);
    expect(receipts.every(({ removed }) => removed.faces + removed.rows > 0)).toBe(true);
  });

  it('counts the photos of which a call that was cut off removed the objects', async () => {
    const { left, remove } = kept();
    left.photos.clear();
    left.faces.clear();
    expect(await remove()).toMatchObject({ removed: { faces: 0, photos: 1, rows: 2 } });
  });
});
