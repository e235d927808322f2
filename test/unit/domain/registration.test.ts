import { describe, expect, it } from '@jest/globals';
import { externalIdKey, normaliseExternalId, standingOfExternalId, type ExternalIdHolder } from '../../../domain/registration/external-id.ts';
import { inspectPhoto } from '../../../domain/registration/inspect-photo.ts';
import { DEFAULT_PHOTO_LIMITS } from '../../../domain/registration/photo-limits.ts';
import type { PortraitFace } from '../../../domain/registration/portrait.ts';
import type { Reservation } from '../../../domain/registration/reservation.ts';
import { judgeUniqueness, type FaceHolder } from '../../../domain/registration/uniqueness.ts';

const SURELY = { value: true, confidencePercent: 99 };
const SURELY_NOT = { value: false, confidencePercent: 99 };

/** A face that may be registered, in a photo of 1,000 × 1,000 px. */
function portrait(rest: Partial<PortraitFace> = {}, size = 0.3): PortraitFace {
  return {
    box: { left: 0.1, top: 0.1, width: size, height: size },
    sharpnessPercent: 80,
    brightnessPercent: 50,
    yawDegrees: -3,
    pitchDegrees: 2,
    rollDegrees: 1,
    eyesOpen: SURELY,
    sunglasses: SURELY_NOT,
    covered: SURELY_NOT,
    ...rest,
  };
}

function inspect(...faces: PortraitFace[]) {
  return inspectPhoto({ widthPx: 1_000, heightPx: 1_000, faces }, DEFAULT_PHOTO_LIMITS);
}

describe('inspectPhoto', () => {
  it('lets a good photo pass, and says what it measured', () => {
    expect(inspect(portrait())).toEqual({ refusals: [], quality: { faceSidePx: 300, sharpnessPercent: 80, brightnessPercent: 50, yawDegrees: -3, pitchDegrees: 2, rollDegrees: 1 } });
  });

  it.each([
    ['no face', [], [{ code: 'NO_FACE', quantity: 'faceCount', measured: 0, limit: 1 }]],
    ['two faces of about the same size', [portrait({}, 0.5), portrait({}, 0.4)], [{ code: 'SEVERAL_FACES', quantity: 'faceCount', measured: 2, limit: 1 }]],
    ['a face exactly a quarter as large', [portrait({}, 0.5), portrait({}, 0.25)], []],
    ['a small face', [portrait({}, 0.049)], [{ code: 'FACE_TOO_SMALL', quantity: 'faceSidePx', measured: 49, limit: 50 }]],
    ['a blurred face', [portrait({ sharpnessPercent: 29.99 })], [{ code: 'BLURRED', quantity: 'sharpnessPercent', measured: 29.99, limit: 30 }]],
    ['a dark face', [portrait({ brightnessPercent: 14 })], [{ code: 'TOO_DARK', quantity: 'brightnessPercent', measured: 14, limit: 15 }]],
    ['a bright face', [portrait({ brightnessPercent: 86 })], [{ code: 'TOO_BRIGHT', quantity: 'brightnessPercent', measured: 86, limit: 85 }]],
    ['a face turned aside', [portrait({ yawDegrees: -31 })], [{ code: 'TURNED_AWAY', quantity: 'yawDegrees', measured: 31, limit: 30 }]],
    ['a face looking down', [portrait({ pitchDegrees: -26 })], [{ code: 'TURNED_AWAY', quantity: 'pitchDegrees', measured: 26, limit: 25 }]],
    ['a head tilted', [portrait({ rollDegrees: 36 })], [{ code: 'TURNED_AWAY', quantity: 'rollDegrees', measured: 36, limit: 35 }]],
    ['closed eyes', [portrait({ eyesOpen: SURELY_NOT })], [{ code: 'EYES_CLOSED', quantity: 'confidencePercent', measured: 99, limit: 90 }]],
    ['sunglasses, behind which eyes are taken for closed', [portrait({ eyesOpen: SURELY_NOT, sunglasses: SURELY })], [{ code: 'SUNGLASSES', quantity: 'confidencePercent', measured: 99, limit: 90 }]],
    ['a covered face', [portrait({ covered: SURELY })], [{ code: 'FACE_COVERED', quantity: 'confidencePercent', measured: 99, limit: 90 }]],
    ['eyes that are closed only perhaps', [portrait({ eyesOpen: { value: false, confidencePercent: 89.9 } })], []],
    ['everything exactly at its limit', [portrait({ sharpnessPercent: 30, brightnessPercent: 85, yawDegrees: 30, pitchDegrees: -25, rollDegrees: 35 }, 0.05)], []],
    ['nothing told of it', [portrait({ sharpnessPercent: null, brightnessPercent: null, yawDegrees: null, pitchDegrees: null, rollDegrees: null, eyesOpen: null, sunglasses: null, covered: null })], []],
  ])('judges a photo with %s', (_, faces, refusals) => {
    const found = inspect(...faces).refusals;
    expect(found).toMatchObject(refusals);
    expect(found).toHaveLength(refusals.length);
  });

  it('gives every reason at once, of the largest face', () => {
    const bad = portrait({ sharpnessPercent: 5, brightnessPercent: 5, yawDegrees: 50, pitchDegrees: 40, rollDegrees: 60, eyesOpen: SURELY_NOT, covered: SURELY }, 0.03);
    const { refusals } = inspect(portrait({}, 0.02), bad);
    expect(refusals.map(({ code, quantity }) => `${code} ${quantity}`)).toEqual([
      'SEVERAL_FACES faceCount',
      'FACE_TOO_SMALL faceSidePx',
      'BLURRED sharpnessPercent',
      'TOO_DARK brightnessPercent',
      'TURNED_AWAY yawDegrees',
      'TURNED_AWAY pitchDegrees',
      'TURNED_AWAY rollDegrees',
      'EYES_CLOSED confidencePercent',
      'FACE_COVERED confidencePercent',
    ]);
    for (const { message } of refusals) expect(message).toMatch(/^[A-Z0-9].*: .+\.$/);
  });

  it('says which faces a reason is about', () => {
    const [large, small, background] = [portrait({ sharpnessPercent: 5 }, 0.5), portrait({}, 0.4), portrait({}, 0.1)];
    expect(inspect(large, small, background).refusals.map(({ code, boxes }) => [code, boxes])).toEqual([
      ['SEVERAL_FACES', [large.box, small.box]],
      ['BLURRED', [large.box]],
    ]);
    expect(inspect().refusals.map(({ boxes }) => boxes)).toEqual([undefined]);
  });
});

