import type { Branch } from '../definition/state-schema.ts';
import type { Json } from '../json.ts';
import type { Frame } from './frame.ts';
import { runState } from './run-state.ts';

/** Goes from state to state until one ends the machine or branch; its output. @throws what runState throws */
export async function runBranch(frame: Frame, branch: Branch, input: Json): Promise<Json> {
  let data = input;
  for (let name: string | null = branch.StartAt; name !== null; ) {
    const state = branch.States[name];
    if (!state) throw new Error(`The definition was accepted without a state '${name}'.`);
    await frame.scope.breathe();
    const transition = await runState(frame, name, state, data);
    data = transition.output;
    name = transition.next;
  }
  return data;
}
