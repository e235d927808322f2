import { z } from 'zod';
import { InvalidDefinitionError } from '../definition/invalid-definition-error.ts';
import { languageAt } from '../definition/language-at.ts';
import { checkState, readDefinition } from '../definition/parse-definition.ts';
import { schemaProblems } from '../definition/schema-problems.ts';
import type { QueryLanguage, State } from '../definition/state-schema.ts';
import { MachineSchema, SingleStateSchema } from '../definition/state-schema.ts';
import { branchesOf, visitStates } from '../definition/visit-states.ts';
import type { Integrations } from '../integrations/integration.ts';
import { parseResource } from '../integrations/resource-name.ts';
import type { Json, JsonObject } from '../json.ts';
import { parseJson } from '../json.ts';
import { isJsonObject } from '../json.ts';
import { Expressions } from '../jsonata/expressions.ts';
import { invalidExecutionInput, validationError } from '../operations/errors.ts';
import { DefinitionSchema } from '../operations/machine-settings.ts';
import { parseInput } from '../operations/parse-input.ts';

const Schema = z.object({
  definition: DefinitionSchema,
  roleArn: z.string().min(1).max(256).optional(),
  input: z.string().default('{}'),
  inspectionLevel: z.enum(['INFO', 'DEBUG', 'TRACE']).default('INFO'),
  revealSecrets: z.boolean().default(false),
  variables: z.string().default('{}'),
  stateName: z.string().min(1).max(80).optional(),
  mock: z
    .object({
      result: z.string().optional(),
      errorOutput: z.object({ error: z.string(), cause: z.string().optional() }).optional(),
      fieldValidationMode: z.enum(['STRICT', 'PRESENT', 'NONE']).optional(),
    })
    .optional(),
  context: z.string().optional(),
  stateConfiguration: z.object({ retrierRetryCount: z.int().min(0).optional() }).optional(),
});

/** What stands in for the task, or for the branches of a Parallel or Map state. */
export type Mock = { result: Json } | { error: string; cause: string | null };

/** One state to be tested, and with what. */
export interface TestRequest {
  state: State;
  stateName: string;
  machineLanguage: QueryLanguage;
  expressions: Expressions;
  roleArn: string | null;
  /** JSON text. */
  input: string;
  inspectionLevel: 'INFO' | 'DEBUG' | 'TRACE';
  variables: Record<string, Json>;
  mock: Mock | null;
  /** The context object instead of one that is made up. */
  context: JsonObject | null;
  retriesBefore: number;
}

/** The name of a state that is given without one. */
const UNNAMED = 'State';

/** @throws ValidationException, InvalidExecutionInput, InvalidDefinitionError */
export function readTestRequest(raw: Record<string, unknown>, integrations: Integrations): TestRequest {
  const { definition, stateName = UNNAMED, input, inspectionLevel, revealSecrets, variables, mock, context, roleArn = null, stateConfiguration } = parseInput(Schema, raw);
  const { state, machineLanguage } = raw.stateName === undefined ? readState(definition) : readStateOf(definition, stateName);
  const expressions = new Expressions();
  const rules = { isServed: (arn: string) => integrations.has(arn), machineType: 'STANDARD' } as const;
  const problems = checkState(state, '', machineLanguage, expressions, rules);
  for (const { branch, location } of branchesOf(state, '')) {
    visitStates(branch, (inner, where) => problems.push(...checkState(inner, where, machineLanguage, expressions, rules)), location);
  }
  if (problems.length > 0) throw new InvalidDefinitionError(problems);
  if (revealSecrets && inspectionLevel !== 'TRACE') throw validationError('revealSecrets can only be true when inspectionLevel is TRACE');
  if (context !== undefined && mock === undefined) throw validationError('context can only be specified when a mock is specified');
  checkMock(state, mock !== undefined);
  if (roleArn === null && mock === undefined) throw validationError('roleArn must be specified when no mock is specified');
  return {
    state,
    stateName,
    machineLanguage,
    expressions,
    roleArn,
    input: checkJson(input),
    inspectionLevel,
    variables: parseObject(variables, 'variables'),
    mock: mock === undefined ? null : readMock(mock),
    context: context === undefined ? null : parseObject(context, 'context'),
    retriesBefore: stateConfiguration?.retrierRetryCount ?? 0,
  };
}

function readState(definition: string): { state: State; machineLanguage: QueryLanguage } {
  const json = readDefinition(definition);
  const parsed = SingleStateSchema.safeParse(json);
  if (!parsed.success) throw new InvalidDefinitionError(schemaProblems(parsed.error, (path) => languageAt(json, path)));
  return { state: parsed.data, machineLanguage: 'JSONPath' };
}

function readStateOf(definition: string, stateName: string): { state: State; machineLanguage: QueryLanguage } {
  const json = readDefinition(definition);
  const parsed = MachineSchema.safeParse(json);
  if (!parsed.success) throw new InvalidDefinitionError(schemaProblems(parsed.error, (path) => languageAt(json, path)));
  const found: State[] = [];
  visitStates(parsed.data, (state, location) => {
    if (location.split('/').at(-1) === stateName) found.push(state);
  });
  const [state] = found;
  if (!state) throw validationError(`State '${stateName}' not found in the definition`);
  return { state, machineLanguage: parsed.data.QueryLanguage ?? 'JSONPath' };
}

function checkMock(state: State, isMocked: boolean): void {
  const isMockable = state.Type === 'Task' || state.Type === 'Map' || state.Type === 'Parallel';
  if (isMocked && !isMockable) throw validationError(`State type '${state.Type}' does not support mocks: a mock can only be specified for Task, Map, or Parallel states`);
  if (isMocked || !isMockable) return;
  const needsMock = state.Type === 'Task' ? (parseResource(state.Resource)?.pattern ?? '') !== '' : true;
  if (needsMock) throw validationError(`State type '${state.Type}' is not supported when a mock is not specified`);
}

function readMock(mock: NonNullable<z.infer<typeof Schema>['mock']>): Mock {
  if ((mock.result === undefined) === (mock.errorOutput === undefined)) throw validationError('A mock must have exactly one of result and errorOutput');
  if (mock.errorOutput) return { error: mock.errorOutput.error, cause: mock.errorOutput.cause ?? null };
  try {
    return { result: parseJson(mock.result ?? '') };
  } catch {
    throw validationError('The mocked result is not valid JSON');
  }
}

function checkJson(text: string): string {
  try {
    parseJson(text);
    return text;
  } catch (error) {
    throw invalidExecutionInput(error instanceof Error ? error.message : 'no JSON');
  }
}

function parseObject(text: string, member: string): JsonObject {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    throw validationError(`The ${member} are not valid JSON`);
  }
  if (isJsonObject(value)) return value;
  throw validationError(`The ${member} must be a JSON object`);
}
