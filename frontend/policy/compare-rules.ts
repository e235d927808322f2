import type { IncidentRule } from '../../domain/incidents/incident.ts';
import type { PolicyObject, PolicyRules } from '../../domain/policy.ts';
import { PHOTO_RANGES, SCALAR_RANGES, type ScalarName } from './limits.ts';

/** One difference between two sets of rules; null is what was not there, or is there no more. */
export type RuleChange =
  | { kind: 'number'; path: string; before: number; after: number }
  | { kind: 'object'; name: string; before: PolicyObject | null; after: PolicyObject | null }
  | { kind: 'rule'; name: string; before: IncidentRule | null; after: IncidentRule | null };

/** Everything that differs, in the order of the form. Objects and rules are the same where their names are. */
export function compareRules(before: PolicyRules, after: PolicyRules): RuleChange[] {
  return [
    ...(Object.keys(SCALAR_RANGES) as ScalarName[]).flatMap((name) => compareNumber(name, before[name], after[name])),
    ...compareNamed(before.objects, after.objects).map((change) => ({ kind: 'object' as const, ...change })),
    ...compareNamed(before.incidentRules, after.incidentRules).map((change) => ({ kind: 'rule' as const, ...change })),
    ...(Object.keys(PHOTO_RANGES) as (keyof PolicyRules['photo'])[]).flatMap((name) => compareNumber(`photo.${name}`, before.photo[name], after.photo[name])),
  ];
}

function compareNumber(path: string, before: number, after: number): RuleChange[] {
  return Object.is(before, after) ? [] : [{ kind: 'number', path, before, after }];
}

function compareNamed<Entry extends { name: string }>(before: readonly Entry[], after: readonly Entry[]): { name: string; before: Entry | null; after: Entry | null }[] {
  const names = [...new Set([...before, ...after].map(({ name }) => name))];
  return names.flatMap((name) => {
    const [old, next] = [before, after].map((entries) => entries.find((entry) => entry.name === name) ?? null);
    return isEqual(old ?? null, next ?? null) ? [] : [{ name, before: old ?? null, after: next ?? null }];
  });
}

function isEqual(one: object | null, other: object | null): boolean {
  return canonical(one) === canonical(other);
}

/** Independent of the order of properties, which whoever wrote them down chose. */
function canonical(value: object | null): string {
  return JSON.stringify(value === null ? null : Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
