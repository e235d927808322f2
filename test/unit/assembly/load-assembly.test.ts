import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Assembly } from '../../../local/assembly/assembly.ts';
import { loadAssembly } from '../../../local/assembly/load-assembly.ts';
import { expirationRules } from '../../../local/s3/lifecycle-rules.ts';
import { loadFixture, synthesiseFixture } from '../../helpers/fixture-assembly.ts';

interface Template {
  Resources: Record<string, { Type: string; Properties: Record<string, unknown>; Metadata: Record<string, unknown>; Condition?: string }>;
  Conditions: Record<string, unknown>;
}

let fixtureDir: string;
let assembly: Assembly;
const temporaryDirs: string[] = [];

beforeAll(async () => {
  fixtureDir = await synthesiseFixture();
  assembly = await loadFixture();
});
afterEach(async () => {
  for (const dir of temporaryDirs.splice(0)) await rm(dir, { recursive: true });
});

/** Loads the fixture's assembly after a change of its template. */
const loadChanged = async (change: (template: Template, find: (path: string) => Template['Resources'][string]) => void): Promise<Assembly> => {
  const dir = await mkdtemp(join(tmpdir(), 'invigil-assembly-'));
  temporaryDirs.push(dir);
  await cp(fixtureDir, dir, { recursive: true });
  const file = join(dir, 'Fixture.template.json');
  const template = JSON.parse(await readFile(file, 'utf8')) as Template;
  change(template, (path) => {
    const found = Object.values(template.Resources).find(({ Metadata }) => Metadata['aws:cdk:path'] === path);
    if (!found) throw new Error(`the fixture has no ${path}`);
    return found;
  });
  await writeFile(file, JSON.stringify(template));
  return loadAssembly(dir, { endpointUrl: 'http://127.0.0.1:4566', issuerUrl: 'http://127.0.0.1:4000/issuer' });
};

