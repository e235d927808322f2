import { Stack } from 'aws-cdk-lib';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { Bucket, CfnBucket } from 'aws-cdk-lib/aws-s3';
import { acknowledgeFor } from './acknowledge.ts';

/** Grants actions on the objects below a prefix of a bucket, and on nothing else of it. */
export function grantObjects(grantee: IGrantable, bucket: Bucket, prefix: string, ...actions: string[]): void {
  Grant.addToPrincipal({ grantee, actions, resourceArns: [bucket.arnForObjects(`${prefix}*`)] });
  const logicalId = Stack.of(bucket).getLogicalId(bucket.node.defaultChild as CfnBucket);
  acknowledgeFor(grantee, { [`AwsSolutions-IAM5[Resource::<${logicalId}.Arn>/${prefix}*]`]: 'Which objects there will be is not known at deployment: the prefix is the narrowest bound.' });
}
