import languageService from 'amazon-states-language-service';
import validator from 'asl-validator';
import { InvalidDefinitionError } from '../../../local/states/definition/invalid-definition-error.ts';
import { parseDefinition } from '../../../local/states/definition/parse-definition.ts';
import { ownRules } from './lint-rules.ts';

const { getLanguageService, TextDocument } = languageService;

/** Everything that somebody finds wrong with a definition: the two validators there are, the interpreter, and the rules that all of them miss. */
export async function lintMachine(text: string): Promise<string[]> {
  const definition = JSON.parse(text) as Record<string, unknown>;
  return [
    ...validatorProblems(definition).map((problem) => `asl-validator: ${problem}`),
    ...(await serviceProblems(text)).map((problem) => `language service: ${problem}`),
    ...interpreterProblems(text).map((problem) => `interpreter: ${problem}`),
    ...ownRules(definition),
  ];
}

function validatorProblems(definition: Record<string, unknown>): string[] {
  // It changes what it is given.
  const { errors } = validator(structuredClone(definition), { checkPaths: true, checkArn: true });
  return errors.map((error) => `${error['Error code']} ${error.Message}`);
}

async function serviceProblems(text: string): Promise<string[]> {
  const service = getLanguageService({});
  const document = TextDocument.create('file://machine.asl.json', 'asl', 1, text);
  const diagnostics = await service.doValidation(document, service.parseJSONDocument(document));
  return diagnostics.map(({ message, range }) => `${typeof message === 'string' ? message : message.value} in line ${range.start.line + 1}`);
}

function interpreterProblems(text: string): string[] {
  try {
    parseDefinition(text, { isServed: () => true, machineType: 'STANDARD' });
    return [];
  } catch (error) {
    if (error instanceof InvalidDefinitionError) return error.problems.map(({ message, location }) => `${message} at ${location}`);
    throw error;
  }
}