describe('the assembly', () => {
  it('has the function with its environment resolved', () => {
    expect(assembly.functions).toEqual([
      {
        name: 'echo-event',
        arn: 'arn:aws:lambda:us-east-1:000000000000:function:echo-event',
        codeDir: expect.stringMatching(new RegExp(`^${fixtureDir}/asset\\.[0-9a-f]{64}$`)),
        handler: 'index.handler',
        environment: {
          FACES_TABLE: 'Faces',
          VERDICTS_TABLE_ARN: 'arn:aws:dynamodb:us-east-1:000000000000:table/Verdicts',
          FRAMES_BUCKET: 'exam-frames',
          COLLECTION_ID: 'faces-us',
          ISSUER: 'http://127.0.0.1:4000/issuer',
          CLIENT_ID: 'invigil-app',
          MIN_CONFIDENCE_PERCENT: '85',
          LOGS_KEPT: 'kept',
          GREETING: 'hello',
        },
        timeoutMs: 2000,
        memoryMiB: 256,
        logGroupName: '/aws/lambda/echo-event',
      },
    ]);
  });

  it('has the state machine with its substitutions made', () => {
    const [machine] = assembly.stateMachines;
    expect(assembly.stateMachines).toHaveLength(1);
    expect(machine).toMatchObject({
      name: 'greet-person',
      arn: 'arn:aws:states:us-east-1:000000000000:stateMachine:greet-person',
      type: 'EXPRESS',
      roleArn: expect.stringMatching(/^arn:aws:iam::000000000000:role\//),
      logging: { level: 'ALL', includeExecutionData: true, logGroupName: '/aws/vendedlogs/states/greet-person' },
      tracingEnabled: true,
    });
    expect(JSON.parse(machine?.definition ?? '')).toMatchObject({
      States: { Greet: { Arguments: { FunctionName: 'arn:aws:lambda:us-east-1:000000000000:function:echo-event', Payload: { table: 'Faces' } } } },
    });
  });

  it('has tables of either type in the form that CreateTable takes', () => {
    expect(assembly.tables).toEqual([
      {
        name: 'Faces',
        arn: 'arn:aws:dynamodb:us-east-1:000000000000:table/Faces',
        timeToLiveAttribute: 'expiresAt',
        properties: {
          TableName: 'Faces',
          BillingMode: 'PAY_PER_REQUEST',
          AttributeDefinitions: [
            { AttributeName: 'externalImageId', AttributeType: 'S' },
            { AttributeName: 'lowerCaseName', AttributeType: 'S' },
          ],
          KeySchema: [{ AttributeName: 'externalImageId', KeyType: 'HASH' }],
          GlobalSecondaryIndexes: [{ IndexName: 'byName', KeySchema: [{ AttributeName: 'lowerCaseName', KeyType: 'HASH' }], Projection: { ProjectionType: 'ALL' } }],
        },
      },
      {
        name: 'Verdicts',
        arn: 'arn:aws:dynamodb:us-east-1:000000000000:table/Verdicts',
        timeToLiveAttribute: null,
        properties: {
          TableName: 'Verdicts',
          BillingMode: 'PAY_PER_REQUEST',
          AttributeDefinitions: [
            { AttributeName: 'sessionId', AttributeType: 'S' },
            { AttributeName: 'sequence', AttributeType: 'N' },
          ],
          KeySchema: [
            { AttributeName: 'sessionId', KeyType: 'HASH' },
            { AttributeName: 'sequence', KeyType: 'RANGE' },
          ],
        },
      },
    ]);
  });

  it('has buckets, collections, log groups and users', () => {
    expect(assembly.buckets).toEqual([{
      name: 'exam-frames',
      arn: 'arn:aws:s3:::exam-frames',
      corsRules: [{ allowedOrigins: ['https://*.example.org'], allowedMethods: ['POST'], allowedHeaders: ['*'], exposedHeaders: [], maxAgeSeconds: 600 }],
      expirations: [{ prefix: 'frames/', days: 30, tags: {} }],
    }]);
    expect(expirationRules(assembly.buckets)).toEqual([{ bucket: 'exam-frames', prefix: 'frames/', tags: {}, expirationDays: 30 }]);
    expect(assembly.collections).toEqual([{ id: 'faces-us', arn: 'arn:aws:rekognition:us-east-1:000000000000:collection/faces-us' }]);
    expect(assembly.logGroups.map(({ name, retentionInDays }) => [name, retentionInDays])).toEqual([
      ['/aws/lambda/echo-event', 7],
      ['/aws/vendedlogs/states/greet-person', 180],
    ]);
    expect(assembly.userPool).toMatchObject({ id: 'us-east-1_Users', groups: ['admin', 'candidate'], clientId: 'invigil-app' });
  });

  it('has the routes with their authorizers and integrations', () => {
    const echo = (timeoutMs: number): unknown => ({ type: 'AWS_PROXY', functionArn: 'arn:aws:lambda:us-east-1:000000000000:function:echo-event', timeoutMs });
    const found = (method: string, path: string): unknown => assembly.routes.find((route) => route.method === method && route.path === path);
    expect([assembly.stageName, assembly.binaryMediaTypes, assembly.routes.length]).toEqual(['api', ['image/*'], 10]);
    expect(found('GET', '/items')).toMatchObject({ authorizer: null, integration: echo(29_000) });
    expect(found('ANY', '/items/{id}')).toMatchObject({ authorizer: { type: 'COGNITO_USER_POOLS' }, integration: echo(29_000) });
    expect(found('ANY', '/slow')).toMatchObject({ integration: echo(200) });
    expect(found('GET', '/health')).toMatchObject({
      integration: { type: 'MOCK', statusCode: 200, headers: { 'Access-Control-Allow-Origin': '*' }, body: '{"status":"ok","requestId":"$context.requestId"}' },
    });
    expect(found('OPTIONS', '/items')).toMatchObject({ integration: { type: 'MOCK', statusCode: 204, headers: { 'Access-Control-Allow-Headers': 'Authorization' }, body: '' } });
  });

  it('has the gateway responses, with and without a status', () => {
    expect(assembly.gatewayResponses.get('UNAUTHORIZED')).toEqual({
      responseType: 'UNAUTHORIZED',
      statusCode: 401,
      headers: { 'Access-Control-Allow-Origin': '*' },
      body: '{"error":{"code":"UNAUTHENTICATED","message":$context.error.messageString,"requestId":"$context.requestId"}}',
    });
    expect(assembly.gatewayResponses.get('DEFAULT_5XX')?.statusCode).toBeNull();
  });

  it('takes values for parameters, which conditions see', async () => {
    const { functions } = await loadFixture({ parameters: { MinConfidencePercent: '70', KeepLogs: 'no' } });
    expect(functions[0]?.environment).toMatchObject({ MIN_CONFIDENCE_PERCENT: '70', LOGS_KEPT: 'dropped' });
    await expect(loadFixture({ parameters: { Unheard: 'of' } })).rejects.toMatchObject({ code: 'UNRESOLVED_REFERENCE' });
  });

  it('leaves out what a condition leaves out', async () => {
    const changed = await loadChanged(({ Conditions }, find) => {
      Conditions.Never = { 'Fn::Equals': ['a', 'b'] };
      find('Fixture/GreetPerson/StateMachine/Resource').Condition = 'Never';
    });
    expect(changed.stateMachines).toEqual([]);
  });

  it('prefers the names that the template gives', async () => {
    const changed = await loadChanged((_template, find) => {
      find('Fixture/Faces/Resource').Properties.TableName = { 'Fn::Join': ['-', ['faces', { Ref: 'AWS::AccountId' }]] };
    });
    expect([changed.tables[0]?.name, changed.functions[0]?.environment.FACES_TABLE]).toEqual(['faces-000000000000', 'faces-000000000000']);
  });
});

describe('the id of a stack', () => {
  it('is left out of names that end in it, wherever they are referred to', async () => {
    const suffix = { 'Fn::Select': [0, { 'Fn::Split': ['-', { 'Fn::Select': [2, { 'Fn::Split': ['/', { Ref: 'AWS::StackId' }] }] }] }] };
    const changed = await loadChanged((_template, find) => {
      find('Fixture/Faces/Resource').Properties.TableName = { 'Fn::Join': ['', [{ Ref: 'AWS::StackName' }, '-faces-', suffix]] };
    });
    expect([changed.tables[0]?.name, changed.functions[0]?.environment.FACES_TABLE]).toEqual(['Fixture-faces', 'Fixture-faces']);
  });
});

describe('an assembly that cannot run on one machine', () => {
  const echo = 'Fixture/EchoEvent/Resource';
  const method = 'Fixture/Api/Default/items/GET/Resource';
  const setVariable = (properties: Record<string, unknown>, value: unknown): void => {
    properties.Environment = { Variables: { ODD: value } };
  };
  const cases: [string, Parameters<typeof loadChanged>[0], Record<string, unknown>][] = [
    [
      'refers to what is not there',
      (_template, find) => {
        setVariable(find(echo).Properties, { Ref: 'Nobody' });
      },
      { code: 'UNRESOLVED_REFERENCE', place: { resource: echo, path: 'Properties.Environment.Variables.ODD.Ref' } },
    ],
    [
      'refers to a type that is not there',
      ({ Resources }, find) => {
        Resources.Site = { Type: 'AWS::CloudFront::Distribution', Properties: {}, Metadata: {} };
        setVariable(find(echo).Properties, { 'Fn::GetAtt': ['Site', 'DomainName'] });
      },
      { code: 'UNRESOLVED_REFERENCE', message: expect.stringContaining('AWS::CloudFront::Distribution') },
    ],
    [
      'refers to an attribute that is not there',
      (_template, find) => {
        setVariable(find(echo).Properties, { 'Fn::GetAtt': ['Collection', 'Colour'] });
      },
      { code: 'UNRESOLVED_REFERENCE', message: expect.stringContaining('Colour') },
    ],
    [
      'uses an unknown function',
      (_template, find) => {
        setVariable(find(echo).Properties, { 'Fn::ImportValue': 'x' });
      },
      { code: 'UNKNOWN_INTRINSIC', place: { resource: echo, path: 'Properties.Environment.Variables.ODD' } },
    ],
    [
      'gives two buckets one name',
      ({ Resources }) => {
        Resources.Other = { Type: 'AWS::S3::Bucket', Properties: {}, Metadata: { 'aws:cdk:path': 'Fixture/Elsewhere/ExamFrames/Resource' } };
      },
      { code: 'NAME_COLLISION', message: expect.stringContaining('exam-frames') },
    ],
    [
      'has another authorizer',
      (_template, find) => {
        find(method).Properties.AuthorizationType = 'AWS_IAM';
      },
      { code: 'UNSUPPORTED', place: { resource: method, path: 'Properties.AuthorizationType' } },
    ],
    [
      'has another integration',
      (_template, find) => {
        find(method).Properties.Integration = { Type: 'HTTP_PROXY' };
      },
      { code: 'UNSUPPORTED', place: { resource: method, path: 'Properties.Integration' } },
    ],
    [
      'has a mapping template that computes',
      (_template, find) => {
        find('Fixture/Api/Unauthorized/Resource').Properties.ResponseTemplates = { 'application/json': '#set($a = 1)$a' };
      },
      { code: 'UNSUPPORTED', message: expect.stringContaining('#set') },
    ],
    [
      'has no stage',
      ({ Resources }) => {
        for (const [logicalId, { Type }] of Object.entries(Resources)) if (Type === 'AWS::ApiGateway::Stage') Reflect.deleteProperty(Resources, logicalId);
      },
      { code: 'INVALID_ASSEMBLY', message: expect.stringContaining('AWS::ApiGateway::Stage') },
    ],
  ];
  it.each(cases)('because it %s is an error that says where', async (_title, change, expected) => {
    await expect(loadChanged(change)).rejects.toMatchObject({ name: 'AssemblyError', ...expected });
  });

  it('because there is none is an error', () => {
    expect(() => loadAssembly(tmpdir(), { endpointUrl: '', issuerUrl: '' })).toThrow(expect.objectContaining({ code: 'INVALID_ASSEMBLY' }));
  });
});
