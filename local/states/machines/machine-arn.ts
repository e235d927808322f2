import { ACCOUNT_ID, REGION } from '../../aws/service.ts';

export function machineArn(name: string): string {
  return `arn:aws:states:${REGION}:${ACCOUNT_ID}:stateMachine:${name}`;
}
