import { randomUUID } from 'node:crypto';
import { ACCOUNT_ID, REGION } from '../../aws/service.ts';

export function standardExecutionArn(machineName: string, executionName: string): string {
  return `arn:aws:states:${REGION}:${ACCOUNT_ID}:execution:${machineName}:${executionName}`;
}

/** Another one every time: names of Express executions need not be unique. */
export function expressExecutionArn(machineName: string, executionName: string): string {
  return `arn:aws:states:${REGION}:${ACCOUNT_ID}:express:${machineName}:${executionName}:${randomUUID()}`;
}