describe('normaliseExternalId', () => {
  it.each([
    ['  Ada@Example.org ', 'ada@example.org'],
    ['Zoe\u0301', 'zo\u00e9'],
    ['ZO\u00c9', 'zo\u00e9'],
  ])('takes %j for %j', (given, normalised) => {
    expect(normaliseExternalId(given)).toBe(normalised);
    expect(externalIdKey(normaliseExternalId(given))).toBe(`externalId#${normalised}`);
  });
});

describe('standingOfExternalId', () => {
  const NOW = new Date('2026-03-01T10:00:00.000Z');
  const [RUNNING, OVER] = ['2026-03-01T10:01:00.000Z', '2026-03-01T09:58:59.999Z'];
  const reservation = (leaseExpiresAt: string, isWithdrawn = false): Reservation => ({ executionName: 'e', reservedAt: '2026-03-01T09:55:00.000Z', leaseExpiresAt, isWithdrawn });
  const holder = (state: ExternalIdHolder['state'], rest: Partial<ExternalIdHolder> = {}): ExternalIdHolder => ({ state, externalId: null, reservation: null, ...rest });

  it.each<[string, ExternalIdHolder | null, { kept: string; running: string; over: string }]>([
    ['nobody', null, { kept: 'free', running: 'free', over: 'free' }],
    ['a registration under way', holder('pending', { reservation: reservation(RUNNING) }), { kept: 'busy', running: 'busy', over: 'busy' }],
    ['one that gave up', holder('pending', { reservation: reservation(RUNNING, true) }), { kept: 'free', running: 'free', over: 'free' }],
    ['one whose lease is over', holder('pending', { reservation: reservation(OVER) }), { kept: 'free', running: 'free', over: 'free' }],
    ['somebody who has it', holder('registered', { externalId: 'it' }), { kept: 'taken', running: 'taken', over: 'taken' }],
    ['somebody who has it and is being removed', holder('removing', { externalId: 'it' }), { kept: 'taken', running: 'taken', over: 'taken' }],
    ['somebody who has another', holder('registered', { externalId: 'another' }), { kept: 'free', running: 'busy', over: 'free' }],
    ['somebody who has none', holder('registered'), { kept: 'free', running: 'busy', over: 'free' }],
    ['somebody who has none and is being removed', holder('removing'), { kept: 'free', running: 'free', over: 'free' }],
  ])('judges an external id that is kept for %s', (_, of, expected) => {
    const judge = (leaseExpiresAt: string | null) => standingOfExternalId('it', { holder: 'h', leaseExpiresAt }, of, NOW);
    expect({ kept: judge(null), running: judge(RUNNING), over: judge(OVER) }).toEqual(expected);
  });
});

