import { Expressions } from '../jsonata/expressions.ts';
import { checkExpressions } from './check-expressions.ts';
import { checkHandlers } from './check-handlers.ts';
import { checkQueryLanguage } from './check-query-language.ts';
import { checkTransitions } from './check-transitions.ts';
import { checkVariables } from './check-variables.ts';
import { InvalidDefinitionError } from './invalid-definition-error.ts';
import type { MachineDefinition } from './state-schema.ts';
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
 * @param isResource whether a Task's resource is served here
 * @throws InvalidDefinitionError with everything that is wrong
 */
export function parseDefinition(machineName: string, text: string, isResource: (resource: string) => boolean): ParsedDefinition {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new InvalidDefinitionError(machineName, ['INVALID_JSON_DESCRIPTION'], { cause });
  }
  const parsed = MachineSchema.safeParse(json);
  if (!parsed.success) {
    throw new InvalidDefinitionError(
      machineName,
      parsed.error.issues.map((issue) => `SCHEMA_VALIDATION_FAILED: ${issue.message} at /${issue.path.join('/')}`),
    );
  }
  const definition = parsed.data;
  const expressions = new Expressions();
  const problems = [...checkTransitions(definition, ''), ...checkVariables(definition, '', new Set())];
  visitStates(definition, (state, location) => {
    problems.push(...checkQueryLanguage(state, definition.QueryLanguage ?? 'JSONPath', location), ...checkHandlers(state, location));
    problems.push(...checkExpressions(state, location, expressions));
    if (state.Type === 'Task' && !isResource(state.Resource)) problems.push(`The resource '${state.Resource}' is not served on one machine at ${location}/Resource`);
  });
  if (problems.length > 0) throw new InvalidDefinitionError(machineName, problems);
  return { definition, expressions };
}
