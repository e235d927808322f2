import type { Branch, State } from './state-schema.ts';
import { branchesOf } from './visit-states.ts';

/** That every state is reached and every transition leads to a state of the same machine; the problems found. */
export function checkTransitions(machine: Branch, within: string): string[] {
  const problems: string[] = [];
  const targets: { name: string; location: string }[] = [{ name: machine.StartAt, location: `${within}/StartAt` }];
  for (const [name, state] of Object.entries(machine.States)) {
    const location = `${within}/States/${name}`;
    targets.push(...targetsOf(state).map((target) => ({ name: target.name, location: `${location}/${target.field}` })));
    if (!endsOnce(state)) problems.push(`MISSING_TRANSITION: A state has either Next or End at ${location}`);
    for (const inner of branchesOf(state, location)) problems.push(...checkTransitions(inner.branch, inner.location));
  }
  const reached = new Set(targets.map((target) => target.name));
  for (const target of targets) {
    if (!Object.hasOwn(machine.States, target.name)) problems.push(`MISSING_TRANSITION_TARGET: Missing target '${target.name}' at ${target.location}`);
  }
  for (const name of Object.keys(machine.States)) {
    if (!reached.has(name)) problems.push(`MISSING_TRANSITION_TARGET: State "${name}" is not reachable. at ${within}/States/${name}`);
  }
  return problems;
}

function targetsOf(state: State): { name: string; field: string }[] {
  const targets: { name: string; field: string }[] = [];
  if ('Next' in state && state.Next !== undefined) targets.push({ name: state.Next, field: 'Next' });
  if ('Catch' in state) targets.push(...(state.Catch ?? []).map((catcher, index) => ({ name: catcher.Next, field: `Catch[${index}]/Next` })));
  if (state.Type === 'Choice') {
    targets.push(...state.Choices.map((rule, index) => ({ name: rule.Next, field: `Choices[${index}]/Next` })));
    if (state.Default !== undefined) targets.push({ name: state.Default, field: 'Default' });
  }
  return targets;
}

function endsOnce(state: State): boolean {
  if (state.Type === 'Choice' || state.Type === 'Succeed' || state.Type === 'Fail') return true;
  return (state.Next !== undefined) !== (state.End === true);
}
