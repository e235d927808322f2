import { Duration } from 'aws-cdk-lib';
import { Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Grant } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { grantObjects } from '../grant-objects.ts';
import { grantPolicy } from '../grant-policy.ts';
import type { FaceCollection } from './face-collection.ts';
import { Handler } from './handler.ts';
import type { ImageBuckets } from './image-buckets.ts';
import type { Parameters } from './parameters.ts';
import type { Tables } from './tables.ts';

export interface ReconciliationProps {
  tables: Tables;
  buckets: ImageBuckets;
  collection: FaceCollection;
  parameters: Parameters;
}

/** Every day: no face without a row, no row without a face, no photo that nobody refers to, whatever was cut off in between. */
export class Reconciliation extends Construct {
  constructor(scope: Construct, id: string, { tables, buckets, collection, parameters }: ReconciliationProps) {
    super(scope, id);
    const handler = new Handler(this, 'Reconcile', {
      description: 'Compares faces, rows and photos, and mends what does not belong together.',
      timeout: Duration.minutes(15),
      memorySize: 1_024,
      environment: { COLLECTION_ID: collection.collectionId, FACES_TABLE: tables.faces.tableName, PHOTOS_BUCKET: buckets.photos.bucketName },
    });
    Grant.addToPrincipal({
      grantee: handler,
      actions: ['dynamodb:Scan', 'dynamodb:GetItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
      resourceArns: [tables.faces.tableArn],
    });
    collection.grant(handler, 'rekognition:ListFaces', 'rekognition:DeleteFaces', 'rekognition:IndexFaces', 'rekognition:SearchFaces');
    grantPolicy(handler, { tables, parameters });
    Grant.addToPrincipal({ grantee: handler, actions: ['s3:ListBucket'], resourceArns: [buckets.photos.bucketArn] });
    grantObjects(handler, buckets.photos, 'photos/', 's3:GetObject', 's3:DeleteObject');
    // It may run beside itself (docs/adr/0021): no concurrency is reserved, which an account with the first quota of ten would refuse.
    // Once a day, tried once: what one run does not mend the next one does.
    const target = new LambdaFunction(handler, { event: RuleTargetInput.fromObject({ repair: true }), retryAttempts: 0 });
    new Rule(this, 'ReconcileDaily', { description: 'Mends what registrations that were cut off have left behind.', schedule: Schedule.rate(Duration.days(1)), targets: [target] });
  }
}
