import type { Problem } from './problem.ts';
import { schemaProblem } from './problem.ts';
import type { QueryLanguage, State } from './state-schema.ts';

/** Fields that only the JSONata half has. */
const JSONATA_FIELDS = ['Output', 'Arguments', 'Items'];

/** That a state has fields of its language only, and in JSONPath none that mean more there than they say; the problems found. */
export function checkQueryLanguage(state: State, machineLanguage: QueryLanguage, location: string): Problem[] {
  const language = state.QueryLanguage ?? machineLanguage;
  if (machineLanguage === 'JSONata' && language === 'JSONPath') {
    return [schemaProblem("'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine", `${location}/QueryLanguage`)];
  }
  if (language === 'JSONata') return [];
  const catchers = 'Catch' in state ? (state.Catch ?? []) : [];
  return [
    ...jsonataFields(state, location),
    ...catchers.flatMap((catcher, index) => jsonataFields(catcher, `${location}/Catch[${index}]`)),
    ...(state.Type === 'Choice' ? [notServed('Choices', `${location}/Choices`)] : []),
    ...['Assign', 'ItemSelector'].flatMap((field) => pathsIn((state as Record<string, unknown>)[field], `${location}/${field}`)),
    ...catchers.flatMap((catcher, index) => pathsIn(catcher.Assign, `${location}/Catch[${index}]/Assign`)),
  ];
}

function jsonataFields(object: object, location: string): Problem[] {
  return JSONATA_FIELDS.filter((field) => field in object).map((field) =>
    schemaProblem(`The QueryLanguage is set to 'JSONPath', but field '${field}' is only supported for the 'JSONata' QueryLanguage`, `${location}/${field}`),
  );
}

/** The members of a template whose names end with `.$`: JSONPath reads paths and functions there. */
function pathsIn(template: unknown, location: string): Problem[] {
  if (typeof template !== 'object' || template === null) return [];
  return Object.entries(template).flatMap(([name, member]) => (name.endsWith('.$') ? [notServed(name, `${location}/${name}`)] : pathsIn(member, `${location}/${name}`)));
}

function notServed(field: string, location: string): Problem {
  return schemaProblem(`The field '${field}' of the 'JSONPath' QueryLanguage is not served on one machine: write the state in 'JSONata'`, location);
}
