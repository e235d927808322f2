import { parseJson } from '../json.ts';
import { Expressions } from '../jsonata/expressions.ts';
import type { ResourceRules } from './check-resources.ts';
import { checkExpressions } from './check-expressions.ts';
import { checkHandlers } from './check-handlers.ts';
import { checkNumbers } from './check-numbers.ts';
import { checkQueryLanguage } from './check-query-language.ts';
import { checkResources } from './check-resources.ts';
import { checkNames, checkTransitions } from './check-transitions.ts';
import { checkVariables } from './check-variables.ts';
import { InvalidDefinitionError } from './invalid-definition-error.ts';
import { languageAt } from './language-at.ts';
import type { Problem } from './problem.ts';
import { schemaProblems } from './schema-problems.ts';
import type { MachineDefinition, QueryLanguage, State } from './state-schema.ts';
import { MachineSchema } from './state-schema.ts';
import { visitStates } from './visit-states.ts';

export interface ParsedDefinition {
  definition: MachineDefinition;
  /** Every expression of the definition, compiled. */
  expressions: Expressions;
}

/**
 * Reads a definition as AWS does when a machine is created.
 *
 * @throws InvalidDefinitionError with everything that is wrong
 */
export function parseDefinition(text: string, rules: ResourceRules): ParsedDefinition {
  const json = readDefinition(text);
  const parsed = MachineSchema.safeParse(json);
  if (!parsed.success) throw new InvalidDefinitionError(schemaProblems(parsed.error, (path) => languageAt(json, path)));
  const definition = parsed.data;
  const expressions = new Expressions();
  const problems = [...checkTransitions(definition, ''), ...checkNames(definition), ...checkVariables(definition, '', new Set())];
  visitStates(definition, (state, location) => {
    problems.push(...checkState(state, location, definition.QueryLanguage ?? 'JSONPath', expressions, rules));
  });
  if (problems.length > 0) throw new InvalidDefinitionError(problems);
  return { definition, expressions };
}

/** @throws InvalidDefinitionError */
export function readDefinition(text: string): unknown {
  try {
    return parseJson(text);
  } catch (cause) {
    throw new InvalidDefinitionError([{ code: 'INVALID_JSON_DESCRIPTION', message: cause instanceof Error ? cause.message : 'no JSON', location: '/' }], { cause });
  }
}

/** What is wrong with one state, wherever it leads. Compiles its expressions. */
export function checkState(state: State, location: string, machineLanguage: QueryLanguage, expressions: Expressions, rules: ResourceRules): Problem[] {
  const language = state.QueryLanguage ?? machineLanguage;
  return [
    ...checkQueryLanguage(state, machineLanguage, location),
    ...checkHandlers(state, location),
    ...checkNumbers(state, location),
    ...checkResources(state, location, rules),
    ...(language === 'JSONata' ? checkExpressions(state, location, expressions) : []),
  ];
}
