import type { StateDefinition, StateMachineDefinition } from './state-machine.ts';

/** `catch`: taken where a state fails; `flow`: everywhere else. */
export type TransitionKind = 'flow' | 'catch';

export interface Transition {
  from: string;
  to: string;
  kind: TransitionKind;
}

/** A state with what runs inside of it: the branches of a Parallel state, the one region of a Map state. */
export interface GraphState {
  name: string;
  definition: StateDefinition;
  regions: StateGraph[];
}

export interface StateGraph {
  start: string;
  /** In the order in which they are reached from the start. */
  states: GraphState[];
  /** Each pair of states once for each kind. */
  transitions: Transition[];
}

/** The states of a definition and how they may follow each other. */
export function toGraph({ StartAt: start, States: definitions }: StateMachineDefinition): StateGraph {
  const transitions = new Map<string, Transition[]>();
  const reached: string[] = [];
  const visit = (name: string): void => {
    const definition = definitions[name];
    if (definition === undefined || reached.includes(name)) return;
    reached.push(name);
    transitions.set(name, transitionsFrom(name, definition));
    for (const { to } of transitions.get(name) ?? []) visit(to);
  };
  visit(start);
  return {
    start,
    states: reached.flatMap((name) => {
      const definition = definitions[name];
      return definition === undefined ? [] : [{ name, definition, regions: regionsOf(definition).map(toGraph) }];
    }),
    transitions: reached.flatMap((name) => transitions.get(name) ?? []),
  };
}

/** All states of a graph, those inside of others too, each before what is inside of it. */
export function allStates({ states }: StateGraph): GraphState[] {
  return states.flatMap((state) => [state, ...state.regions.flatMap(allStates)]);
}

function regionsOf({ Branches: branches = [], ItemProcessor: processor }: StateDefinition): readonly StateMachineDefinition[] {
  return processor === undefined ? branches : [...branches, processor];
}

/** The usual way comes first: what follows most often is drawn straight on. */
function transitionsFrom(from: string, { Next: next, Default: otherwise, Choices: choices = [], Catch: catchers = [] }: StateDefinition): Transition[] {
  const flow = [next, otherwise, ...choices.map((choice) => choice.Next)].filter((name) => name !== undefined);
  const caught = catchers.map((catcher) => catcher.Next);
  return [...[...new Set(flow)].map((to) => ({ from, to, kind: 'flow' as const })), ...[...new Set(caught)].map((to) => ({ from, to, kind: 'catch' as const }))];
}
