import { AwsError } from '../../aws/aws-error.ts';

/* The errors of Step Functions, in its own words. */

export const invalidArn = (reason: string): AwsError => new AwsError('InvalidArn', `Invalid Arn: '${reason}'`);

export const stateMachineDoesNotExist = (arn: string): AwsError => new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);

export const executionDoesNotExist = (arn: string): AwsError => new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);

export const executionAlreadyExists = (arn: string): AwsError => new AwsError('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);

export const invalidExecutionInput = (reason: string): AwsError =>
  new AwsError('InvalidExecutionInput', `Invalid State Machine Execution Input: '${reason}'`);

export const invalidName = (name: string): AwsError => new AwsError('InvalidName', `Invalid Name: '${name}'`);

export const invalidToken = (): AwsError => new AwsError('InvalidToken', `Invalid Token: 'Invalid token'`);

export const typeNotSupported = (): AwsError =>
  new AwsError('StateMachineTypeNotSupported', 'This operation is not supported by this type of state machine');

export const validationError = (message: string): AwsError => new AwsError('ValidationException', message);
