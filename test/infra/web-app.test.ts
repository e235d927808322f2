import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { App, Stack } from 'aws-cdk-lib';
import { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { PriceClass } from 'aws-cdk-lib/aws-cloudfront';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { securityHeaders } from '../../domain/security-headers.ts';
import { WebApp } from '../../infra/constructs/web-app.ts';
import { stackTemplate } from '../helpers/stack-template.ts';

interface Behavior {
  PathPattern?: string;
  AllowedMethods?: string[];
  CachePolicyId: string;
  OriginRequestPolicyId?: string;
  TargetOriginId: string;
  ViewerProtocolPolicy: string;
  FunctionAssociations: { EventType: string; FunctionARN: { 'Fn::GetAtt': [string, string] } }[];
  ResponseHeadersPolicyId: unknown;
}

interface DistributionConfig {
  DefaultCacheBehavior: Behavior;
  CacheBehaviors: Behavior[];
  CustomErrorResponses: { ErrorCode: number; ErrorCachingMinTTL: number; ResponsePagePath?: string }[];
  Origins: { Id: string; OriginPath?: string; OriginAccessControlId?: unknown; CustomOriginConfig?: unknown }[];
}

/** Managed by AWS. Sources: the developer guide's pages on managed cache policies and managed origin request policies. */
const CACHING_DISABLED = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
const ALL_VIEWER_EXCEPT_HOST_HEADER = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';

const only = <T>(values: Record<string, T>): T => {
  const [value, ...others] = Object.values(values);
  if (value === undefined || others.length > 0) throw new Error(`One resource is expected, not ${others.length + 1}.`);
  return value;
};

let template: Template;
let distribution: DistributionConfig;

beforeAll(() => {
  template = stackTemplate();
  distribution = (only(template.findResources('AWS::CloudFront::Distribution')) as { Properties: { DistributionConfig: DistributionConfig } }).Properties.DistributionConfig;
});

/** The code of the one function that a behaviour runs. */
function functionOf({ FunctionAssociations }: Behavior): { event: string | undefined; code: string } {
  expect(FunctionAssociations).toHaveLength(1);
  const [association] = FunctionAssociations;
  const functions = template.findResources('AWS::CloudFront::Function') as Record<string, { Properties: { FunctionCode: string; FunctionConfig: { Runtime: string } } }>;
  const { FunctionCode, FunctionConfig } = functions[association?.FunctionARN['Fn::GetAtt'][0] ?? '']?.Properties ?? { FunctionCode: '', FunctionConfig: { Runtime: '' } };
  expect(FunctionConfig.Runtime).toBe('cloudfront-js-2.0');
  return { event: association?.EventType, code: FunctionCode };
}

/** Of all functions, the CDK's own among them, each once. */
function runtimesOf(from: Template): string[] {
  const functions = Object.values(from.findResources('AWS::Lambda::Function')) as { Properties: { Runtime: string } }[];
  return [...new Set(functions.map(({ Properties }) => Properties.Runtime))];
}

const edgeSource = (file: string): string => readFileSync(new URL(`../../infra/edge/${file}`, import.meta.url), 'utf8');

const originOf = (behavior: Behavior | undefined) => distribution.Origins.find(({ Id }) => Id === behavior?.TargetOriginId);

describe("the API behind the app's origin", () => {
  it('is never cached, has every method, and gets the token but not the host', () => {
    expect(distribution.CacheBehaviors).toHaveLength(1);
    expect(distribution.CacheBehaviors[0]).toMatchObject({ PathPattern: '/api/*', CachePolicyId: CACHING_DISABLED, OriginRequestPolicyId: ALL_VIEWER_EXCEPT_HOST_HEADER, ViewerProtocolPolicy: 'https-only' });
    expect(distribution.CacheBehaviors[0]?.AllowedMethods).toEqual(expect.arrayContaining(['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE']));
  });

  it('is asked for the path as it came, for the stage is its first segment', () => {
    expect(originOf(distribution.CacheBehaviors[0])).toMatchObject({ OriginPath: '', CustomOriginConfig: { OriginProtocolPolicy: 'https-only', OriginSSLProtocols: ['TLSv1.2'] } });
    template.hasResourceProperties('AWS::ApiGateway::Stage', { StageName: 'api' });
  });

  it('has its repeated slashes collapsed', () => {
    const [api] = distribution.CacheBehaviors;
    expect(api && functionOf(api)).toEqual({ event: 'viewer-request', code: edgeSource('collapse-slashes.js') });
  });

  it("answers its own errors: none is replaced by a page, none is kept for the next who asks", () => {
    expect(distribution.CustomErrorResponses.map(({ ErrorCode }) => ErrorCode)).toEqual(expect.arrayContaining([400, 403, 404, 405, 500, 502, 503, 504]));
    for (const { ErrorCode, ...rest } of distribution.CustomErrorResponses) expect({ ErrorCode, ...rest }).toEqual({ ErrorCode, ErrorCachingMinTTL: 0 });
  });
});

describe('the app', () => {
  it('has one page for all paths, by a function and for itself alone', () => {
    expect(functionOf(distribution.DefaultCacheBehavior)).toEqual({ event: 'viewer-request', code: edgeSource('serve-app.js') });
    expect(distribution.DefaultCacheBehavior.ViewerProtocolPolicy).toBe('redirect-to-https');
  });

  it('lies in a private bucket that this distribution alone may read', () => {
    const origin = originOf(distribution.DefaultCacheBehavior);
    expect(origin?.OriginAccessControlId).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^WebAppAccessControl/), 'Id'] });
    template.hasResourceProperties('AWS::CloudFront::OriginAccessControl', { OriginAccessControlConfig: { OriginAccessControlOriginType: 's3', SigningBehavior: 'always', SigningProtocol: 'sigv4' } });
    const policies = Object.values(template.findResources('AWS::S3::BucketPolicy')) as { Properties: { Bucket: { Ref: string }; PolicyDocument: { Statement: Record<string, unknown>[] } } }[];
    const policy = policies.find(({ Properties }) => Properties.Bucket.Ref.startsWith('WebAppBucket'));
    const allowed = policy?.Properties.PolicyDocument.Statement.filter(({ Effect }) => Effect === 'Allow');
    expect(allowed?.map(({ Action }) => Action)).toEqual([['s3:GetObject', 's3:ListBucket']]);
    for (const statement of allowed ?? []) {
      expect(statement).toMatchObject({ Principal: { Service: 'cloudfront.amazonaws.com' }, Condition: { StringEquals: { 'AWS:SourceArn': expect.anything() } } });
      expect(JSON.stringify(statement.Condition)).toContain('WebAppDistribution');
    }
  });

  it('speaks HTTP/2 and 3, keeps no log of what people search for, and costs what its price class says', () => {
    template.hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: Match.objectLike({ HttpVersion: 'http2and3', PriceClass: 'PriceClass_100', Logging: Match.absent() }),
    });
  });

  it('may be kept for ever where a name has a hash, and is asked for anew where it has none', () => {
    template.hasResourceProperties('Custom::CDKBucketDeployment', { Exclude: ['*'], Include: ['assets/*'], Prune: false, SystemMetadata: { 'cache-control': 'public, max-age=31536000, immutable' } });
    template.hasResource('Custom::CDKBucketDeployment', {
      Properties: { Exclude: ['assets/*'], Prune: true, SystemMetadata: { 'cache-control': 'no-cache' } },
      DependsOn: Match.arrayWith([Match.stringLikeRegexp('^WebAppFilesHashedCustomResource')]),
    });
  });

  it('is told where it is by config.json, filled in when it is deployed', () => {
    const deployments = Object.values(template.findResources('Custom::CDKBucketDeployment')) as { Properties: { SourceMarkers?: Record<string, unknown>[]; SourceMarkersConfig?: unknown[] } }[];
    const pages = deployments.find(({ Properties }) => Properties.SourceMarkers?.length === 2);
    expect(Object.values(pages?.Properties.SourceMarkers?.[1] ?? {})).toEqual([
      { 'Fn::GetAtt': [expect.stringMatching(/^SignInUserPool/), 'ProviderURL'] },
      { Ref: expect.stringMatching(/^SignInUserPoolApp/) },
      { Ref: 'AWS::Region' },
      { Ref: expect.stringMatching(/^SignInUserPoolDomain/) },
      { Ref: 'AWS::Region' },
    ]);
    expect(pages?.Properties.SourceMarkersConfig).toEqual([{}, { jsonEscape: true }]);
  });

  it('is left out of the assembly of one machine, which needs no function of the CDK then', () => {
    const local = stackTemplate({ 'invigil:without-app-files': true });
    local.resourceCountIs('Custom::CDKBucketDeployment', 0);
    local.resourceCountIs('AWS::CloudFront::Distribution', 1);
    expect(runtimesOf(local)).toEqual(['nodejs24.x']);
    expect(runtimesOf(template)).toHaveLength(2);
  });
});

