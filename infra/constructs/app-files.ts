import { Duration, RemovalPolicy, Size } from 'aws-cdk-lib';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
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
  bucket: Bucket;
  configuration: AppConfiguration;
}

/** Vite puts everything here whose name has a hash of its content. */
const HASHED = 'assets/*';
