import { Arn, Duration, Stack } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Grant } from 'aws-cdk-lib/aws-iam';
import { StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { CONFIG } from '../config.ts';
import { grantAuditLog } from '../grant-audit-log.ts';
import { grantExecutions } from '../grant-executions.ts';
import { grantObjects, grantReads } from '../grant-objects.ts';
import { Handler } from './handler.ts';
import type { Parts } from './parts.ts';
import { INDEX } from './tables.ts';
import { Workflow } from './workflow.ts';

/** Step Functions learns by it that a nested execution has ended. Source: https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html */
const NESTED_EXECUTIONS_RULE = 'StepFunctionsGetEventsForStepFunctionsExecutionRule';

/** Bulk registration: an archive is uploaded to S3, whose event starts the machine that registers its people. */
export class BulkApi extends Construct {
  readonly registerBulk: Workflow;
  readonly #parts: Parts;

  constructor(scope: Construct, id: string, parts: Parts) {
    super(scope, id);
    this.#parts = parts;
    this.registerBulk = this.#machine();
    const registrar = this.#registrar();
    parts.api.addRoute('POST', '/registrations/bulk', registrar);
    parts.api.addRoute('GET', '/registrations/bulk', registrar);
    parts.api.addRoute('GET', '/registrations/bulk/{id}', registrar);
    parts.api.addRoute('GET', '/registrations/bulk/{id}/result.csv', registrar);
    new Rule(this, 'ArchiveUploaded', {
      description: 'An archive for a bulk registration has been uploaded.',
      eventPattern: { source: ['aws.s3'], detailType: ['Object Created'], detail: { bucket: { name: [parts.buckets.imports.bucketName] }, object: { key: [{ prefix: 'imports/' }] } } },
      targets: [new LambdaFunction(this.#beginner())],
    });
  }

  #registrar(): Handler {
    const { tables, buckets } = this.#parts;
    const handler = new Handler(this, 'BulkRegistrations', {
      description: 'Answers where to upload an archive, and how far its registration is.',
      timeout: CONFIG.readTimeout,
      environment: { ...this.#environment(), IMPORTS_BY_TIME_INDEX: INDEX.importsByTime, REGISTER_BULK_ARN: this.registerBulk.stateMachine.stateMachineArn },
    });
    grantAuditLog(handler, tables);
    Grant.addToPrincipal({ grantee: handler, actions: ['dynamodb:GetItem', 'dynamodb:PutItem'], resourceArns: [tables.imports.tableArn] });
    Grant.addToPrincipal({ grantee: handler, actions: ['dynamodb:Query'], resourceArns: [tables.imports.tableArn, `${tables.imports.tableArn}/index/${INDEX.importsByTime}`] });
    // What it may do, whoever has the address that it signs may do.
    grantObjects(handler, buckets.imports, 'imports/', 's3:PutObject');
    grantExecutions(handler, this.registerBulk.stateMachine, 'states:DescribeExecution');
    return handler;
  }

  #beginner(): Handler {
    const { tables, buckets } = this.#parts;
    const handler = new Handler(this, 'BeginImport', {
      description: 'Starts the import of an uploaded archive.',
      timeout: CONFIG.readTimeout,
      environment: {
        ...this.#environment(),
        REGISTER_BULK_ARN: this.registerBulk.stateMachine.stateMachineArn,
        EXECUTIONS_TABLE: tables.executions.tableName,
        RETENTION_DAYS: String(CONFIG.retentionDays),
      },
    });
    Grant.addToPrincipal({ grantee: handler, actions: ['dynamodb:GetItem', 'dynamodb:PutItem'], resourceArns: [tables.executions.tableArn] });
    Grant.addToPrincipal({ grantee: handler, actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'], resourceArns: [tables.imports.tableArn] });
    grantObjects(handler, buckets.imports, 'imports/', 's3:DeleteObject');
    this.registerBulk.stateMachine.grantStartExecution(handler);
    return handler;
  }

  #machine(): Workflow {
    const { tables, buckets, registerFace } = this.#parts;
    const readArchive = new Handler(this, 'ReadArchive', { description: "Reads an archive's list.", timeout: Duration.minutes(2), memorySize: 1_024, environment: this.#environment() });
    Grant.addToPrincipal({ grantee: readArchive, actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:Query'], resourceArns: [tables.imports.tableArn] });
    grantReads(readArchive, buckets.imports, 'imports/');

    const prepareRow = this.#rowHandler('PrepareRow', "Takes a row's photo out of the archive.", Duration.minutes(1));
    Grant.addToPrincipal({ grantee: prepareRow, actions: ['dynamodb:GetItem', 'dynamodb:PutItem'], resourceArns: [tables.executions.tableArn] });
    grantReads(prepareRow, buckets.imports, 'imports/');
    grantObjects(prepareRow, buckets.photos, 'photos/', 's3:PutObject');

    const recordRow = this.#rowHandler('RecordRow', "Takes down how a row's registration ended.", CONFIG.registrationStepTimeout);
    this.#grantRecording(recordRow);
    const finishImport = this.#rowHandler('FinishImport', 'Ends an import and deletes the upload.', Duration.minutes(5));
    this.#grantRecording(finishImport);
    Grant.addToPrincipal({ grantee: finishImport, actions: ['dynamodb:Query'], resourceArns: [tables.imports.tableArn] });
    grantObjects(finishImport, buckets.imports, 'imports/', 's3:DeleteObject');

    const workflow = new Workflow(this, 'RegisterBulk', {
      definition: 'register-bulk',
      type: StateMachineType.STANDARD,
      comment: 'Registers the people of an archive.',
      functions: { ReadArchiveArn: readArchive, PrepareRowArn: prepareRow, RecordRowArn: recordRow, FinishImportArn: finishImport },
      substitutions: { RegisterFaceArn: registerFace.stateMachine.stateMachineArn },
    });
    const { stateMachine } = workflow;
    registerFace.stateMachine.grantStartExecution(stateMachine);
    grantExecutions(stateMachine, registerFace.stateMachine, 'states:DescribeExecution', 'states:StopExecution');
    const rule = Arn.format({ service: 'events', resource: 'rule', resourceName: NESTED_EXECUTIONS_RULE }, Stack.of(this));
    Grant.addToPrincipal({ grantee: stateMachine, actions: ['events:PutTargets', 'events:PutRule', 'events:DescribeRule'], resourceArns: [rule] });
    return workflow;
  }

  #rowHandler(id: string, description: string, timeout: Duration): Handler {
    const { tables, buckets, registerFace } = this.#parts;
    const handler = new Handler(this, id, {
      description,
      timeout,
      environment: {
        ...this.#environment(),
        PHOTOS_BUCKET: buckets.photos.bucketName,
        EXECUTIONS_TABLE: tables.executions.tableName,
        FACES_TABLE: tables.faces.tableName,
        REGISTER_FACE_ARN: registerFace.stateMachine.stateMachineArn,
        RETENTION_DAYS: String(CONFIG.retentionDays),
      },
    });
    Grant.addToPrincipal({ grantee: handler, actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'], resourceArns: [tables.imports.tableArn] });
    grantExecutions(handler, registerFace.stateMachine, 'states:DescribeExecution');
    return handler;
  }

  #grantRecording(handler: Handler): void {
    const { tables, buckets } = this.#parts;
    Grant.addToPrincipal({ grantee: handler, actions: ['dynamodb:GetItem'], resourceArns: [tables.faces.tableArn] });
    Grant.addToPrincipal({ grantee: handler, actions: ['dynamodb:UpdateItem'], resourceArns: [tables.executions.tableArn] });
    grantObjects(handler, buckets.photos, 'photos/', 's3:DeleteObject');
  }

  #environment(): Record<string, string> {
    const { tables, buckets } = this.#parts;
    return { IMPORTS_TABLE: tables.imports.tableName, IMPORTS_BUCKET: buckets.imports.bucketName };
  }
}