describe('the headers', () => {
  it('are those of one machine, with HSTS, for the app and the API', () => {
    const policy = only(template.findResources('AWS::CloudFront::ResponseHeadersPolicy')) as {
      Properties: { ResponseHeadersPolicyConfig: { SecurityHeadersConfig: Record<string, Record<string, unknown>>; CustomHeadersConfig: { Items: { Header: string; Value: string; Override: boolean }[] } } };
    };
    const { SecurityHeadersConfig: security, CustomHeadersConfig: custom } = policy.Properties.ResponseHeadersPolicyConfig;
    const sent = {
      'content-security-policy': resolve(security.ContentSecurityPolicy?.ContentSecurityPolicy),
      'referrer-policy': security.ReferrerPolicy?.ReferrerPolicy,
      'x-content-type-options': security.ContentTypeOptions && 'nosniff',
      ...Object.fromEntries(custom.Items.map(({ Header, Value }) => [Header, Value])),
    };
    expect(sent).toEqual(securityHeaders(['https://cognito-idp.eu-west-1.amazonaws.com', 'https://DOMAIN.auth.eu-west-1.amazoncognito.com', 'https://DOMAIN', 'https://DOMAIN']));
    expect(security.StrictTransportSecurity).toEqual({ AccessControlMaxAgeSec: 31_536_000, IncludeSubdomains: true, Override: true });
    for (const { ResponseHeadersPolicyId } of [distribution.DefaultCacheBehavior, ...distribution.CacheBehaviors]) expect(ResponseHeadersPolicyId).toEqual({ Ref: expect.stringMatching(/^WebAppHeaders/) });
  });

  /** What CloudFormation makes of a join in Ireland. */
  function resolve(value: unknown): string {
    const parts = (value as { 'Fn::Join': [string, (string | { Ref: string })[]] })['Fn::Join'][1];
    return parts.map((part) => (typeof part === 'string' ? part : ({ 'AWS::Region': 'eu-west-1', 'AWS::URLSuffix': 'amazonaws.com' }[part.Ref] ?? 'DOMAIN'))).join('');
  }
});

