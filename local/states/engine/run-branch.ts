import type { Branch } from '../definition/state-schema.ts';
import type { Json } from '../json.ts';
import type { Frame } from './frame.ts';
import type { Transition } from './leave-state.ts';
import type { ResumePoint } from './resume-point.ts';
import { runState } from './run-state.ts';

/**
 * Goes from state to state until one ends the machine or branch; its output.
 *
 * @param resume where an earlier process had come to
 * @throws what runState throws
 */
export async function runBranch(frame: Frame, branch: Branch, input: Json, resume: ResumePoint | null = null): Promise<Json> {
  let data = resume ? resume.data : input;
  let underWay = resume?.underWay ?? null;
  for (let name = resume ? (underWay?.name ?? resume.next) : branch.StartAt; name !== null; ) {
    const state = branch.States[name];
    if (!state) throw new Error(`The definition was accepted without a state '${name}'.`);
    await frame.scope.breathe();
    const transition: Transition = await runState(frame, name, state, data, underWay);
    underWay = null;
    data = transition.output;
    name = transition.next;
  }
  return data;
}
