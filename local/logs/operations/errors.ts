import { AwsError } from '../../aws/aws-error.ts';

/* The errors of CloudWatch Logs, in its own words. */

export const groupDoesNotExist = (): AwsError => new AwsError('ResourceNotFoundException', 'The specified log group does not exist.');

export const streamDoesNotExist = (): AwsError => new AwsError('ResourceNotFoundException', 'The specified log stream does not exist.');

export const groupExists = (): AwsError => new AwsError('ResourceAlreadyExistsException', 'The specified log group already exists');

export const streamExists = (): AwsError => new AwsError('ResourceAlreadyExistsException', 'The specified log stream already exists');

export const invalidParameter = (message: string): AwsError => new AwsError('InvalidParameterException', message);
