/** The codes of ValidateStateMachineDefinition that are found here, and one that AWS uses without listing it. */
export type ProblemCode =
  | 'INVALID_JSON_DESCRIPTION'
  | 'SCHEMA_VALIDATION_FAILED'
  | 'MISSING_TRANSITION_TARGET'
  | 'MISSING_END_STATE'
  | 'DUPLICATE_STATE_NAME'
  | 'INVALID_JSONATA_EXPRESSION';

/** What is wrong with a definition. Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinitionDiagnostic.html */
export interface Problem {
  code: ProblemCode;
  message: string;
  /** For example `/States/Judge/Next`; `/` for the machine itself. */
  location: string;
}

/** What does not have the form that the language gives it. */
export function schemaProblem(message: string, location: string): Problem {
  return { code: 'SCHEMA_VALIDATION_FAILED', message, location };
}