describe('a domain of the operator', () => {
  it('is the address, with a minimum of TLS 1.2', () => {
    const stack = new Stack(new App(), 'Named');
    const restApi = new RestApi(stack, 'Api');
    restApi.root.addMethod('GET');
    const domain = { name: 'exams.example.org', certificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/0f1e' };
    expect(new WebApp(stack, 'WebApp', { restApi, connectOrigins: [], domain, priceClass: PriceClass.PRICE_CLASS_ALL }).url).toBe('https://exams.example.org/');
    Template.fromStack(stack).hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: Match.objectLike({ Aliases: [domain.name], PriceClass: 'PriceClass_All', ViewerCertificate: { AcmCertificateArn: domain.certificateArn, MinimumProtocolVersion: 'TLSv1.2_2021', SslSupportMethod: 'sni-only' } }),
    });
  });
});

describe('the sign-in', () => {
  const url = (path: string) => ({ 'Fn::Join': ['', ['https://', { 'Fn::GetAtt': [Match.stringLikeRegexp('^WebAppDistribution'), 'DomainName'] }, path]] });

  it('leads back to the app and nowhere else, with a code and for a client without a secret', () => {
    template.hasResourceProperties('AWS::Cognito::UserPoolClient', {
      AllowedOAuthFlows: ['code'],
      GenerateSecret: false,
      CallbackURLs: [url('/signed-in')],
      LogoutURLs: [url('/')],
      ExplicitAuthFlows: Match.arrayWith(['ALLOW_REFRESH_TOKEN_AUTH']),
      EnableTokenRevocation: true,
    });
  });

  it("has pages at an address that is an account's own", () => {
    template.hasResourceProperties('AWS::Cognito::UserPoolDomain', { Domain: { 'Fn::Join': ['', ['invigil-', { Ref: 'AWS::AccountId' }]] }, ManagedLoginVersion: 2 });
    template.hasResourceProperties('AWS::Cognito::ManagedLoginBranding', { ClientId: { Ref: Match.stringLikeRegexp('^SignInUserPoolApp') }, UseCognitoProvidedValues: true });
  });

  it('knows a first admin only where an address is given', () => {
    const conditions = template.findConditions('*') as Record<string, unknown>;
    const user = only(template.findResources('AWS::Cognito::UserPoolUser')) as { Condition: string; Properties: unknown };
    const membership = only(template.findResources('AWS::Cognito::UserPoolUserToGroupAttachment')) as { Condition: string; DependsOn: string[]; Properties: unknown };
    expect(conditions[user.Condition]).toEqual({ 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'AdminEmail' }, ''] }] });
    expect(membership.Condition).toBe(user.Condition);
    expect(membership.DependsOn).toEqual([expect.stringMatching(/^SignInFirstAdmin/)]);
    expect(user.Properties).toMatchObject({ Username: { Ref: 'AdminEmail' }, UserAttributes: [{ Name: 'email', Value: { Ref: 'AdminEmail' } }, { Name: 'email_verified', Value: 'true' }] });
    expect(membership.Properties).toMatchObject({ Username: { Ref: 'AdminEmail' }, GroupName: { Ref: expect.stringMatching(/^SignInAdminGroup/) } });
  });

  it.each([
    ['', true],
    ['ada@example.org', true],
    ['ada', false],
    ['ada @example.org', false],
  ])('takes %j for an address: %s', (email, isTaken) => {
    const { AllowedPattern } = (template.findParameters('AdminEmail') as { AdminEmail: { AllowedPattern: string } }).AdminEmail;
    expect(new RegExp(AllowedPattern).test(email)).toBe(isTaken);
  });
});

describe('the outputs', () => {
  it('name the app and its API at one origin', () => {
    const distributionName = { 'Fn::GetAtt': [Match.stringLikeRegexp('^WebAppDistribution'), 'DomainName'] };
    template.hasOutput('AppUrl', { Value: { 'Fn::Join': ['', ['https://', distributionName, '/']] } });
    template.hasOutput('ApiUrl', { Value: { 'Fn::Join': ['', ['https://', distributionName, '/api/']] } });
  });
});