describe('judgeUniqueness', () => {
  const NOW = new Date('2026-03-01T10:00:10.000Z');
  const reserved = (executionName: string, second: number, rest: Partial<Reservation> = {}): Reservation => ({
    executionName,
    reservedAt: `2026-03-01T10:00:0${String(second)}.000Z`,
    leaseExpiresAt: '2026-03-01T10:05:00.000Z',
    isWithdrawn: false,
    ...rest,
  });
  const OWN = reserved('own', 5);
  const similar = { faceId: 'face', externalImageId: 'other', similarityPercent: 97.123 };
  const holder = (rest: Partial<FaceHolder>): FaceHolder => ({ faceIds: [], reservation: null, ...rest });

  it.each<[string, FaceHolder | undefined, string]>([
    ['whose row is gone', undefined, 'unique'],
    ['who is registered with it', holder({ faceIds: ['face'] }), 'duplicate'],
    ['who is registered, but not with it', holder({ faceIds: ['another'] }), 'unique'],
    ['who began before', holder({ reservation: reserved('a', 4) }), 'duplicate'],
    ['who began later', holder({ reservation: reserved('z', 6) }), 'wait'],
    ['who began at the same time under a name that sorts first', holder({ reservation: reserved('a', 5) }), 'duplicate'],
    ['who began at the same time under a name that sorts later', holder({ reservation: reserved('z', 5) }), 'wait'],
    ['who adds it to their photos, later', holder({ faceIds: ['another'], reservation: reserved('z', 6) }), 'wait'],
    ['who began before and gave up', holder({ reservation: reserved('a', 4, { isWithdrawn: true }) }), 'unique'],
    ['whose lease is over', holder({ reservation: reserved('a', 4, { leaseExpiresAt: '2026-03-01T09:59:09.999Z' }) }), 'unique'],
    ['whose lease was over a minute ago at most', holder({ reservation: reserved('a', 4, { leaseExpiresAt: '2026-03-01T09:59:10.000Z' }) }), 'duplicate'],
  ])('judges a face like that of somebody %s', (_, of, outcome) => {
    expect(judgeUniqueness(OWN, [similar], new Map(of === undefined ? [] : [['other', of]]), NOW).outcome).toBe(outcome);
  });

  it('names each person once, the most similar first, and does not wait where it has to give way', () => {
    const faces = [
      { faceId: 'a1', externalImageId: 'ada', similarityPercent: 91 },
      { faceId: 'z1', externalImageId: 'zoe', similarityPercent: 99 },
      { faceId: 'g1', externalImageId: 'grace', similarityPercent: 95.004 },
      { faceId: 'a2', externalImageId: 'ada', similarityPercent: 97 },
    ];
    const holders = new Map([
      ['ada', holder({ faceIds: ['a1', 'a2'] })],
      ['grace', holder({ faceIds: ['g1'] })],
      ['zoe', holder({ reservation: reserved('z', 6) })],
    ]);
    expect(judgeUniqueness(OWN, faces, holders, NOW)).toEqual({
      outcome: 'duplicate',
      duplicates: [
        { externalImageId: 'ada', similarityPercent: 97 },
        { externalImageId: 'grace', similarityPercent: 95 },
      ],
    });
  });

  it('lets exactly one of two of the same face be registered, whichever looks first', () => {
    const [older, younger] = [reserved('o', 1), reserved('y', 2)];
    const look = (own: Reservation, of: Reservation) => judgeUniqueness(own, [similar], new Map([['other', holder({ reservation: of })]]), NOW).outcome;
    expect([look(older, younger), look(younger, older)]).toEqual(['wait', 'duplicate']);
  });
});
