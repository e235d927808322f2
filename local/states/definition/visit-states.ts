import type { Branch, State } from './state-schema.ts';

/** Every machine within a state, with its location. */
export function branchesOf(state: State, location: string): { branch: Branch; location: string }[] {
  if (state.Type === 'Parallel') return state.Branches.map((branch, index) => ({ branch, location: `${location}/Branches[${index}]` }));
  if (state.Type === 'Map') return [{ branch: state.ItemProcessor, location: `${location}/ItemProcessor` }];
  return [];
}

/** Calls the visitor for every state of a machine, those of its branches included, with locations such as `/States/Judge`. */
export function visitStates(machine: Branch, visit: (state: State, location: string) => void, within = ''): void {
  for (const [name, state] of Object.entries(machine.States)) {
    const location = `${within}/States/${name}`;
    visit(state, location);
    for (const inner of branchesOf(state, location)) visitStates(inner.branch, visit, inner.location);
  }
}
