import { DefaultStackSynthesizer, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { CfnBucket, IBucket } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, CacheControl, Source, type BucketDeploymentProps } from 'aws-cdk-lib/aws-s3-deployment';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import { CONFIG } from '../config.ts';
import { builtApp } from '../built-app.ts';

/** What the app reads from `/config.json` before anything else. */
export interface AppConfiguration {
  /** The OpenID Connect issuer. */
  issuer: string;
  clientId: string;
  region: string;
  /** Where a sign-out leads: Cognito's discovery document does not say. */
  logoutUrl: string;
  /** How long pictures and results are kept, for those who consent to it. */
  retentionDays: number;
}

export interface AppFilesProps {
  bucket: IBucket;
  configuration: AppConfiguration;
}

/** Vite puts everything here whose name has a hash of its content. */
const HASHED = 'assets/*';

/** The built app and its configuration in the bucket, each with how long it may be cached. */
export class AppFiles extends Construct {
  readonly #bucket: IBucket;

  constructor(scope: Construct, id: string, { bucket, configuration }: AppFilesProps) {
    super(scope, id);
    this.#bucket = bucket;
    const app = builtApp();
    const logGroup = new LogGroup(this, 'Logs', { retention: CONFIG.retentionDays, removalPolicy: RemovalPolicy.DESTROY });
    const shared = { destinationBucket: bucket, logGroup, memoryLimit: 512 } satisfies Partial<BucketDeploymentProps>;
    const hashed = new BucketDeployment(this, 'Hashed', {
      ...shared,
      sources: [app],
      exclude: ['*'],
      include: [HASHED],
      cacheControl: [CacheControl.setPublic(), CacheControl.maxAge(Duration.days(365)), CacheControl.immutable()],
      // Who is in the middle of an exam still asks for the files of the version before.
      prune: false,
    });
    const pages = new BucketDeployment(this, 'Pages', {
      ...shared,
      sources: [app, Source.jsonData('config.json', configuration)],
      exclude: [HASHED],
      // Asked for anew each time, so that nothing has to be invalidated: CloudFront keeps them for one second.
      cacheControl: [CacheControl.noCache()],
    });
    // A page must not name a file that is not there yet.
    pages.node.addDependency(hashed);
    this.#acknowledgeHandler(pages);
  }

  /** The CDK's own function, one for all deployments, that copies from the bucket of its assets. */
  #acknowledgeHandler({ handlerRole }: BucketDeployment): void {
    const stack = Stack.of(this);
    const assets = `cdk-${stack.synthesizer.bootstrapQualifier ?? DefaultStackSynthesizer.DEFAULT_QUALIFIER}-assets-<AWS::AccountId>-<AWS::Region>`;
    const bucketId = stack.getLogicalId(this.#bucket.node.defaultChild as CfnBucket);
    const copies = 'It copies whatever files the build has, and deletes what the build has no more: only in this one bucket.';
    acknowledge(handlerRole.node.scope ?? handlerRole, {
      'AwsSolutions-L1': "The CDK chooses its function's runtime.",
      'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]': "The CDK's function writes its log.",
      ...Object.fromEntries(['GetObject*', 'GetBucket*', 'List*', 'DeleteObject*', 'Abort*'].map((action) => [`AwsSolutions-IAM5[Action::s3:${action}]`, copies])),
      [`AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:s3:::${assets}/*]`]: 'What is to be deployed lies among the assets of the bootstrap stack.',
      [`AwsSolutions-IAM5[Resource::<${bucketId}.Arn>/*]`]: copies,
    });
  }
}
