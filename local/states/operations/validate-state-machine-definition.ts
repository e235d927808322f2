import { z } from 'zod';
import { InvalidDefinitionError } from '../definition/invalid-definition-error.ts';
import { parseDefinition } from '../definition/parse-definition.ts';
import type { Problem } from '../definition/problem.ts';
import { DefinitionSchema } from './machine-settings.ts';
import type { OperationContext } from './operation-context.ts';
import { parseInput } from './parse-input.ts';

const Schema = z.object({
  definition: DefinitionSchema,
  type: z.enum(['STANDARD', 'EXPRESS']).default('STANDARD'),
  severity: z.enum(['ERROR', 'WARNING']).optional(),
  maxResults: z.int().min(0).max(100).default(0),
});

const MAX_DIAGNOSTICS = 100;

/** What is wrong with a definition. There are errors alone: AWS's warnings are of the JSONPath half. */
export function validateStateMachineDefinition({ integrations }: OperationContext, raw: Record<string, unknown>): unknown {
  const { definition, type, maxResults } = parseInput(Schema, raw);
  const problems = problemsOf(() => parseDefinition(definition, { isServed: (arn) => integrations.has(arn), machineType: type }));
  const limit = maxResults === 0 ? MAX_DIAGNOSTICS : maxResults;
  return {
    result: problems.length === 0 ? 'OK' : 'FAIL',
    diagnostics: problems.slice(0, limit).map((problem) => ({ severity: 'ERROR', ...problem })),
    truncated: problems.length > limit,
  };
}

function problemsOf(parse: () => unknown): readonly Problem[] {
  try {
    parse();
    return [];
  } catch (error) {
    if (error instanceof InvalidDefinitionError) return error.problems;
    throw error;
  }
}
