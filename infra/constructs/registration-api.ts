import { Grant } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { CONFIG } from '../config.ts';
import { grantAuditLog } from '../grant-audit-log.ts';
import { grantExecutions } from '../grant-executions.ts';
import { grantObjects } from '../grant-objects.ts';
import { Handler } from './handler.ts';
import type { Parts } from './parts.ts';

/** Registrations: started by administrators, and asked for how they stand. */
export class RegistrationApi extends Construct {
  readonly #parts: Parts;

  constructor(scope: Construct, id: string, parts: Parts) {
    super(scope, id);
    this.#parts = parts;
    const { api } = parts;
    const starter = this.#starter();
    api.addRoute('POST', '/faces/index', starter);
    api.addRoute('POST', '/faces/{id}/photos', starter);
    api.addRoute('POST', '/registrations', starter);
    api.addRoute('GET', '/registrations/{id}', this.#reader());
  }

  #starter(): Handler {
    const { tables, buckets, registerFace } = this.#parts;
    const handler = new Handler(this, 'StartRegistration', {
      description: 'Takes a photo and registers its face.',
      timeout: CONFIG.startRegistrationTimeout,
      environment: { ...this.#environment(), RETENTION_DAYS: String(CONFIG.retentionDays) },
    });
    this.#grantAsking(handler);
    registerFace.stateMachine.grantStartExecution(handler);
    grantObjects(handler, buckets.photos, 'photos/', 's3:PutObject', 's3:DeleteObject');
    Grant.addToPrincipal({ grantee: handler, actions: ['dynamodb:PutItem'], resourceArns: [tables.executions.tableArn] });
    return handler;
  }

  #reader(): Handler {
    const handler = new Handler(this, 'GetRegistration', { description: 'Answers how a registration stands.', timeout: CONFIG.readTimeout, environment: this.#environment() });
    this.#grantAsking(handler);
    return handler;
  }

  #environment(): Record<string, string> {
    const { tables, buckets, registerFace } = this.#parts;
    return {
      EXECUTIONS_TABLE: tables.executions.tableName,
      FACES_TABLE: tables.faces.tableName,
      PHOTOS_BUCKET: buckets.photos.bucketName,
      REGISTER_FACE_ARN: registerFace.stateMachine.stateMachineArn,
    };
  }

  /** To find out how a registration ended, and close its claim. */
  #grantAsking(handler: Handler): void {
    const { tables, registerFace } = this.#parts;
    grantAuditLog(handler, tables);
    grantExecutions(handler, registerFace.stateMachine, 'states:DescribeExecution');
    Grant.addToPrincipal({ grantee: handler, actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'], resourceArns: [tables.executions.tableArn] });
    Grant.addToPrincipal({ grantee: handler, actions: ['dynamodb:GetItem'], resourceArns: [tables.faces.tableArn] });
  }
}
