import { join } from 'node:path';
import { CfnCondition, CfnParameter, Duration, Fn, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AttributeType, Billing, BillingMode, Table, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { CfnUserPoolGroup, UserPool } from 'aws-cdk-lib/aws-cognito';
import { Runtime } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { CfnCollection } from 'aws-cdk-lib/aws-rekognition';
import { Bucket, HttpMethods } from 'aws-cdk-lib/aws-s3';
import { DefinitionBody, LogLevel, StateMachine, StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { addApi } from './fixture-api.ts';

/** A small stack with one of everything that the one-machine runtime reads out of a cloud assembly. */
export class FixtureStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const minConfidence = new CfnParameter(this, 'MinConfidencePercent', { type: 'Number', default: 85 });
    const keepLogs = new CfnParameter(this, 'KeepLogs', { type: 'String', default: 'yes', allowedValues: ['yes', 'no'] });
    const logsKept = new CfnCondition(this, 'LogsKept', { expression: Fn.conditionEquals(keepLogs.valueAsString, 'yes') });

    const faces = new TableV2(this, 'Faces', {
      partitionKey: { name: 'externalImageId', type: AttributeType.STRING },
      globalSecondaryIndexes: [{ indexName: 'byName', partitionKey: { name: 'lowerCaseName', type: AttributeType.STRING } }],
      billing: Billing.onDemand(),
      timeToLiveAttribute: 'expiresAt',
    });
    const verdicts = new Table(this, 'Verdicts', {
      partitionKey: { name: 'sessionId', type: AttributeType.STRING },
      sortKey: { name: 'sequence', type: AttributeType.NUMBER },
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    });
    const frames = new Bucket(this, 'ExamFrames', {
      removalPolicy: RemovalPolicy.DESTROY,
      cors: [{ allowedOrigins: ['https://*.example.org'], allowedMethods: [HttpMethods.POST], allowedHeaders: ['*'], maxAge: 600 }],
      lifecycleRules: [
        { prefix: 'frames/', expiration: Duration.days(30), abortIncompleteMultipartUploadAfter: Duration.days(1) },
        { expiration: Duration.days(90), enabled: false },
      ],
    });
    const collection = new CfnCollection(this, 'Collection', { collectionId: Fn.join('-', ['faces', Fn.select(0, Fn.split('-', this.region))]) });

    const users = new UserPool(this, 'Users');
    const client = users.addClient('App', { generateSecret: false });
    for (const groupName of ['admin', 'candidate']) new CfnUserPoolGroup(this, `Group${groupName}`, { groupName, userPoolId: users.userPoolId });

    const echo = new NodejsFunction(this, 'EchoEvent', {
      entry: join(import.meta.dirname, '../functions/echo.ts'),
      projectRoot: join(import.meta.dirname, '../../../..'),
      depsLockFilePath: join(import.meta.dirname, '../../../../package-lock.json'),
      runtime: Runtime.NODEJS_24_X,
      timeout: Duration.seconds(2),
      memorySize: 256,
      bundling: { format: OutputFormat.ESM },
      logGroup: new LogGroup(new Construct(this, 'EchoEventLogs'), 'LogGroup', { retention: RetentionDays.ONE_WEEK }),
      environment: {
        FACES_TABLE: faces.tableName,
        VERDICTS_TABLE_ARN: verdicts.tableArn,
        FRAMES_BUCKET: frames.bucketName,
        COLLECTION_ID: collection.ref,
        ISSUER: users.userPoolProviderUrl,
        CLIENT_ID: client.userPoolClientId,
        MIN_CONFIDENCE_PERCENT: minConfidence.valueAsString,
        LOGS_KEPT: Fn.conditionIf(logsKept.logicalId, 'kept', 'dropped').toString(),
        GREETING: String(this.node.tryGetContext('fixture:greeting')),
      },
    });
    faces.grantReadData(echo);

    const greet = new Construct(this, 'GreetPerson');
    const machine = new StateMachine(greet, 'StateMachine', {
      definitionBody: DefinitionBody.fromFile(join(import.meta.dirname, '../statemachines/greet.asl.json')),
      definitionSubstitutions: { EchoArn: echo.functionArn, FacesTable: faces.tableName },
      stateMachineType: StateMachineType.EXPRESS,
      tracingEnabled: true,
      logs: { destination: new LogGroup(greet, 'LogGroup', { retention: RetentionDays.SIX_MONTHS }), level: LogLevel.ALL, includeExecutionData: true },
    });
    echo.grantInvoke(machine);
    addApi(this, echo, users);
  }
}
