import { describe, expect, it } from '@jest/globals';
import { compareHoldings } from '../../../../domain/reconciliation/compare-holdings.ts';
import type { HeldRow, Holdings } from '../../../../domain/reconciliation/holdings.ts';

const NOW = new Date('2026-01-02T12:00:00.000Z');
const LONG_AGO = '2026-01-02T10:00:00.000Z';
const JUST_NOW = '2026-01-02T11:59:00.000Z';
const SOON = '2026-01-02T12:03:00.000Z';

const PHOTO = { key: 'photos/p/1.jpg', modifiedAt: LONG_AGO };
const REGISTERED: HeldRow = { state: 'registered', externalId: null, removalLeaseExpiresAt: null, faceIds: ['f1'], photos: [{ faceId: 'f1', key: PHOTO.key }], reservation: null };
const LEASED: HeldRow['reservation'] = { executionName: 'e', reservedAt: JUST_NOW, leaseExpiresAt: SOON, isWithdrawn: false, photoKey: PHOTO.key };
const EXPIRED: HeldRow['reservation'] = { executionName: 'e', reservedAt: LONG_AGO, leaseExpiresAt: LONG_AGO, isWithdrawn: false, photoKey: 'photos/p/2.jpg' };

const findings = (held: Partial<Holdings>): [string, string | null][] =>
  compareHoldings({ externalImageId: 'p', row: REGISTERED, faceIds: ['f1'], photos: [PHOTO], guards: [], ...held }, NOW).map(({ kind, subject }) => [kind, subject]);

describe('a person', () => {
  it.each<[string, Partial<Holdings>]>([
    ['who is registered with face and photo', {}],
    ['who is being registered', { row: { ...REGISTERED, state: 'pending', faceIds: [], photos: [], reservation: LEASED }, faceIds: ['f2'] }],
    ['whose further photo is being registered', { row: { ...REGISTERED, reservation: LEASED }, faceIds: ['f1', 'f2'], photos: [PHOTO, { key: 'photos/p/2.jpg', modifiedAt: LONG_AGO }] }],
    ['who is being removed', { row: { ...REGISTERED, state: 'removing', removalLeaseExpiresAt: SOON, faceIds: [] } }],
    ['whose registration was withdrawn and is being undone', { row: { ...REGISTERED, state: 'pending', faceIds: [], photos: [], reservation: { ...LEASED, isWithdrawn: true } }, faceIds: ['f2'] }],
    ['whose further photo was withdrawn and is being undone', { row: { ...REGISTERED, reservation: { ...LEASED, isWithdrawn: true } }, faceIds: ['f1', 'f2'] }],
    ['whose registration ran out of time this very minute', { row: { ...REGISTERED, state: 'pending', faceIds: [], reservation: { ...EXPIRED, leaseExpiresAt: JUST_NOW } }, faceIds: [] }],
    ['whose photo has just been stored, before the row', { row: null, faceIds: [], photos: [{ ...PHOTO, modifiedAt: JUST_NOW }] }],
    ['whose external id is kept', { row: { ...REGISTERED, externalId: 'x' }, guards: [{ externalId: 'x', leaseExpiresAt: null }] }],
    ['whose external id is being changed', { row: { ...REGISTERED, externalId: 'x' }, guards: [{ externalId: 'x', leaseExpiresAt: null }, { externalId: 'y', leaseExpiresAt: SOON }] }],
    ['whose external id is about to be kept', { row: { ...REGISTERED, externalId: 'x' }, guards: [{ externalId: 'x', leaseExpiresAt: SOON }] }],
    ['whose photos were never taken down', { row: { ...REGISTERED, photos: [] } }],
    ['who was never there', { row: null, faceIds: [], photos: [], guards: [{ externalId: 'x', leaseExpiresAt: SOON }] }],
  ])('%s is left alone', (_title, held) => {
    expect(findings(held)).toEqual([]);
  });

  it.each<[string, Partial<Holdings>, [string, string | null][]]>([
    ['a face without a row', { row: null, photos: [] }, [['ORPHAN_FACE', 'f1']]],
    ['a photo without a row', { row: null, faceIds: [] }, [['ORPHAN_PHOTO', PHOTO.key]]],
    ['an external id without a row', { row: null, faceIds: [], photos: [], guards: [{ externalId: 'x', leaseExpiresAt: LONG_AGO }, { externalId: 'y', leaseExpiresAt: null }] }, [['ORPHAN_EXTERNAL_ID', null], ['ORPHAN_EXTERNAL_ID', null]]],
    ['a row without its face', { faceIds: [] }, [['MISSING_FACE', 'f1']]],
    ['another face than the row says', { faceIds: ['f2'] }, [['ORPHAN_FACE', 'f2'], ['MISSING_FACE', 'f1']]],
    ['a photo that the row does not know', { photos: [PHOTO, { key: 'photos/p/2.jpg', modifiedAt: LONG_AGO }] }, [['ORPHAN_PHOTO', 'photos/p/2.jpg']]],
    ['no photo where the row knows one', { photos: [] }, [['MISSING_PHOTO', PHOTO.key]]],
    ['a registration that was cut off', { row: { ...REGISTERED, state: 'pending', faceIds: [], photos: [], reservation: EXPIRED } }, [['EXPIRED_REGISTRATION', null]]],
    ['a withdrawn registration that was not undone', { row: { ...REGISTERED, state: 'pending', faceIds: [], photos: [], reservation: { ...EXPIRED, isWithdrawn: true } } }, [['EXPIRED_REGISTRATION', null]]],
    ['a further photo that was cut off', { row: { ...REGISTERED, reservation: EXPIRED }, faceIds: ['f1', 'f2'] }, [['ORPHAN_FACE', 'f2'], ['EXPIRED_RESERVATION', null]]],
    ['a removal that was cut off', { row: { ...REGISTERED, state: 'removing', removalLeaseExpiresAt: LONG_AGO, faceIds: [] } }, [['UNFINISHED_REMOVAL', null]]],
    ['a removal that was cut off before removals had a lease', { row: { ...REGISTERED, state: 'removing', faceIds: [] } }, [['UNFINISHED_REMOVAL', null]]],
    ['an external id that nobody keeps', { row: { ...REGISTERED, externalId: 'x' } }, [['UNKEPT_EXTERNAL_ID', null]]],
    ['an external id kept under a lease that is over', { row: { ...REGISTERED, externalId: 'x' }, guards: [{ externalId: 'x', leaseExpiresAt: LONG_AGO }] }, [['UNKEPT_EXTERNAL_ID', null]]],
    ['an external id of before', { row: { ...REGISTERED, externalId: 'x' }, guards: [{ externalId: 'x', leaseExpiresAt: null }, { externalId: 'y', leaseExpiresAt: LONG_AGO }] }, [['ORPHAN_EXTERNAL_ID', null]]],
  ])('with %s is found', (_title, held, expected) => {
    expect(findings(held)).toEqual(expected);
  });
});
