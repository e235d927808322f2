import type { Problem } from './problem.ts';
import { schemaProblem } from './problem.ts';
import type { Branch, State } from './state-schema.ts';
import { branchesOf } from './visit-states.ts';

/** That no variable takes a reserved name or one of an outer scope; the problems found. */
export function checkVariables(machine: Branch, within: string, outer: ReadonlySet<string>): Problem[] {
  const problems: Problem[] = [];
  const names = new Set<string>();
  for (const [stateName, state] of Object.entries(machine.States)) {
    for (const name of assignedNames(state)) {
      names.add(name);
      if (name === 'states') problems.push(schemaProblem("The variable name 'states' is reserved", `${within}/States/${stateName}/Assign`));
      if (outer.has(name)) problems.push(schemaProblem(`The variable name '${name}' was already defined in a parent scope.`, `${within}/States/${stateName}/Assign`));
    }
  }
  const visible = new Set([...outer, ...names]);
  for (const [stateName, state] of Object.entries(machine.States)) {
    for (const inner of branchesOf(state, `${within}/States/${stateName}`)) problems.push(...checkVariables(inner.branch, inner.location, visible));
  }
  return problems;
}

function assignedNames(state: State): string[] {
  const assigns = [
    'Assign' in state ? state.Assign : undefined,
    ...('Catch' in state ? (state.Catch ?? []).map((catcher) => catcher.Assign) : []),
    ...(state.Type === 'Choice' ? state.Choices.map((rule) => rule.Assign) : []),
  ];
  return assigns.flatMap((assign) => Object.keys(assign ?? {}));
}
