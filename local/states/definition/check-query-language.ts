import type { Problem } from './problem.ts';
import { schemaProblem } from './problem.ts';
import type { QueryLanguage, State } from './state-schema.ts';

/** Fields that only the JSONata half has. A Choice or an Assign means something else in the JSONPath half, which is not interpreted. */
const JSONATA_FIELDS = ['Output', 'Arguments', 'Items'];
const AMBIGUOUS_FIELDS = ['Choices', 'Assign'];

/** That a state with fields of the JSONata half is in it; the problems found. */
export function checkQueryLanguage(state: State, machineLanguage: QueryLanguage, location: string): Problem[] {
  const language = state.QueryLanguage ?? machineLanguage;
  if (machineLanguage === 'JSONata' && language === 'JSONPath') {
    return [schemaProblem("'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine", `${location}/QueryLanguage`)];
  }
  if (language === 'JSONata') return [];
  const catchers = 'Catch' in state ? (state.Catch ?? []) : [];
  return [
    ...fieldsOf(state, JSONATA_FIELDS).map((field) =>
      schemaProblem(`The QueryLanguage is set to 'JSONPath', but field '${field}' is only supported for the 'JSONata' QueryLanguage`, `${location}/${field}`),
    ),
    ...fieldsOf(state, AMBIGUOUS_FIELDS).map((field) =>
      schemaProblem(`The field '${field}' of the 'JSONPath' QueryLanguage is not served on one machine: write the state in 'JSONata'`, `${location}/${field}`),
    ),
    ...catchers.flatMap((catcher, index) =>
      fieldsOf(catcher, ['Output', 'Assign']).map((field) =>
        schemaProblem(`The field '${field}' of a state in the 'JSONPath' QueryLanguage is not served on one machine: write the state in 'JSONata'`, `${location}/Catch[${index}]/${field}`),
      ),
    ),
  ];
}

function fieldsOf(object: object, fields: readonly string[]): string[] {
  return fields.filter((field) => field in object);
}
