import { describe, expect, it } from '@jest/globals';
import { DEFAULT_INCIDENT_RULES } from '../../../domain/incidents/default-rules.ts';
import type { PolicyRules } from '../../../domain/policy.ts';
import { DEFAULT_PHOTO_LIMITS } from '../../../domain/registration/photo-limits.ts';
import { checkRules } from '../../../frontend/policy/check-rules.ts';
import { compareRules } from '../../../frontend/policy/compare-rules.ts';
import { toDraft, toRules } from '../../../frontend/policy/draft.ts';
import { findLabels, isKnownLabel } from '../../../frontend/policy/find-labels.ts';
import { PolicyRulesSchema } from '../../../functions/shared/policy-body.ts';

const RULES: PolicyRules = {
  minConfidencePercent: 85,
  faceMatchPercent: 85,
  moderationPercent: 85,
  objects: [{ name: 'Mobile Phone' }, { name: 'Book', confidencePercent: 60 }],
  frameIntervalMs: 1_000,
  maxGapMs: 5_000,
  incidentRules: DEFAULT_INCIDENT_RULES,
  photo: DEFAULT_PHOTO_LIMITS,
};
const [RULE] = DEFAULT_INCIDENT_RULES as [PolicyRules['incidentRules'][number]];

function refusedByTheApi(rules: PolicyRules): string[] {
  const { error } = PolicyRulesSchema.safeParse(rules);
  return [...new Set((error?.issues ?? []).map(({ path }) => path.join('.')))].sort();
}

const ruleWith = (change: object) => ({ ...RULES, incidentRules: [{ ...RULE, ...change }] });
const photoWith = (change: object) => ({ ...RULES, photo: { ...RULES.photo, ...change } });

describe('rules that are written', () => {
  it('are right as they come', () => {
    expect(checkRules(RULES)).toEqual([]);
    expect(refusedByTheApi(RULES)).toEqual([]);
  });

  it.each<[string, PolicyRules, string[]]>([
    ['a percentage above 100', { ...RULES, minConfidencePercent: 100.5 }, ['minConfidencePercent']],
    ['a percentage that is none', { ...RULES, moderationPercent: Number.NaN }, ['moderationPercent']],
    ['frames too often', { ...RULES, frameIntervalMs: 499 }, ['frameIntervalMs']],
    ['part of a millisecond', { ...RULES, frameIntervalMs: 1_000.5 }, ['frameIntervalMs']],
    ['a gap that every pause is', { ...RULES, maxGapMs: 1_000 }, ['maxGapMs']],
    ['an object without name', { ...RULES, objects: [{ name: ' ' }] }, ['objects.0.name']],
    ['an object twice', { ...RULES, objects: [{ name: 'Book' }, { name: 'BOOK' }] }, ['objects.1.name']],
    ['too long a name', { ...RULES, objects: [{ name: 'x'.repeat(81) }] }, ['objects.0.name']],
    ['an own confidence below 0', { ...RULES, objects: [{ name: 'Book', confidencePercent: -1 }] }, ['objects.0.confidencePercent']],
    ['51 objects', { ...RULES, objects: Array.from({ length: 51 }, (_, index) => ({ name: `Thing ${index}` })) }, ['objects']],
    ['17 rules', { ...RULES, incidentRules: Array.from({ length: 17 }, (_, index) => ({ ...RULE, name: `rule-${index}` })) }, ['incidentRules']],
    ['a rule with a name of another form', ruleWith({ name: 'My Rule' }), ['incidentRules.0.name']],
    ['a rule twice', { ...RULES, incidentRules: [RULE, RULE] }, ['incidentRules.1.name']],
    ['a rule without signals', ruleWith({ signals: [] }), ['incidentRules.0.signals']],
    ['more frames than there are', ruleWith({ frames: 4, ofLast: 3 }), ['incidentRules.0.ofLast']],
    ['more frames than are kept', ruleWith({ ofLast: 61 }), ['incidentRules.0.ofLast']],
    ['part of a frame', ruleWith({ frames: 1.5 }), ['incidentRules.0.frames']],
    ['one frame that raises something', ruleWith({ frames: 1 }), ['incidentRules.0.frames']],
    ['a face of no size', photoWith({ minFaceSidePx: 0 }), ['photo.minFaceSidePx']],
    ['a face turned further than round', photoWith({ maxYawDegrees: 91, maxRollDegrees: 181 }), ['photo.maxRollDegrees', 'photo.maxYawDegrees']],
    ['photos both too dark and too bright', photoWith({ minBrightnessPercent: 90 }), ['photo.maxBrightnessPercent']],
  ])('are told where the API would refuse %s', (_what, rules, paths) => {
    expect(refusedByTheApi(rules)).toEqual(paths);
    expect([...new Set(checkRules(rules).map(({ path }) => path))].sort()).toEqual(paths);
  });

  it('come back from the form as they went in', () => {
    expect(toRules(toDraft(RULES))).toEqual(RULES);
    const draft = toDraft(RULES);
    draft.faceMatchPercent = null;
    expect(checkRules(toRules(draft)).map(({ path }) => path)).toEqual(['faceMatchPercent']);
  });
});

