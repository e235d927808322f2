import { describe, expect, it } from '@jest/globals';
import type { HeldRow, Holdings } from '../../../domain/reconciliation/holdings.ts';
import type { FaceReindexingProps } from '../../../functions/shared/logic/face-reindexing.ts';
import { Reconciliation } from '../../../functions/shared/logic/reconciliation.ts';
import { FakeHoldings } from '../../helpers/fake-holdings.ts';

const NOW = new Date('2026-01-02T12:00:00.000Z');
const LONG_AGO = '2026-01-02T10:00:00.000Z';
const SOON = '2026-01-02T12:01:00.000Z';

const PHOTO = { key: 'photos/p/1.jpg', modifiedAt: LONG_AGO };
const ROW: HeldRow = { state: 'registered', externalId: null, removalLeaseExpiresAt: null, faceIds: ['f1'], photos: [{ faceId: 'f1', key: PHOTO.key }], reservation: null };

/** Nobody else has the face, unless a test says so. */
const reconciliationOf = (store: FakeHoldings, judge: FaceReindexingProps['judge'] = () => Promise.resolve({ outcome: 'unique' })): Reconciliation =>
  new Reconciliation({ store, judge, now: () => NOW, pause: () => Promise.resolve() });

function heldOf(held: Partial<Holdings> = {}): { store: FakeHoldings; reconciliation: Reconciliation; person: () => Holdings | undefined } {
  const store = new FakeHoldings();
  store.add('p', structuredClone({ row: ROW, faceIds: ['f1'], photos: [PHOTO], ...held }));
  return { store, reconciliation: reconciliationOf(store), person: () => store.people.get('p') };
}

describe('an external id that is kept for somebody who does not have it', () => {
  const stale = { externalId: 'stale', leaseExpiresAt: LONG_AGO };
  const leased = { externalId: 'leased', leaseExpiresAt: SOON };
  const forGood = { externalId: 'for good', leaseExpiresAt: null };

  it('is let go by itself: one whose lease still runs stays', async () => {
    const { reconciliation, person } = heldOf({ guards: [stale, leased] });
    expect(await reconciliation.run({ repair: true })).toMatchObject([{ kind: 'ORPHAN_EXTERNAL_ID', outcome: 'mended' }]);
    expect(person()?.guards).toEqual([leased]);
  });

  it('is one finding, mended once, however many there are', async () => {
    const { reconciliation, person } = heldOf({ guards: [stale, forGood] });
    expect(await reconciliation.run({ repair: true })).toMatchObject([{ outcome: 'mended' }, { outcome: 'mended' }]);
    expect(person()?.guards).toEqual([]);
    expect(await reconciliation.run({ repair: true })).toEqual([]);
  });

  it('is told to nobody', async () => {
    const { reconciliation } = heldOf({ row: null, faceIds: [], photos: [], guards: [stale] });
    expect(await reconciliation.run({ repair: false })).toEqual([{ kind: 'ORPHAN_EXTERNAL_ID', externalImageId: 'p', subject: null, outcome: 'left' }]);
  });
});

describe('an external id that two people have', () => {
  it('stays with whom it is kept for, and the other one is told of', async () => {
    const both = { row: { ...ROW, externalId: 'x' }, faceIds: ['f1'], photos: [PHOTO] };
    const kept = [{ externalId: 'x', leaseExpiresAt: null }];
    const { store, reconciliation, person } = heldOf({ ...both, guards: [] });
    store.add('other', structuredClone({ ...both, guards: kept }));
    expect(await reconciliation.run({ repair: true })).toEqual([{ kind: 'UNKEPT_EXTERNAL_ID', externalImageId: 'p', subject: null, outcome: 'left' }]);
    expect([person()?.guards, store.people.get('other')?.guards]).toEqual([[], kept]);
  });
});

