import { describe, expect, it } from '@jest/globals';
import type { PhotoLimits } from '../../../domain/registration/photo-limits.ts';
import { SimilarPeople } from '../../../functions/shared/logic/similar-people.ts';
import type { PersonRow } from '../../../functions/shared/ports/face-directory.ts';

const LIMITS = { duplicateSimilarityPercent: 80, samePersonSimilarityPercent: 80 } as PhotoLimits;
const PHOTO = { bucket: 'photos', key: 'photos/own/1.jpg' };
const NOW = new Date('2026-03-01T10:00:00.000Z');
const RESERVATION = { executionName: 'own', reservedAt: NOW.toISOString(), leaseExpiresAt: '2026-03-01T10:05:00.000Z', isWithdrawn: false };

function personOf(externalImageId: string, rest: Partial<PersonRow> = {}): PersonRow {
  return { externalImageId, fullName: externalImageId, state: 'registered', faceIds: [`face of ${externalImageId}`], photos: [], reservation: null, twins: [], ...rest };
}

/** People, and how much each resembles the face that is looked for. */
function setUp(people: readonly PersonRow[], similarities: Readonly<Record<string, number>>) {
  const faces = people.map(({ externalImageId }) => ({ faceId: `face of ${externalImageId}`, externalImageId, similarityPercent: similarities[externalImageId] ?? 0 }));
  const atLeast = (percent: number) => faces.filter(({ similarityPercent }) => similarityPercent >= percent);
  return new SimilarPeople({
    vision: {
      searchFace: (_, percent) => Promise.resolve({ value: { face: null, candidates: atLeast(percent) }, modelVersion: null, latencyMs: 0 } as never),
      searchIndexedFace: (_, percent) => Promise.resolve(atLeast(percent)),
    },
    directory: { find: (id) => Promise.resolve(people.find(({ externalImageId }) => externalImageId === id) ?? null) },
    now: () => NOW,
  });
}

const SIMILARITIES = { own: 99, twin: 95, stranger: 90, almost: 76, other: 20 };
const everybody = (own: Partial<PersonRow>, twin: Partial<PersonRow> = {}) => setUp([personOf('own', own), personOf('twin', twin), personOf('stranger'), personOf('almost'), personOf('other')], SIMILARITIES);

describe('before a face is published', () => {
  it.each<[string, { of: string[] | null } | null, string[], string[], string[]]>([
    ['nobody is accepted', null, ['twin', 'stranger'], [], []],
    ['an override accepts those whom it was said of', { of: ['twin'] }, ['stranger'], ['twin'], ['twin']],
    ['an override that was said of nobody in particular accepts all, and those who resemble the face hardly less', { of: null }, [], ['twin', 'stranger'], ['twin', 'stranger', 'almost']],
  ])('a new person resembles those who are registered; %s', async (_, override, duplicates, resembles, accepted) => {
    const found = await everybody({ state: 'pending', faceIds: [] }).findBefore({ kind: 'person', externalImageId: 'own', photo: PHOTO, override }, LIMITS);
    const ids = (people: readonly { externalImageId: string }[]) => people.map(({ externalImageId }) => externalImageId);
    expect([ids(found.duplicates), ids(found.resembles), found.accepted, found.refusals]).toEqual([duplicates, resembles, accepted, []]);
  });

  it.each<[string, Partial<PersonRow>, Partial<PersonRow>]>([
    ['at their own registration', { twins: ['twin'] }, {}],
    ['at the registration of the other', {}, { twins: ['own'] }],
  ])('a further photo of somebody may resemble the twin who was accepted %s, and nobody else', async (_, own, twin) => {
    const found = await everybody(own, twin).findBefore({ kind: 'photo', externalImageId: 'own', photo: PHOTO, override: null }, LIMITS);
    expect(found).toEqual({ duplicates: [{ externalImageId: 'stranger', similarityPercent: 90 }], resembles: [{ externalImageId: 'twin', similarityPercent: 95 }], accepted: ['twin'], refusals: [] });
  });
});

describe('a published face', () => {
  const published = (accepted: readonly string[]) => ({ externalImageId: 'own', faceId: 'face of own', reservation: RESERVATION, accepted });

  it('is nobody else\'s where all whom it resembles are accepted', async () => {
    expect(await everybody({}).judgePublished(published(['twin', 'stranger']), LIMITS)).toEqual({ outcome: 'unique' });
  });

  it('is a duplicate of who was registered since the override was said', async () => {
    expect(await everybody({}).judgePublished(published(['twin']), LIMITS)).toEqual({ outcome: 'duplicate', duplicates: [{ externalImageId: 'stranger', similarityPercent: 90 }] });
  });

  it('is nobody else’s, indexed again, where it resembles a known twin, and a duplicate of anybody else who is there by now', async () => {
    const again = { externalImageId: 'own', faceId: 'face of own', reservation: RESERVATION };
    expect(await setUp([personOf('own', { faceIds: ['lost'] }), personOf('twin', { twins: ['own'] })], SIMILARITIES).judgeAgain(again, LIMITS)).toEqual({ outcome: 'unique' });
    expect(await everybody({ twins: ['twin'] }).judgeAgain(again, LIMITS)).toEqual({ outcome: 'duplicate', duplicates: [{ externalImageId: 'stranger', similarityPercent: 90 }] });
  });

  it('waits for who began later with the same face, accepted twins or not', async () => {
    const younger = { ...RESERVATION, executionName: 'younger', reservedAt: '2026-03-01T10:00:01.000Z' };
    const similar = setUp([personOf('own'), personOf('twin'), personOf('late', { state: 'pending', faceIds: [], reservation: younger })], { ...SIMILARITIES, late: 97 });
    expect(await similar.judgePublished(published(['twin']), LIMITS)).toEqual({ outcome: 'wait' });
  });
});
