import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, CacheControl, Source, type BucketDeploymentProps } from 'aws-cdk-lib/aws-s3-deployment';
import { Construct } from 'constructs';
import { builtApp } from '../built-app.ts';

/** What the app reads from `/config.json` before anything else. */
export interface AppConfiguration {
  /** The OpenID Connect issuer. */
  issuer: string;
  clientId: string;
  region: string;
  /** Where a sign-out leads: Cognito's discovery document does not say. */
  logoutUrl: string;
}

export interface AppFilesProps {
  bucket: IBucket;
  configuration: AppConfiguration;
}

/** Vite puts everything here whose name has a hash of its content. */
const HASHED = 'assets/*';

/** The built app and its configuration in the bucket, each with how long it may be cached. */
export class AppFiles extends Construct {
  constructor(scope: Construct, id: string, { bucket, configuration }: AppFilesProps) {
    super(scope, id);
    const app = builtApp();
    const logGroup = new LogGroup(this, 'Logs', { retention: RetentionDays.SIX_MONTHS, removalPolicy: RemovalPolicy.DESTROY });
    // Files are deleted with the stack, for a bucket goes only when it is empty.
    const shared = { destinationBucket: bucket, logGroup, memoryLimit: 512, retainOnDelete: false } satisfies Partial<BucketDeploymentProps>;
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
  }
}
