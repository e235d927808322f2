import { AwsError } from '../../aws/aws-error.ts';
import { ACCOUNT_ID, REGION } from '../../aws/service.ts';

const PREFIX = `arn:aws:rekognition:${REGION}:${ACCOUNT_ID}:collection/`;

export function collectionArn(collectionId: string): string {
  return PREFIX + collectionId;
}

/** @throws AwsError ResourceNotFoundException when it is no collection's of this account and region */
export function collectionIdOf(arn: string): string {
  if (!arn.startsWith(PREFIX)) throw new AwsError('ResourceNotFoundException', `The resource ${arn} does not exist`);
  return arn.slice(PREFIX.length);
}
