import { beforeAll, describe, expect, it } from '@jest/globals';
import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { OPERATIONS } from '../../functions/shared/openapi/operations/operations.ts';
import { SignIn, type SignInProps } from '../../infra/constructs/sign-in.ts';
import { stackTemplate } from '../helpers/stack-template.ts';

interface Statement {
  Action: string | string[];
  Resource: unknown;
  Condition?: unknown;
}

/** What every function and machine may do but write its log and its trace; an action stands there once for each kind of thing that it is done to. */
const RIGHTS: [roleId: string, actions: string[]][] = [
  ['DetectLabelsRole', ['rekognition:DetectLabels', 's3:GetObject']],
  ['DetectFacesRole', ['rekognition:DetectFaces', 's3:GetObject']],
  ['DetectModerationRole', ['rekognition:DetectModerationLabels', 's3:GetObject']],
  ['IdentifyFaceRole', ['dynamodb:GetItem', 'rekognition:SearchFacesByImage', 's3:GetObject']],
  ['JudgeRole', []],
  ['InspectPhotoRole', ['dynamodb:Query', 'rekognition:DetectFaces', 's3:GetObject']],
  ['FindDuplicateRole', ['dynamodb:GetItem', 'rekognition:SearchFacesByImage', 's3:GetObject']],
  ['IndexFaceRole', ['rekognition:IndexFaces', 's3:GetObject']],
  ['ConfirmUniqueRole', ['dynamodb:GetItem', 'rekognition:SearchFaces']],
  ['RemoveFaceRole', ['dynamodb:GetItem', 'rekognition:DeleteFaces', 'rekognition:ListFaces']],
  ['StartersStartVerdictRole', ['dynamodb:GetItem', 'dynamodb:GetItem', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:UpdateItem', 's3:PutObject', 's3:PutObjectTagging', 'states:StartSyncExecution']],
  ['SessionsApiChangeSessionRole', ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:UpdateItem', 'dynamodb:UpdateItem', 'kms:GetPublicKey', 'kms:Sign']],
  ['SessionsApiEndIdleSessionsRole', ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:Query', 'dynamodb:UpdateItem', 'kms:GetPublicKey', 'kms:Sign']],
  ['SessionsApiReadSessionsRole', ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:UpdateItem', 'dynamodb:UpdateItem']],
  ['RegistrationApiStartRegistrationRole', ['dynamodb:GetItem', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:UpdateItem', 's3:DeleteObject', 's3:PutObject', 'states:DescribeExecution', 'states:StartExecution']],
  ['RegistrationApiGetRegistrationRole', ['dynamodb:GetItem', 'dynamodb:GetItem', 'dynamodb:UpdateItem', 'dynamodb:UpdateItem', 'states:DescribeExecution']],
  ['BulkApiBulkRegistrationsRole', ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:UpdateItem', 's3:PutObject', 'states:DescribeExecution']],
  ['BulkApiBeginImportRole', ['dynamodb:GetItem', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 's3:DeleteObject', 'states:StartExecution']],
  ['BulkApiReadArchiveRole', ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:UpdateItem', 's3:GetObject', 's3:ListBucket']],
  ['BulkApiPrepareRowRole', ['dynamodb:GetItem', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 's3:GetObject', 's3:ListBucket', 's3:PutObject', 'states:DescribeExecution']],
  ['BulkApiRecordRowRole', ['dynamodb:GetItem', 'dynamodb:GetItem', 'dynamodb:UpdateItem', 'dynamodb:UpdateItem', 's3:DeleteObject', 'states:DescribeExecution']],
  ['BulkApiFinishImportRole', ['dynamodb:GetItem', 'dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:UpdateItem', 'dynamodb:UpdateItem', 's3:DeleteObject', 'states:DescribeExecution']],
  ['BulkApiRegisterBulkStateMachineRole', ['events:DescribeRule', 'events:PutRule', 'events:PutTargets', 'lambda:InvokeFunction', 'states:DescribeExecution', 'states:StartExecution', 'states:StopExecution']],
  ['ReconciliationReconcileRole', ['dynamodb:DeleteItem', 'dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:Scan', 'dynamodb:UpdateItem', 'rekognition:DeleteFaces', 'rekognition:IndexFaces', 'rekognition:ListFaces', 'rekognition:SearchFaces', 's3:DeleteObject', 's3:GetObject', 's3:ListBucket']],
  ['VerifyFrameStateMachineRole', ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'lambda:InvokeFunction']],
  ['RegisterFaceStateMachineRole', ['dynamodb:DeleteItem', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'lambda:InvokeFunction', 's3:DeleteObject']],
  ['ReadersReadVerdictRole', ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:UpdateItem', 's3:GetObject', 's3:ListBucket']],
  ['AuditApiReadExecutionsRole', ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:UpdateItem', 'states:DescribeExecution']],
  ['AuditApiGetExecutionHistoryRole', ['dynamodb:GetItem', 'dynamodb:UpdateItem', 'logs:FilterLogEvents', 'states:GetExecutionHistory']],
  ['AuditApiListVerdictsRole', ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:UpdateItem', 'states:DescribeExecution']],
  ['AuditApiReadReviewsRole', ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:UpdateItem']],
  ['AuditApiPutReviewRole', ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:UpdateItem', 'dynamodb:UpdateItem']],
  ['AuditApiListAuditRole', ['dynamodb:Query', 'dynamodb:UpdateItem']],
  ['PeopleApiReadPeopleRole', ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:UpdateItem', 's3:GetObject', 's3:ListBucket']],
  ['PeopleApiChangePersonRole', ['dynamodb:DeleteItem', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:UpdateItem']],
  ['PeopleApiDeletePersonRole', ['dynamodb:DeleteItem', 'dynamodb:UpdateItem', 'dynamodb:UpdateItem', 'rekognition:DeleteFaces', 'rekognition:ListFaces', 's3:DeleteObject', 's3:ListBucket']],
  ['PeopleApiMatchReportsRole', ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:UpdateItem', 'dynamodb:UpdateItem']],
  ['PolicyApiGetPolicyRole', ['dynamodb:Query']],
  ['PolicyApiPutPolicyRole', ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:UpdateItem']],
  ['PolicyApiPreviewPolicyRole', ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:UpdateItem']],
  ['ReadersGetOpenapiRole', []],
  ['RetentionHoldSessionRole', ['dynamodb:GetItem', 'dynamodb:UpdateItem', 'dynamodb:UpdateItem', 'states:StartExecution']],
  ['RetentionApplyHoldRole', ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:UpdateItem', 's3:ListBucket', 's3:PutObjectTagging']],
  ['RetentionHoldSessionWorkflowStateMachineRole', ['lambda:InvokeFunction']],
  ['ErasureErasePersonRole', ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:UpdateItem', 'states:StartExecution']],
  [
    'ErasureEraseStepRole',
    [
      ...['dynamodb:DeleteItem', 'dynamodb:DeleteItem', 'dynamodb:GetItem', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:Query', 'dynamodb:Scan', 'dynamodb:Scan', 'dynamodb:UpdateItem', 'dynamodb:UpdateItem'],
      ...['kms:GetPublicKey', 'kms:Sign', 'rekognition:DeleteFaces', 'rekognition:ListFaces', 's3:DeleteObject', 's3:ListBucket'],
    ],
  ],
  ['ErasureErasePersonWorkflowStateMachineRole', ['lambda:InvokeFunction']],
  [
    'ExportApiExportSessionRole',
    ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:UpdateItem', 'kms:GetPublicKey', 'kms:Sign', 'lambda:InvokeFunction', 'logs:FilterLogEvents', 's3:DeleteObject', 's3:GetObject', 's3:GetObject', 's3:ListBucket', 's3:PutObject'],
  ],
  ['ExportApiWriteExportRole', ['dynamodb:GetItem', 'dynamodb:Query', 'kms:GetPublicKey', 'kms:Sign', 'logs:FilterLogEvents', 's3:AbortMultipartUpload', 's3:DeleteObject', 's3:GetObject', 's3:ListBucket', 's3:PutObject']],
];

let template: Template;

beforeAll(() => {
  template = stackTemplate();
});

/** What the role of a function or machine may do, each statement with its actions as a list. */
function statementsOf(roleId: string): { actions: string[]; resource: unknown; condition: unknown }[] {
  const roles = Object.entries(template.findResources('AWS::IAM::Role')) as [string, { Properties: { Policies?: { PolicyDocument: { Statement: Statement[] } }[] } }][];
  return roles
    .filter(([id]) => id.startsWith(roleId))
    .flatMap(([, { Properties }]) => Properties.Policies ?? [])
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
    .map(({ Action, Resource, Condition }) => ({ actions: [Action].flat(), resource: Resource, condition: Condition }));
}

function actionsOf(roleId: string): string[] {
  return statementsOf(roleId)
    .flatMap(({ actions }) => actions)
    .filter((action) => action === 'logs:FilterLogEvents' || !/^(logs|xray):/.test(action))
    .sort();
}

describe('the API', () => {
  it('asks for a token on every method but preflights, the health check and its own description', () => {
    const methods = Object.entries(template.findResources('AWS::ApiGateway::Method')) as [string, { Properties: { HttpMethod: string; AuthorizationType: string } }][];
    const open = methods.filter(([, { Properties }]) => Properties.AuthorizationType !== 'COGNITO_USER_POOLS' && Properties.HttpMethod !== 'OPTIONS');
    expect(open.map(([id, { Properties }]) => `${Properties.HttpMethod} ${id}`)).toEqual([expect.stringMatching(/^GET ApiRestApihealthGET/), expect.stringMatching(/^GET ApiRestApiopenapijsonGET/)]);
    expect(methods.length).toBeGreaterThan(8);
  });

  it('is the stage api, without bodies in its logs', () => {
    template.hasResourceProperties('AWS::ApiGateway::Stage', {
      StageName: 'api',
      TracingEnabled: true,
      AccessLogSetting: Match.objectLike({ DestinationArn: Match.anyValue() }),
    });
    const [stage] = Object.values(template.findResources('AWS::ApiGateway::Stage')) as { Properties: { MethodSettings: { ResourcePath: string; DataTraceEnabled: boolean; ThrottlingRateLimit: number }[] } }[];
    const settings = stage?.Properties.MethodSettings ?? [];
    expect(settings.map(({ ResourcePath, DataTraceEnabled, ThrottlingRateLimit }) => [ResourcePath, DataTraceEnabled, ThrottlingRateLimit])).toEqual([['/*', false, 200], ['/~1process', false, 50]]);
  });

  it.each([
    ['UNAUTHORIZED', '401', 'UNAUTHENTICATED'],
    ['MISSING_AUTHENTICATION_TOKEN', '404', 'NOT_FOUND'],
    ['REQUEST_TOO_LARGE', '413', 'IMAGE_TOO_LARGE'],
    ['THROTTLED', '429', 'THROTTLED'],
    ['DEFAULT_4XX', '422', 'INVALID_REQUEST'],
    ['DEFAULT_5XX', '503', 'UNAVAILABLE'],
  ])("answers %s in the API's error form, to any origin", (ResponseType, StatusCode, code) => {
    template.hasResourceProperties('AWS::ApiGateway::GatewayResponse', {
      ResponseType,
      StatusCode,
      ResponseParameters: Match.objectLike({ 'gatewayresponse.header.Access-Control-Allow-Origin': "'*'" }),
      ResponseTemplates: { 'application/json': Match.serializedJson({ error: { code, message: Match.anyValue(), requestId: '$context.requestId' } }) },
    });
  });
});

describe('the stack', () => {
  it('stays well below the 500 resources that CloudFormation takes', () => {
    const { Resources: resources } = template.toJSON() as { Resources: object };
    expect(Object.keys(resources).length).toBeLessThanOrEqual(450);
  });
});

describe('the functions', () => {
  it('run on Node 24 with a role and a log group each', () => {
    const functions = Object.values(template.findResources('AWS::Lambda::Function', { Properties: { LoggingConfig: { LogFormat: 'JSON' } } })) as { Properties: { Runtime: string; Role: unknown; LoggingConfig: { LogGroup: unknown } } }[];
    expect(functions.length).toBeGreaterThan(20);
    expect(new Set(functions.map(({ Properties }) => Properties.Runtime))).toEqual(new Set(['nodejs24.x']));
    expect(new Set(functions.map(({ Properties }) => JSON.stringify(Properties.Role))).size).toBe(functions.length);
    expect(new Set(functions.map(({ Properties }) => JSON.stringify(Properties.LoggingConfig.LogGroup))).size).toBe(functions.length);
  });

  it.each(RIGHTS)('have no more than they need: %s', (roleId, actions) => {
    expect(actionsOf(roleId)).toEqual(actions);
  });

  it('and machines are all among those', () => {
    // API Gateway's own for its logs, and that of the CDK's function that uploads the app.
    const others = /^(ApiRestApiCloudWatchRole|CustomCDKBucketDeployment)/;
    const roles = Object.keys(template.findResources('AWS::IAM::Role')).map((id) => id.replace(/[0-9A-F]{8}$/, '')).filter((id) => !others.test(id));
    expect(roles.sort()).toEqual(RIGHTS.map(([roleId]) => roleId).sort());
  });

  it('marks verdicts as reviewed, and can change nothing else of them', () => {
    const conditions = statementsOf('AuditApiPutReviewRole').flatMap(({ condition }) => condition ?? []);
    expect(conditions).toEqual([
      {
        'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['sessionId', 'sequence', 'verdictId', 'reviewPartition'] },
        'StringEqualsIfExists': { 'dynamodb:ReturnValues': 'NONE' },
      },
    ]);
  });

  it('may do without a resource only what has none', () => {
    const roles = Object.keys(template.findResources('AWS::IAM::Role'));
    const anywhere = roles.flatMap((role) => statementsOf(role).filter(({ resource }) => resource === '*')).flatMap(({ actions }) => actions);
    const known = /^(xray:|logs:|rekognition:Detect(Labels|Faces|ModerationLabels)$)/;
    expect(anywhere.filter((action) => !known.test(action))).toEqual([]);
  });
});

describe('the state machines', () => {
  it.each([
    ['EXPRESS', 'verify-frame'],
    ['STANDARD', 'register-face'],
    ['STANDARD', 'register-bulk'],
  ])('the %s one logs everything with its data to a vended log group, and is traced', (StateMachineType, name) => {
    template.hasResourceProperties('AWS::StepFunctions::StateMachine', {
      StateMachineType,
      LoggingConfiguration: Match.objectLike({ Level: 'ALL', IncludeExecutionData: true }),
      TracingConfiguration: { Enabled: true },
    });
    template.hasResourceProperties('AWS::Logs::LogGroup', { LogGroupName: { 'Fn::Join': ['', ['/aws/vendedlogs/states/', { Ref: 'AWS::StackName' }, `-${name}-`, STACK_SUFFIX]] } });
  });
});

/** The first digits of the stack's own id. */
const STACK_SUFFIX = { 'Fn::Select': [0, { 'Fn::Split': ['-', { 'Fn::Select': [2, { 'Fn::Split': ['/', { Ref: 'AWS::StackId' }] }] }] }] };

describe('who signs in', () => {
  const poolOf = (props: Partial<SignInProps>): Template => {
    const stack = new Stack(new App(), 'Stack');
    const adminEmail = new CfnParameter(stack, 'AdminEmail').valueAsString;
    new SignIn(stack, 'SignIn', { adminEmail, emailSender: null, requireSecondFactor: false, ...props });
    return Template.fromStack(stack);
  };

  it('is written to by Cognito, or by the sender of the operator', () => {
    expect(Object.values(poolOf({}).findResources('AWS::Cognito::UserPool'))[0]).not.toHaveProperty('Properties.EmailConfiguration');
    const sender = poolOf({ emailSender: { address: 'exams@example.org', region: 'eu-west-1' } });
    sender.hasResourceProperties('AWS::Cognito::UserPool', { EmailConfiguration: { EmailSendingAccount: 'DEVELOPER', From: 'exams@example.org', SourceArn: Match.objectLike({ 'Fn::Join': ['', Match.arrayWith([':ses:eu-west-1:'])] }) } });
  });

  it('needs a second factor where the operator says so', () => {
    poolOf({}).hasResourceProperties('AWS::Cognito::UserPool', { MfaConfiguration: 'OPTIONAL' });
    poolOf({ requireSecondFactor: true }).hasResourceProperties('AWS::Cognito::UserPool', { MfaConfiguration: 'ON', EnabledMfas: ['SOFTWARE_TOKEN_MFA'] });
  });
});

describe('a stack of a name that there was before', () => {
  /** The properties by which resources are named; whoever names by others belongs here. */
  const NAMES = ['TableName', 'BucketName', 'LogGroupName', 'CollectionId', 'UserPoolName', 'FunctionName', 'StateMachineName', 'AliasName', 'RoleName'];

  it('finds no name taken by what the last one left behind', () => {
    const { Resources: resources } = template.toJSON() as { Resources: Record<string, { Type: string; DeletionPolicy?: string; Properties?: Record<string, unknown> }> };
    const kept = Object.values(resources).filter(({ DeletionPolicy }) => DeletionPolicy?.startsWith('Retain') === true);
    const named = kept.flatMap(({ Type, Properties = {} }) => NAMES.flatMap((name) => (Properties[name] === undefined ? [] : [[Type, JSON.stringify(Properties[name])] as const])));
    expect(new Set(named.map(([type]) => type))).toEqual(new Set(['AWS::Logs::LogGroup', 'AWS::Rekognition::Collection']));
    for (const [, name] of named) expect(name).toContain(JSON.stringify(STACK_SUFFIX));
  });
});

describe('what is on record', () => {
  it('stays when the stack goes', () => {
    for (const type of ['AWS::DynamoDB::GlobalTable', 'AWS::S3::Bucket', 'AWS::Rekognition::Collection', 'AWS::Cognito::UserPool']) {
      const resources = Object.values(template.findResources(type)) as { DeletionPolicy: string }[];
      expect(resources.length).toBeGreaterThan(0);
      for (const resource of resources) expect(resource.DeletionPolicy).toMatch(/^Retain/);
    }
  });

  it('stays where it is protected although its creation is rolled back, which could not delete it', () => {
    for (const type of ['AWS::DynamoDB::GlobalTable', 'AWS::Cognito::UserPool']) {
      for (const resource of Object.values(template.findResources(type)) as { DeletionPolicy: string }[]) expect(resource.DeletionPolicy).toBe('Retain');
    }
  });

  it('is private, encrypted and reached over TLS alone', () => {
    template.allResourcesProperties('AWS::S3::Bucket', {
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
      BucketEncryption: Match.anyValue(),
    });
    template.resourcePropertiesCountIs('AWS::S3::BucketPolicy', { PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } })]) } }, 6);
  });

  it('holds the archive of a bulk registration for a day at most, and tells when one was uploaded', () => {
    template.hasResourceProperties('AWS::S3::Bucket', {
      LifecycleConfiguration: { Rules: [Match.objectLike({ ExpirationInDays: 1 })] },
      NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
    });
    template.hasResourceProperties('AWS::Events::Rule', { EventPattern: { source: ['aws.s3'], 'detail-type': ['Object Created'], detail: Match.objectLike({ object: { key: [{ prefix: 'imports/' }] } }) } });
    template.hasResourceProperties('AWS::Events::Rule', { ScheduleExpression: 'rate(1 day)', Targets: [Match.objectLike({ Input: '{"repair":true}' })] });
  });

  it('is signed by a key on P-256 that has a name and stays', () => {
    template.hasResource('AWS::KMS::Key', { UpdateReplacePolicy: 'Retain', DeletionPolicy: 'RetainExceptOnCreate', Properties: { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' } });
    template.hasResourceProperties('AWS::KMS::Alias', { AliasName: { 'Fn::Join': ['', ['alias/', { Ref: 'AWS::StackName' }, '-signing']] } });
  });

  it('lets frames expire with the retention, unless they are held, and photographs with their person', () => {
    template.hasResourceProperties('AWS::S3::Bucket', { LifecycleConfiguration: { Rules: [{ AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 }, Status: 'Enabled' }, { ExpirationInDays: 180, Status: 'Enabled', TagFilters: [{ Key: 'retention', Value: 'standard' }] }] } });
    template.hasResourceProperties('AWS::S3::Bucket', { LifecycleConfiguration: { Rules: [{ AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 }, Status: 'Enabled' }] } });
  });

  it.each([
    ['sessionId', 'sequence'],
    ['executionName', null],
    ['sessionId', null],
    ['externalImageId', null],
  ])('has a table by %s and %s', (partitionKey, sortKey) => {
    const keys = [{ AttributeName: partitionKey, KeyType: 'HASH' }, ...(sortKey === null ? [] : [{ AttributeName: sortKey, KeyType: 'RANGE' }])];
    template.hasResourceProperties('AWS::DynamoDB::GlobalTable', { KeySchema: keys });
  });
});

describe('the parameters', () => {
  it('give the policy its first values', () => {
    template.templateMatches({
      Parameters: {
        MinConfidencePercent: { Default: 85, MinValue: 0, MaxValue: 100 },
        FaceMatchPercent: { Default: 85 },
        ModerationPercent: { Default: 85 },
        ObjectsOfInterest: { Default: 'Mobile Phone,Cell Phone' },
        FrameIntervalMs: { Default: 10_000 },
      },
    });
  });

  it.each([
    ['', true],
    ['Mobile Phone,Cell Phone', true],
    ['Mobile Phone:50,Book:62.5', true],
    ['Mobile Phone:150', false],
    ['Mobile Phone:often', false],
    [':50', false],
  ])('take the objects %j: %s', (text, isTaken) => {
    const { ObjectsOfInterest } = template.findParameters('ObjectsOfInterest') as Record<string, { AllowedPattern: string }>;
    expect(new RegExp(ObjectsOfInterest?.AllowedPattern ?? '').test(text)).toBe(isTaken);
  });
});

describe('the description of the API', () => {
  it('names the very routes that there are', () => {
    const resources = template.findResources('AWS::ApiGateway::Resource') as Record<string, { Properties: { PathPart: string; ParentId: { Ref?: string } } }>;
    const pathOf = (id: string): string => {
      const resource = resources[id];
      return resource === undefined ? '' : `${pathOf(resource.Properties.ParentId.Ref ?? '')}/${resource.Properties.PathPart}`;
    };
    const methods = Object.values(template.findResources('AWS::ApiGateway::Method')) as { Properties: { HttpMethod: string; ResourceId: { Ref?: string } } }[];
    const routes = methods.filter(({ Properties }) => !['ANY', 'OPTIONS'].includes(Properties.HttpMethod)).map(({ Properties }) => `${Properties.HttpMethod} ${pathOf(Properties.ResourceId.Ref ?? '')}`);
    expect(OPERATIONS.map(({ method, path }) => `${method.toUpperCase()} ${path}`).sort()).toEqual(routes.sort());
  });
});
