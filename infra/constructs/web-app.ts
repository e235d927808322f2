import { fileURLToPath } from 'node:url';
import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AccessLevel,
  AllowedMethods,
  CachePolicy,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HttpVersion,
  OriginRequestPolicy,
  S3OriginAccessControl,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
  type DistributionProps,
  type FunctionAssociation,
  type IOrigin,
  type PriceClass,
} from 'aws-cdk-lib/aws-cloudfront';
import { RestApiOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership, type IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import type { AppDomain } from '../config.ts';
import { AppFiles, type AppConfiguration } from './app-files.ts';
import { AppHeaders } from './app-headers.ts';

export interface WebAppProps {
  restApi: RestApi;
  /** Where the app sends requests beside its own origin: the issuer and its sign-in. */
  connectOrigins: readonly string[];
  /** Null is CloudFront's own name. */
  domain: AppDomain | null;
  priceClass: PriceClass;
}

/** Those whose caching CloudFront lets be set, but for 416, which it never caches. */
const CACHED_ERRORS = [400, 403, 404, 405, 414, 500, 501, 502, 503, 504];

/** The one origin of the web app at `/` and the API below `/api`. */
export class WebApp extends Construct {
  /** With a slash at its end, for example `https://d111111abcdef8.cloudfront.net/`. */
  readonly url: string;
  readonly #bucket: IBucket;

  constructor(scope: Construct, id: string, { restApi, connectOrigins, domain, priceClass }: WebAppProps) {
    super(scope, id);
    // The library's types were not made for exact optional properties.
    this.#bucket = new Bucket(this, 'Bucket', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    }) as IBucket;
    acknowledge(this.#bucket, { 'AwsSolutions-S1': 'It holds the app, which everybody may have; CloudFront alone reads it.' });

    const responseHeadersPolicy = new AppHeaders(this, 'Headers', connectOrigins);
    const distribution = new Distribution(this, 'Distribution', {
      comment: 'Invigil: the web app and its API.',
      defaultRootObject: 'index.html',
      defaultBehavior: {
        origin: this.#files(),
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        cachePolicy: CachePolicy.CACHING_OPTIMIZED,
        functionAssociations: [this.#onViewerRequest('ServeApp', 'serve-app.js')],
        responseHeadersPolicy,
      },
      additionalBehaviors: {
        '/api/*': {
          // The stage's name is the first segment of the path already.
          origin: new RestApiOrigin(restApi, { originPath: '' }),
          viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
          allowedMethods: AllowedMethods.ALLOW_ALL,
          cachePolicy: CachePolicy.CACHING_DISABLED,
          // API Gateway finds the API by its own host name.
          originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
          functionAssociations: [this.#onViewerRequest('CollapseSlashes', 'collapse-slashes.js')],
          responseHeadersPolicy,
        },
      },
      // CloudFront keeps errors for ten seconds even where caching is disabled, and one person's 404 would be everybody's. No page: the answer stays the API's.
      errorResponses: CACHED_ERRORS.map((httpStatus) => ({ httpStatus, ttl: Duration.seconds(0) })),
      httpVersion: HttpVersion.HTTP2_AND_3,
      priceClass,
      ...this.#named(domain),
    });
    this.url = `https://${domain?.name ?? distribution.distributionDomainName}/`;
    acknowledge(distribution, {
      'Annotation::@aws-cdk/aws-cloudfront-origins:listBucketSecurityRisk': 'The root is rewritten to index.html, and is that by default too.',
      'AwsSolutions-CFR1': 'Who may sit an exam is not decided by where they are.',
      'AwsSolutions-CFR3': "Its log would keep what people search for, names and e-mails, beyond any erasure; API Gateway's log has every request of the API, without queries.",
      'AwsSolutions-CFR2': 'The stage behind it is throttled, and each person by their frames; a web ACL is priced by the month and left to the operator.',
      ...(domain === null && { 'AwsSolutions-CFR4': "CloudFront's own certificate comes with its own minimum of TLS: with a domain in infra/config.ts it is TLS 1.2." }),
    });
  }

  /** Deploys the app's files and what they are told about this installation. */
  deploy(configuration: AppConfiguration): void {
    new AppFiles(this, 'Files', { bucket: this.#bucket, configuration });
  }

  /** With leave to list, a file that is not there is 404 and not 403; nobody can list, for every path is rewritten to a file's. */
  #files(): IOrigin {
    // Names of CloudFront's are an account's, for all regions that the stack may be in.
    const originAccessControl = new S3OriginAccessControl(this, 'AccessControl', { originAccessControlName: `${Aws.STACK_NAME}-${Aws.REGION}` });
    return S3BucketOrigin.withOriginAccessControl(this.#bucket, { originAccessControl, originAccessLevels: [AccessLevel.READ, AccessLevel.LIST] });
  }

  #onViewerRequest(id: string, file: string): FunctionAssociation {
    const edgeFunction = new EdgeFunction(this, id, {
      code: FunctionCode.fromFile({ filePath: fileURLToPath(new URL(`../edge/${file}`, import.meta.url)) }),
      runtime: FunctionRuntime.JS_2_0,
      comment: `${Aws.STACK_NAME}: ${file}`,
    });
    return { eventType: FunctionEventType.VIEWER_REQUEST, function: edgeFunction };
  }

  #named(domain: AppDomain | null): Pick<DistributionProps, 'domainNames' | 'certificate' | 'minimumProtocolVersion'> {
    if (domain === null) return {};
    return { domainNames: [domain.name], certificate: Certificate.fromCertificateArn(this, 'Certificate', domain.certificateArn), minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021 };
  }
}
