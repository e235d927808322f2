import { CfnOutput, Stack, type App } from 'aws-cdk-lib';
import { Grant } from 'aws-cdk-lib/aws-iam';
import type { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import packageJson from '../package.json' with { type: 'json' };
import { CONFIG } from './config.ts';
import { Api } from './constructs/api.ts';
import { FaceCollection } from './constructs/face-collection.ts';
import { Handler } from './constructs/handler.ts';
import { ImageBuckets } from './constructs/image-buckets.ts';
import { Parameters } from './constructs/parameters.ts';
import { RegisterFace } from './constructs/register-face.ts';
import { SignIn } from './constructs/sign-in.ts';
import { INDEX, Tables } from './constructs/tables.ts';
import { VerifyFrame } from './constructs/verify-frame.ts';
import { acknowledgeFor } from './acknowledge.ts';
import { grantObjects } from './grant-objects.ts';

/** All of Invigil on AWS, and the one list of what runs on one machine too. */
export class InvigilStack extends Stack {
  constructor(app: App, id: string) {
    super(app, id, { description: 'Invigil: remote proctoring that can be audited.' });
    const parameters = new Parameters(this, 'Parameters');
    const tables = new Tables(this, 'Tables');
    const buckets = new ImageBuckets(this, 'Buckets');
    const collection = new FaceCollection(this, 'Faces');
    const verifyFrame = new VerifyFrame(this, 'VerifyFrame', { tables, buckets, collection });
    const registerFace = new RegisterFace(this, 'RegisterFace', { tables, buckets, collection });
    const startVerdict = this.#startVerdict(tables, buckets, verifyFrame, parameters);
    const startRegistration = this.#startRegistration(tables, buckets, registerFace);

    const signIn = new SignIn(this, 'SignIn');
    const api = new Api(this, 'Api', { signIn, version: packageJson.version });
    api.addRoute('POST', '/process', startVerdict);
    api.addRoute('POST', '/verdicts', startVerdict);
    api.addRoute('POST', '/faces/index', startRegistration);

    new CfnOutput(this, 'ApiUrl', { value: api.restApi.url });
    new CfnOutput(this, 'UserPoolId', { value: signIn.userPool.userPoolId });
    new CfnOutput(this, 'AppClientId', { value: signIn.client.userPoolClientId });
  }

  #startVerdict(tables: Tables, buckets: ImageBuckets, { stateMachine }: VerifyFrame, parameters: Parameters): Handler {
    const handler = new Handler(this, 'StartVerdict', {
      description: 'Takes a frame and answers its recorded verdict.',
      timeout: CONFIG.startVerdictTimeout,
      memorySize: 1_024,
      environment: {
        EXECUTIONS_TABLE: tables.executions.tableName,
        SESSIONS_TABLE: tables.sessions.tableName,
        VERDICTS_TABLE: tables.verdicts.tableName,
        VERDICTS_BY_ID_INDEX: INDEX.verdictsById,
        FRAMES_BUCKET: buckets.frames.bucketName,
        VERIFY_FRAME_ARN: stateMachine.stateMachineArn,
        RETENTION_DAYS: String(CONFIG.retentionDays),
        ...parameters.policyEnvironment,
      },
    });
    stateMachine.grantStartSyncExecution(handler);
    grantObjects(handler, buckets.frames, 'frames/', 's3:PutObject');
    Grant.addToPrincipal({ grantee: handler, actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], resourceArns: [tables.executions.tableArn] });
    Grant.addToPrincipal({ grantee: handler, actions: ['dynamodb:GetItem'], resourceArns: [tables.sessions.tableArn, tables.verdicts.tableArn] });
    Grant.addToPrincipal({ grantee: handler, actions: ['dynamodb:Query'], resourceArns: [`${tables.verdicts.tableArn}/index/${INDEX.verdictsById}`] });
    return handler;
  }

  #startRegistration(tables: Tables, buckets: ImageBuckets, { stateMachine }: RegisterFace): Handler {
    const handler = new Handler(this, 'StartRegistration', {
      description: 'Takes a photo and registers its face.',
      timeout: CONFIG.startRegistrationTimeout,
      environment: {
        EXECUTIONS_TABLE: tables.executions.tableName,
        PHOTOS_BUCKET: buckets.photos.bucketName,
        REGISTER_FACE_ARN: stateMachine.stateMachineArn,
        RETENTION_DAYS: String(CONFIG.retentionDays),
      },
    });
    stateMachine.grantStartExecution(handler);
    stateMachine.grantExecution(handler, 'states:DescribeExecution');
    const machineId = this.getLogicalId(stateMachine.node.defaultChild as CfnStateMachine);
    acknowledgeFor(handler, {
      [`AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:execution:{"Fn::Select":[6,{"Fn::Split":[":",{"Ref":"${machineId}"}]}]}:*]`]:
        'Executions are named when they start.',
    });
    grantObjects(handler, buckets.photos, 'photos/', 's3:PutObject');
    Grant.addToPrincipal({ grantee: handler, actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], resourceArns: [tables.executions.tableArn] });
    return handler;
  }
}
