import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption, HttpMethods, ObjectOwnership, type BucketProps, type CfnBucket, type IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { RETENTION_TAG } from '../../functions/shared/retention.ts';
import { CONFIG } from '../config.ts';

/**
 * Frames, photographs, archives of bulk registrations, large exports: private, encrypted, over TLS alone. Frames expire with the retention, photographs with their
 * person; an archive is deleted once it is read, and after a day in any case; a large export, which is
 * made again whenever it is asked for, after three.
 */
export class ImageBuckets extends Construct {
  readonly frames: Bucket;
  readonly photos: Bucket;
  readonly imports: Bucket;
  readonly exports: Bucket;

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
      // A legal hold changes the tag, and the rule lets go of the frame. One rule cannot have tags and uploads.
      lifecycleRules: [abortUploads, { expiration: Duration.days(CONFIG.retentionDays), tagFilters: RETENTION_TAG.standard }],
    });
    this.photos = new Bucket(this, 'Photos', {
      ...shared,
      serverAccessLogsBucket: accessLogs,
      serverAccessLogsPrefix: 'photos/',
      lifecycleRules: [abortUploads],
    });
    this.imports = new Bucket(this, 'Imports', {
      ...shared,
      serverAccessLogsBucket: accessLogs,
      serverAccessLogsPrefix: 'imports/',
      lifecycleRules: [{ ...abortUploads, expiration: Duration.days(1) }],
      // Who may write there is said by the address that is signed for them.
      cors: [{ allowedMethods: [HttpMethods.PUT], allowedOrigins: ['*'], allowedHeaders: ['content-type'] }],
    });
    // The library's own way of saying so takes a function with the right to change every bucket's notifications.
    (this.imports.node.defaultChild as CfnBucket).notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
    this.exports = new Bucket(this, 'Exports', {
      ...shared,
      serverAccessLogsBucket: accessLogs,
      serverAccessLogsPrefix: 'exports/',
      lifecycleRules: [{ ...abortUploads, expiration: Duration.days(3) }],
      // Who may read there is said by the address that is signed for them.
      cors: [{ allowedMethods: [HttpMethods.GET, HttpMethods.HEAD], allowedOrigins: ['*'], exposedHeaders: ['Content-Disposition', 'Content-Length'] }],
    });
  }
}
