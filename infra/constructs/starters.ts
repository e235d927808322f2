import { Grant } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { CONFIG } from '../config.ts';
import { grantExecutions } from '../grant-executions.ts';
import { grantObjects } from '../grant-objects.ts';
import type { Api } from './api.ts';
import { Handler } from './handler.ts';
import type { ImageBuckets } from './image-buckets.ts';
import type { Parameters } from './parameters.ts';
import { INDEX, type Tables } from './tables.ts';
import type { Workflow } from './workflow.ts';

export interface StartersProps {
  api: Api;
  tables: Tables;
  buckets: ImageBuckets;
  verifyFrame: Workflow;
  registerFace: Workflow;
  parameters: Parameters;
}

/** What starts a workflow when the API is asked to: an image is checked and stored, an execution claimed and closed. */
export class Starters extends Construct {
  readonly #props: StartersProps;

  constructor(scope: Construct, id: string, props: StartersProps) {
    super(scope, id);
    this.#props = props;
    const startVerdict = this.#startVerdict();
    props.api.addRoute('POST', '/process', startVerdict);
    props.api.addRoute('POST', '/verdicts', startVerdict);
    props.api.addRoute('POST', '/faces/index', this.#startRegistration());
  }

  #startVerdict(): Handler {
    const { tables, buckets, verifyFrame, parameters } = this.#props;
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
        VERIFY_FRAME_ARN: verifyFrame.stateMachine.stateMachineArn,
        RETENTION_DAYS: String(CONFIG.retentionDays),
        ...parameters.policyEnvironment,
      },
    });
    verifyFrame.stateMachine.grantStartSyncExecution(handler);
    grantObjects(handler, buckets.frames, 'frames/', 's3:PutObject');
    this.#grantClaims(handler);
    Grant.addToPrincipal({ grantee: handler, actions: ['dynamodb:GetItem'], resourceArns: [tables.sessions.tableArn, tables.verdicts.tableArn] });
    Grant.addToPrincipal({ grantee: handler, actions: ['dynamodb:Query'], resourceArns: [`${tables.verdicts.tableArn}/index/${INDEX.verdictsById}`] });
    return handler;
  }

  #startRegistration(): Handler {
    const { tables, buckets, registerFace } = this.#props;
    const handler = new Handler(this, 'StartRegistration', {
      description: 'Takes a photo and registers its face.',
      timeout: CONFIG.startRegistrationTimeout,
      environment: {
        EXECUTIONS_TABLE: tables.executions.tableName,
        PHOTOS_BUCKET: buckets.photos.bucketName,
        REGISTER_FACE_ARN: registerFace.stateMachine.stateMachineArn,
        RETENTION_DAYS: String(CONFIG.retentionDays),
      },
    });
    registerFace.stateMachine.grantStartExecution(handler);
    grantExecutions(handler, registerFace.stateMachine, 'states:DescribeExecution');
    grantObjects(handler, buckets.photos, 'photos/', 's3:PutObject');
    this.#grantClaims(handler);
    return handler;
  }

  #grantClaims(handler: Handler): void {
    const { executions } = this.#props.tables;
    Grant.addToPrincipal({ grantee: handler, actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], resourceArns: [executions.tableArn] });
  }
}
