import type { Problem } from './problem.ts';
import { schemaProblem } from './problem.ts';
import type { Branch, State } from './state-schema.ts';
import { branchesOf } from './visit-states.ts';

/** A transition's field and the state that it names. */
interface Target {
  field: string;
  name: string;
  location: string;
}

/** That every state is reached and every transition leads to a state of the same machine; the problems found. */
export function checkTransitions(machine: Branch, within: string): Problem[] {
  const problems: Problem[] = [];
  const targets: Target[] = [{ field: 'StartAt', name: machine.StartAt, location: `${within}/StartAt` }];
  for (const [name, state] of Object.entries(machine.States)) {
    const location = `${within}/States/${name}`;
    targets.push(...targetsOf(state).map((target) => ({ ...target, location: `${location}/${target.location}` })));
    if (!endsOnce(state)) problems.push(schemaProblem('Exactly one of these fields is required: [Next, End]', location));
    for (const inner of branchesOf(state, location)) problems.push(...checkTransitions(inner.branch, inner.location));
  }
  const reached = new Set(targets.map((target) => target.name));
  for (const { field, name, location } of targets) {
    if (!Object.hasOwn(machine.States, name)) problems.push({ code: 'MISSING_TRANSITION_TARGET', message: `Missing '${field}' target: ${name}`, location });
  }
  for (const name of Object.keys(machine.States)) {
    if (!reached.has(name)) problems.push({ code: 'MISSING_TRANSITION_TARGET', message: `State "${name}" is not reachable.`, location: `${within}/States/${name}` });
  }
  if (!Object.values(machine.States).some(mayEnd)) problems.push({ code: 'MISSING_END_STATE', message: 'The workflow has no terminal state', location: within === '' ? '/' : within });
  return problems;
}

/** That no name stands for two states of a machine, branches included; the problems found. */
export function checkNames(machine: Branch, within = '', known = new Set<string>()): Problem[] {
  const problems: Problem[] = [];
  for (const [name, state] of Object.entries(machine.States)) {
    const location = `${within}/States/${name}`;
    if (known.has(name)) problems.push({ code: 'DUPLICATE_STATE_NAME', message: `Duplicate State name: ${name}`, location });
    known.add(name);
    for (const inner of branchesOf(state, location)) problems.push(...checkNames(inner.branch, inner.location, known));
  }
  return problems;
}

function targetsOf(state: State): Target[] {
  const targets: Target[] = [];
  if ('Next' in state && state.Next !== undefined) targets.push({ field: 'Next', name: state.Next, location: 'Next' });
  if ('Catch' in state) targets.push(...(state.Catch ?? []).map((catcher, index) => ({ field: 'Next', name: catcher.Next, location: `Catch[${index}]/Next` })));
  if (state.Type === 'Choice') {
    targets.push(...state.Choices.map((rule, index) => ({ field: 'Next', name: rule.Next, location: `Choices[${index}]/Next` })));
    if (state.Default !== undefined) targets.push({ field: 'Default', name: state.Default, location: 'Default' });
  }
  return targets;
}

/** A Choice without Default ends nothing; AWS takes End alone, Succeed and Fail for an end. */
function mayEnd(state: State): boolean {
  return state.Type === 'Succeed' || state.Type === 'Fail' || ('End' in state && state.End === true);
}

function endsOnce(state: State): boolean {
  if (state.Type === 'Choice' || state.Type === 'Succeed' || state.Type === 'Fail') return true;
  return (state.Next !== undefined) !== (state.End === true);
}
