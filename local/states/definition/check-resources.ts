import { parseResource } from '../integrations/resource-name.ts';
import type { Problem } from './problem.ts';
import { schemaProblem } from './problem.ts';
import type { State } from './state-schema.ts';

/** What resources a definition may name. */
export interface ResourceRules {
  isServed: (resource: string) => boolean;
  /** Express executions wait for no job and no token. */
  machineType: 'EXPRESS' | 'STANDARD';
}

/** That a Task's resource can be called; the problems found. */
export function checkResources(state: State, location: string, { isServed, machineType }: ResourceRules): Problem[] {
  if (state.Type !== 'Task') return [];
  const where = `${location}/Resource`;
  if (!isServed(state.Resource)) {
    return [schemaProblem(`The resource provided ${state.Resource} is not recognized. The value is not a valid resource ARN, or the resource is not served on one machine.`, where)];
  }
  const { pattern = '' } = parseResource(state.Resource) ?? {};
  if (machineType === 'EXPRESS' && pattern !== '') {
    const kind = pattern.startsWith('.sync') ? '.sync' : pattern;
    return [schemaProblem(`Express state machine does not support '${kind}' service integration`, where)];
  }
  return [];
}