describe('a face that the collection does not have', () => {
  it('is indexed again from its photo', async () => {
    const { store, reconciliation, person } = heldOf({ faceIds: [] });
    expect(await reconciliation.run({ repair: true })).toEqual([{ kind: 'MISSING_FACE', externalImageId: 'p', subject: 'f1', outcome: 'mended' }]);
    expect(person()).toMatchObject({ faceIds: ['new 1'], row: { faceIds: ['new 1'], photos: [{ faceId: 'new 1', key: PHOTO.key }], reservation: null } });
    expect(await reconciliationOf(store).run({ repair: true })).toEqual([]);
  });

  it('is not removed as nobody’s by another reconciliation, which looks when it is indexed and not recorded yet', async () => {
    const { store, reconciliation, person } = heldOf({ faceIds: [] });
    const first = Promise.withResolvers<unknown>();
    const [indexFace, removeFaces] = [store.indexFace.bind(store), store.removeFaces.bind(store)];
    let second: ReturnType<Reconciliation['run']> | undefined;
    store.indexFace = async (...of) => {
      const faceId = await indexFace(...of);
      if (second !== undefined) return faceId;
      second = reconciliation.run({ repair: true });
      // It has looked by then.
      await new Promise(setImmediate);
      return faceId;
    };
    store.removeFaces = async (faceIds) => {
      await first.promise;
      await removeFaces(faceIds);
    };
    await reconciliation.run({ repair: true }).finally(() => { first.resolve(null); });
    expect(await second).toEqual([]);
    expect(person()).toMatchObject({ faceIds: ['new 1'], row: { faceIds: ['new 1'], reservation: null } });
  });

  it('is left to the other one of two that saw it missing', async () => {
    const { store, reconciliation, person } = heldOf({ faceIds: [] });
    const outcomes = await Promise.all([reconciliation.run({ repair: true }), reconciliationOf(store).run({ repair: true })]);
    expect(outcomes.flat().map(({ outcome }) => outcome).sort()).toEqual(['left', 'mended']);
    expect(person()).toMatchObject({ faceIds: ['new 1'], row: { faceIds: ['new 1'], reservation: null } });
  });

  it('is left where it cannot be indexed or recorded, and so is nothing of the attempt', async () => {
    const { store, reconciliation, person } = heldOf({ faceIds: [] });
    const before = structuredClone(person());
    store.replaceFace = () => Promise.resolve(false);
    expect(await reconciliation.run({ repair: true })).toMatchObject([{ outcome: 'left' }]);
    expect(person()).toEqual(before);
    store.indexFace = () => Promise.reject(new Error('no answer'));
    await expect(reconciliation.run({ repair: true })).rejects.toThrow('no answer');
    expect(person()).toEqual(before);
  });

  it('stays where it was recorded, though no reply said so', async () => {
    for (const reply of [() => Promise.resolve(false), () => Promise.reject(new Error('no answer'))]) {
      const { store, reconciliation, person } = heldOf({ faceIds: [] });
      const replaceFace = store.replaceFace.bind(store);
      store.replaceFace = async (...of) => {
        await replaceFace(...of);
        return reply();
      };
      await reconciliation.run({ repair: true }).catch((error: unknown) => { expect(error).toMatchObject({ message: 'no answer' }); });
      expect(person()).toMatchObject({ faceIds: ['new 1'], row: { faceIds: ['new 1'], reservation: null } });
    }
  });

  it('is removed again where its person was removed meanwhile', async () => {
    const { store, reconciliation } = heldOf({ faceIds: [] });
    const indexFace = store.indexFace.bind(store);
    store.indexFace = async (...of) => {
      const faceId = await indexFace(...of);
      store.add('p', { faceIds: [faceId ?? ''] });
      return faceId;
    };
    expect(await reconciliation.run({ repair: true })).toMatchObject([{ outcome: 'left' }]);
    expect(store.people.get('p')?.faceIds).toEqual([]);
  });

  it('is indexed again though a further photo was cut off, whose reservation goes first', async () => {
    const { reconciliation, person } = heldOf({ faceIds: [], row: { ...ROW, reservation: { executionName: 'e', reservedAt: LONG_AGO, leaseExpiresAt: LONG_AGO, isWithdrawn: false, photoKey: 'photos/p/2.jpg' } } });
    expect(await reconciliation.run({ repair: true })).toMatchObject([{ kind: 'EXPIRED_RESERVATION', outcome: 'mended' }, { kind: 'MISSING_FACE', outcome: 'mended' }]);
    expect(person()).toMatchObject({ faceIds: ['new 1'], row: { faceIds: ['new 1'], reservation: null } });
  });

  it('is given up where it is somebody else’s by now, and both are named', async () => {
    const { store, person } = heldOf({ faceIds: [] });
    const before = structuredClone(person());
    const judged: unknown[] = [];
    const contested = reconciliationOf(store, (published) => {
      judged.push([published.faceId, structuredClone(person())]);
      return Promise.resolve({ outcome: 'duplicate', duplicates: [{ externalImageId: 'q', similarityPercent: 99 }] });
    });
    expect(await contested.run({ repair: true })).toEqual([{ kind: 'CONTESTED_FACE', externalImageId: 'p', subject: 'q', outcome: 'left' }]);
    // Published and reserved before it is judged: of two at once the later look sees the other.
    expect(judged).toMatchObject([['new 1', { faceIds: ['new 1'], row: { faceIds: ['f1'], reservation: { executionName: expect.stringContaining('reconciliation-'), isWithdrawn: false } } }]]);
    expect(person()).toEqual(before);
  });

  it('waits for who has to give way, and for the provider to find it, but not for ever', async () => {
    const { store, person } = heldOf({ faceIds: [] });
    const answers = [() => Promise.resolve({ outcome: 'wait' } as const), () => Promise.reject(Object.assign(new Error('not found yet'), { name: 'InvalidParameterException' }))];
    const patient = reconciliationOf(store, () => answers.shift()?.() ?? Promise.resolve({ outcome: 'unique' }));
    const endless = reconciliationOf(store, () => Promise.resolve({ outcome: 'wait' }));
    expect(await endless.run({ repair: true })).toMatchObject([{ kind: 'MISSING_FACE', outcome: 'left' }]);
    expect(person()).toMatchObject({ faceIds: [], row: { faceIds: ['f1'], reservation: null } });
    expect(await patient.run({ repair: true })).toMatchObject([{ kind: 'MISSING_FACE', outcome: 'mended' }]);
  });

  it('is given up where nobody can tell whose it is', async () => {
    const { store, person } = heldOf({ faceIds: [] });
    const before = structuredClone(person());
    await expect(reconciliationOf(store, () => Promise.reject(new Error('throttled'))).run({ repair: true })).rejects.toThrow('throttled');
    expect(person()).toEqual(before);
  });
});
