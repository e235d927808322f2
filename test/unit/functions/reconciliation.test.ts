import { describe, expect, it } from '@jest/globals';
import type { HeldRow, Holdings } from '../../../domain/reconciliation/holdings.ts';
import { Reconciliation } from '../../../functions/shared/logic/reconciliation.ts';
import { FakeHoldings } from '../../helpers/fake-holdings.ts';

const NOW = new Date('2026-01-02T12:00:00.000Z');
const LONG_AGO = '2026-01-02T10:00:00.000Z';
const SOON = '2026-01-02T12:01:00.000Z';

const PHOTO = { key: 'photos/p/1.jpg', modifiedAt: LONG_AGO };
const ROW: HeldRow = { state: 'registered', externalId: null, faceIds: ['f1'], photos: [{ faceId: 'f1', key: PHOTO.key }], reservation: null };

function heldOf(held: Partial<Holdings> = {}): { store: FakeHoldings; reconciliation: Reconciliation; person: () => Holdings | undefined } {
  const store = new FakeHoldings();
  store.add('p', structuredClone({ row: ROW, faceIds: ['f1'], photos: [PHOTO], ...held }));
  return { store, reconciliation: new Reconciliation(store, () => NOW), person: () => store.people.get('p') };
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
