import type { State } from './state-schema.ts';

/** Fields that only the JSONata half has. A Choice or an Assign means something else in the JSONPath half, which is not interpreted. */
const JSONATA_FIELDS = ['Output', 'Arguments', 'Items', 'Choices', 'Assign'];

/** That a state with fields of the JSONata half is in it; the problems found. */
export function checkQueryLanguage(state: State, machineLanguage: 'JSONata' | 'JSONPath', location: string): string[] {
  const language = state.QueryLanguage ?? machineLanguage;
  if (machineLanguage === 'JSONata' && language === 'JSONPath') return [`'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine at ${location}`];
  if (language === 'JSONata') return [];
  return JSONATA_FIELDS.filter((field) => field in state).map(
    (field) => `The QueryLanguage is set to 'JSONPath', but field '${field}' is only supported for the 'JSONata' QueryLanguage at ${location}`,
  );
}