describe('two policies', () => {
  it('that are the same differ in nothing, whatever the order of what they hold', () => {
    expect(compareRules(RULES, { ...RULES, incidentRules: RULES.incidentRules.map(({ name, ...rest }) => ({ ...rest, name })), objects: [...RULES.objects].reverse() })).toEqual([]);
  });

  it('differ in numbers, objects and rules, which are told by their names', () => {
    const other: PolicyRules = {
      ...RULES,
      faceMatchPercent: 90,
      objects: [{ name: 'Book', confidencePercent: 70 }, { name: 'Laptop' }],
      incidentRules: RULES.incidentRules.filter(({ name }) => name !== 'gap'),
      photo: { ...RULES.photo, maxYawDegrees: 20 },
    };
    expect(compareRules(RULES, other)).toEqual([
      { kind: 'number', path: 'faceMatchPercent', before: 85, after: 90 },
      { kind: 'object', name: 'Mobile Phone', before: { name: 'Mobile Phone' }, after: null },
      { kind: 'object', name: 'Book', before: { name: 'Book', confidencePercent: 60 }, after: { name: 'Book', confidencePercent: 70 } },
      { kind: 'object', name: 'Laptop', before: null, after: { name: 'Laptop' } },
      { kind: 'rule', name: 'gap', before: expect.objectContaining({ name: 'gap' }), after: null },
      { kind: 'number', path: 'photo.maxYawDegrees', before: 30, after: 20 },
    ]);
  });
});

describe('labels', () => {
  const LABELS = [
    { name: 'Mobile Phone', category: 'Technology', aliases: ['Cell Phone'], parents: ['Electronics'] },
    { name: 'Laptop', category: 'Technology', aliases: [], parents: ['Electronics'] },
    { name: 'Book', category: 'Education', aliases: [], parents: ['Publication'] },
  ];
  const names = (query: string, category: string | null = null) => findLabels(LABELS, query, category).map((group) => [group.category, ...group.labels.map(({ name }) => name)]);

  it('are found by name, alias and what stands above them, by category', () => {
    expect(names('')).toEqual([['Education', 'Book'], ['Technology', 'Laptop', 'Mobile Phone']]);
    expect(names('CELL')).toEqual([['Technology', 'Mobile Phone']]);
    expect(names('electron')).toEqual([['Technology', 'Laptop', 'Mobile Phone']]);
    expect(names('', 'Education')).toEqual([['Education', 'Book']]);
    expect(names('zebra')).toEqual([]);
  });

  it('are found by what the reader calls them, too', () => {
    const german = (name: string): string => ({ 'Mobile Phone': 'Handy', Electronics: 'Elektronik' })[name] ?? name;
    const found = (query: string) => findLabels(LABELS, query, null, german).flatMap((group) => group.labels.map(({ name }) => name));
    expect([found('handy'), found('Elektro'), found('mobile'), found('Buch')]).toEqual([['Mobile Phone'], ['Laptop', 'Mobile Phone'], ['Mobile Phone'], []]);
  });

  it('are known by their aliases, too', () => {
    expect(['mobile phone', 'Cell Phone', 'Cellphone'].map((name) => isKnownLabel(LABELS, name))).toEqual([true, true, false]);
  });
});
