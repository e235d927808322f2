import { describe, expect, it } from '@jest/globals';
import { rulesOf } from '../../../domain/policy.ts';
import { invalidRequest } from '../../../functions/shared/http/invalid-request.ts';
import { PolicyBodySchema } from '../../../functions/shared/policy-body.ts';
import { POLICY } from '../../helpers/observations.ts';

const RULES = rulesOf(POLICY);
const RULE = { name: 'phone', signals: ['OBJECT_PRESENT'], frames: 2, ofLast: 3, severity: 'high' };

/** The field at fault and what is said of it; null when the body is a policy. */
function refusal(body: unknown): { field: string | undefined; message: string } | null {
  const result = PolicyBodySchema.safeParse(body);
  if (result.success) return null;
  const { field, message } = invalidRequest(result.error);
  return { field, message };
}

const withRule = (rule: object): object => ({ ...RULES, incidentRules: [RULE, { ...RULE, name: 'other', ...rule }] });
const withPhoto = (photo: object): object => ({ ...RULES, photo: { ...RULES.photo, ...photo } });

function without(field: keyof typeof RULES): object {
  return Object.fromEntries(Object.entries(RULES).filter(([name]) => name !== field));
}

describe('the body of PUT /policy', () => {
  it('is rules, and perhaps the version that they are based on', () => {
    expect(PolicyBodySchema.parse(RULES)).toEqual({ rules: RULES, basedOn: null });
    expect(PolicyBodySchema.parse({ ...RULES, basedOn: 'abc' })).toEqual({ rules: RULES, basedOn: 'abc' });
    expect(PolicyBodySchema.parse({ ...RULES, objects: [{ name: ' Book ', confidencePercent: 62.5 }], incidentRules: [] }).rules.objects).toEqual([{ name: 'Book', confidencePercent: 62.5 }]);
  });

  it.each([
    ['no object', [], undefined],
    ['nothing', null, undefined],
    ['a version of its own', { ...RULES, version: POLICY.version }, 'version'],
    ['a field that is misspelt', { ...RULES, minConfidencePercnt: 85 }, 'minConfidencePercnt'],
    ['no minConfidencePercent', without('minConfidencePercent'), 'minConfidencePercent'],
    ['a percentage as text', { ...RULES, faceMatchPercent: '85' }, 'faceMatchPercent'],
    ['a percentage above 100', { ...RULES, moderationPercent: 100.01 }, 'moderationPercent'],
    ['a percentage below 0', { ...RULES, minConfidencePercent: -1 }, 'minConfidencePercent'],
    ['no objects', without('objects'), 'objects'],
    ['objects as text', { ...RULES, objects: 'Book' }, 'objects'],
    ['51 objects', { ...RULES, objects: Array.from({ length: 51 }, (_, index) => ({ name: `Object ${String(index)}` })) }, 'objects'],
    ['an object without a name', { ...RULES, objects: [{ name: 'Book' }, {}] }, 'objects.1.name'],
    ['an object with an empty name', { ...RULES, objects: [{ name: '  ' }] }, 'objects.0.name'],
    ['an object with a long name', { ...RULES, objects: [{ name: 'x'.repeat(81) }] }, 'objects.0.name'],
    ['an object with half a character', { ...RULES, objects: [{ name: 'Book\ud83d' }] }, 'objects.0.name'],
    ['an object with a control character', { ...RULES, objects: [{ name: 'Bo\u0000ok' }] }, 'objects.0.name'],
    ['an object with a confidence above 100', { ...RULES, objects: [{ name: 'Book', confidencePercent: 101 }] }, 'objects.0.confidencePercent'],
    ['an object with a confidence that is null', { ...RULES, objects: [{ name: 'Book', confidencePercent: null }] }, 'objects.0.confidencePercent'],
    ['an object with another field', { ...RULES, objects: [{ name: 'Book', confidence: 50 }] }, 'objects.0.confidence'],
    ['an object twice', { ...RULES, objects: [{ name: 'Book' }, { name: 'Pen' }, { name: 'book', confidencePercent: 50 }] }, 'objects.2.name'],
    ['frames too often', { ...RULES, frameIntervalMs: 499 }, 'frameIntervalMs'],
    ['frames at broken milliseconds', { ...RULES, frameIntervalMs: 1_000.5 }, 'frameIntervalMs'],
    ['gaps that every pause is', { ...RULES, maxGapMs: RULES.frameIntervalMs }, 'maxGapMs'],
    ['gaps of more than a day', { ...RULES, maxGapMs: 86_400_001 }, 'maxGapMs'],
    ['no incident rules', without('incidentRules'), 'incidentRules'],
    ['17 incident rules', { ...RULES, incidentRules: Array.from({ length: 17 }, (_, index) => ({ ...RULE, name: `rule-${String(index)}` })) }, 'incidentRules'],
    ['a rule with spaces in its name', withRule({ name: 'my rule' }), 'incidentRules.1.name'],
    ['a rule with a long name', withRule({ name: 'x'.repeat(41) }), 'incidentRules.1.name'],
    ['two rules of one name', withRule({ name: RULE.name }), 'incidentRules.1.name'],
    ['a rule without signals', withRule({ signals: [] }), 'incidentRules.1.signals'],
    ['a rule with an unknown signal', withRule({ signals: ['OBJECT_PRESENT', 'CHEATED'] }), 'incidentRules.1.signals.1'],
    ['a rule with a signal twice', withRule({ signals: ['NO_FACE', 'NO_FACE'] }), 'incidentRules.1.signals'],
    ['a rule that one bad frame fulfils', withRule({ frames: 1 }), 'incidentRules.1.frames'],
    ['a rule that one bad frame fulfils beside a gap', withRule({ signals: ['GAP', 'NO_FACE'], frames: 1 }), 'incidentRules.1.frames'],
    ['a rule of no frames', withRule({ frames: 0 }), 'incidentRules.1.frames'],
    ['a rule of more frames than it looks at', withRule({ frames: 4, ofLast: 3 }), 'incidentRules.1.ofLast'],
    ['a rule that looks too far back', withRule({ ofLast: 61 }), 'incidentRules.1.ofLast'],
    ['a rule of another severity', withRule({ severity: 'critical' }), 'incidentRules.1.severity'],
    ['a rule with another field', withRule({ window: 3 }), 'incidentRules.1.window'],
    ['no photo limits', without('photo'), 'photo'],
    ['a photo limit too few', { ...RULES, photo: { minFaceSidePx: 50 } }, 'photo.minSharpnessPercent'],
    ['a face of no size', withPhoto({ minFaceSidePx: 0 }), 'photo.minFaceSidePx'],
    ['a head that is turned away', withPhoto({ maxYawDegrees: 91 }), 'photo.maxYawDegrees'],
    ['no brightness that would do', withPhoto({ minBrightnessPercent: 85, maxBrightnessPercent: 85 }), 'photo.maxBrightnessPercent'],
    ['a basedOn that is no text', { ...RULES, basedOn: 12 }, 'basedOn'],
  ])('is refused with %s', (_, body, field) => {
    expect(refusal(body)).toEqual({ field, message: expect.stringMatching(/^[A-Z]?\w.*\.$/) });
  });

  it.each([
    ['gaps, freezes and replays at once', { signals: ['GAP', 'FROZEN', 'REPLAYED'], frames: 1, ofLast: 1 }],
    ['as many frames as it looks at', { frames: 60, ofLast: 60 }],
  ])('may have a rule that counts %s', (_, rule) => {
    expect(refusal(withRule(rule))).toBeNull();
  });
});
