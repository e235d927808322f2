import erasePerson from '../../statemachines/erase-person.asl.json' with { type: 'json' };
import holdSession from '../../statemachines/hold-session.asl.json' with { type: 'json' };
import registerBulk from '../../statemachines/register-bulk.asl.json' with { type: 'json' };
import registerFace from '../../statemachines/register-face.asl.json' with { type: 'json' };
import verifyFrame from '../../statemachines/verify-frame.asl.json' with { type: 'json' };
import type { StateMachineDefinition } from './state-machine.ts';

/** The very definitions that are deployed, by the names of their machines. */
const DEFINITIONS: Readonly<Record<string, StateMachineDefinition>> = {
  'erase-person': erasePerson,
  'hold-session': holdSession,
  'register-bulk': registerBulk,
  'register-face': registerFace,
  'verify-frame': verifyFrame,
};

/** Null for a machine that this version of the app does not know. */
export function definitionOf(machine: string): StateMachineDefinition | null {
  return DEFINITIONS[machine] ?? null;
}

export const DEFINED_MACHINES = Object.keys(DEFINITIONS);
