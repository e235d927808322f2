import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership, type BucketProps, type IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { CONFIG } from '../config.ts';

/** Frames and photographs: private, encrypted, over TLS alone. Frames expire with the retention, photographs with their person. */
export class ImageBuckets extends Construct {
  readonly frames: Bucket;
  readonly photos: Bucket;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const shared: BucketProps = {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    };
    // The library's types were not made for exact optional properties.
    const accessLogs = new Bucket(this, 'AccessLogs', { ...shared, lifecycleRules: [{ expiration: Duration.days(CONFIG.retentionDays) }] }) as IBucket;
    const abortUploads = { abortIncompleteMultipartUploadAfter: Duration.days(1) };
    this.frames = new Bucket(this, 'Frames', {
      ...shared,
      serverAccessLogsBucket: accessLogs,
      serverAccessLogsPrefix: 'frames/',
      lifecycleRules: [{ ...abortUploads, expiration: Duration.days(CONFIG.retentionDays) }],
    });
    this.photos = new Bucket(this, 'Photos', {
      ...shared,
      serverAccessLogsBucket: accessLogs,
      serverAccessLogsPrefix: 'photos/',
      lifecycleRules: [abortUploads],
    });
  }
}
