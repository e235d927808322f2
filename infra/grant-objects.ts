import { Stack } from 'aws-cdk-lib';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { Bucket, CfnBucket } from 'aws-cdk-lib/aws-s3';
import { acknowledgeFor } from './acknowledge.ts';

/** Grants to read the objects below a prefix of a bucket, and to be told where there is none: without `s3:ListBucket` S3 answers 403 for 404. */
export function grantReads(grantee: IGrantable, bucket: Bucket, prefix: string): void {
  grantObjects(grantee, bucket, prefix, 's3:GetObject');
  Grant.addToPrincipal({ grantee, actions: ['s3:ListBucket'], resourceArns: [bucket.bucketArn] });
}

/** Grants actions on the objects below a prefix of a bucket, and on nothing else of it. */
export function grantObjects(grantee: IGrantable, bucket: Bucket, prefix: string, ...actions: string[]): void {
  Grant.addToPrincipal({ grantee, actions, resourceArns: [bucket.arnForObjects(`${prefix}*`)] });
  const logicalId = Stack.of(bucket).getLogicalId(bucket.node.defaultChild as CfnBucket);
  acknowledgeFor(grantee, { [`AwsSolutions-IAM5[Resource::<${logicalId}.Arn>/${prefix}*]`]: 'Which objects there will be is not known at deployment: the prefix is the narrowest bound.' });
}
