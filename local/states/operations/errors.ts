import { AwsError } from '../../aws/aws-error.ts';

/* The errors of Step Functions, in its own words. */

export const invalidArn = (reason: string): AwsError => new AwsError('InvalidArn', `Invalid Arn: '${reason}'`);

export const invalidRoleArn = (arn: string): AwsError => new AwsError('InvalidArn', `Invalid Role Arn: '${arn}'`);

export const stateMachineDoesNotExist = (arn: string): AwsError => new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);

export const stateMachineAlreadyExists = (arn: string): AwsError => new AwsError('StateMachineAlreadyExists', `State Machine Already Exists: '${arn}'`);

export const stateMachineDeleting = (arn: string): AwsError => new AwsError('StateMachineDeleting', `State Machine is being deleted: '${arn}'`);

export const resourceNotFound = (arn: string): AwsError =>
  new AwsError('ResourceNotFound', `Resource not found: '${arn}'`, { members: { resourceName: arn } });

export const executionDoesNotExist = (arn: string): AwsError => new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);

export const executionAlreadyExists = (arn: string): AwsError => new AwsError('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);

export const invalidExecutionInput = (reason: string): AwsError =>
  new AwsError('InvalidExecutionInput', `Invalid State Machine Execution Input: '${reason}'`);

export const invalidDefinition = (message: string, cause?: unknown): AwsError => new AwsError('InvalidDefinition', message, { cause });

export const invalidLogging = (reason: string): AwsError => new AwsError('InvalidLoggingConfiguration', `Invalid Logging Configuration: ${reason}`);

export const invalidName = (name: string): AwsError => new AwsError('InvalidName', `Invalid Name: '${name}'`);

export const invalidToken = (): AwsError => new AwsError('InvalidToken', `Invalid Token: 'Invalid token'`);

export const invalidOutput = (reason: string): AwsError => new AwsError('InvalidOutput', `Invalid Output: '${reason}'`);

/** For a token that was good once: who held it came too late. */
export const taskTimedOut = (): AwsError => new AwsError('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'");

export const missingParameter = (message: string): AwsError => new AwsError('MissingRequiredParameter', message);

export const typeNotSupported = (): AwsError =>
  new AwsError('StateMachineTypeNotSupported', 'This operation is not supported by this type of state machine');

export const tooManyTags = (arn: string): AwsError =>
  new AwsError('TooManyTags', `Too many tags: '${arn}'`, { members: { resourceName: arn } });

export const validationError = (message: string): AwsError => new AwsError('ValidationException', message);

/** For what changes with the stack alone. */
export const belongsToStack = (arn: string): AwsError =>
  new AwsError('AccessDeniedException', `${arn} is part of the deployed stack: on one machine it changes with the stack only.`);
