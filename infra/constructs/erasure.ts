import { Duration } from 'aws-cdk-lib';
import { Grant } from 'aws-cdk-lib/aws-iam';
import { StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { CONFIG } from '../config.ts';
import { grantAuditLog } from '../grant-audit-log.ts';
import { grantObjects } from '../grant-objects.ts';
import type { FaceCollection } from './face-collection.ts';
import { Handler } from './handler.ts';
import type { Parts } from './parts.ts';
import { INDEX } from './tables.ts';
import { Workflow } from './workflow.ts';

/** The erasure of a person: asked for by an administrator, done by a state machine, with a signed receipt. */
export class Erasure extends Construct {
  readonly #parts: Parts & { collection: FaceCollection };

  constructor(scope: Construct, id: string, parts: Parts & { collection: FaceCollection }) {
    super(scope, id);
    this.#parts = parts;
    const erasePerson = new Workflow(this, 'ErasePersonWorkflow', {
      definition: 'erase-person',
      type: StateMachineType.STANDARD,
      comment: 'Erases a person.',
      functions: { EraseStepArn: this.#step() },
      substitutions: {},
    });
    const handler = this.#requests(erasePerson);
    parts.api.addRoute('POST', '/erasures', handler);
    parts.api.addRoute('GET', '/erasures/{id}', handler);
  }

  #requests(erasePerson: Workflow): Handler {
    const { tables } = this.#parts;
    const handler = new Handler(this, 'ErasePerson', {
      description: 'Takes requests to erase a person, and answers how far they are.',
      timeout: CONFIG.startRegistrationTimeout,
      environment: { ...this.#environment(), ERASE_PERSON_ARN: erasePerson.stateMachine.stateMachineArn },
    });
    erasePerson.stateMachine.grantStartExecution(handler);
    this.#grantLookingUp(handler);
    Grant.addToPrincipal({ grantee: handler, actions: ['dynamodb:PutItem'], resourceArns: [tables.erasures.tableArn] });
    grantAuditLog(handler, tables);
    return handler;
  }

  #step(): Handler {
    const { tables, buckets, collection, signingKey } = this.#parts;
    const handler = new Handler(this, 'EraseStep', {
      description: 'Takes the erasure of a person a part further.',
      timeout: Duration.minutes(5),
      environment: {
        ...this.#environment(),
        ...signingKey.environment,
        COLLECTION_ID: collection.collectionId,
        PHOTOS_BUCKET: buckets.photos.bucketName,
      },
    });
    this.#grantLookingUp(handler);
    collection.grant(handler, 'rekognition:ListFaces', 'rekognition:DeleteFaces');
    const { faces, sessions, verdicts, reviews, executions, imports, matchReports, allowances, erasures } = tables;
    const actions = (actionNames: string[], ...resourceArns: string[]): void => {
      Grant.addToPrincipal({ grantee: handler, actions: actionNames.map((name) => `dynamodb:${name}`), resourceArns });
    };
    actions(['UpdateItem', 'DeleteItem'], faces.tableArn);
    actions(['UpdateItem'], sessions.tableArn, reviews.tableArn, executions.tableArn, imports.tableArn, erasures.tableArn);
    actions(['GetItem', 'PutItem', 'Query', 'Scan'], verdicts.tableArn);
    actions(['Query'], reviews.tableArn, `${executions.tableArn}/index/${INDEX.executionsByOwner}`, `${matchReports.tableArn}/index/${INDEX.matchReportsByPerson}`);
    actions(['Scan'], imports.tableArn);
    actions(['DeleteItem'], matchReports.tableArn, allowances.tableArn);
    actions(['PutItem'], erasures.tableArn);
    for (const [bucket, prefix] of [[buckets.frames, 'frames/'], [buckets.photos, 'photos/'], [buckets.exports, 'exports/']] as const) {
      Grant.addToPrincipal({ grantee: handler, actions: ['s3:ListBucket'], resourceArns: [bucket.bucketArn] });
      grantObjects(handler, bucket, prefix, 's3:DeleteObject');
    }
    signingKey.grantSign(handler);
    return handler;
  }

  /** To find out who is meant, and whether a hold forbids it. */
  #grantLookingUp(handler: Handler): void {
    const { faces, sessions, erasures } = this.#parts.tables;
    Grant.addToPrincipal({ grantee: handler, actions: ['dynamodb:GetItem'], resourceArns: [faces.tableArn, sessions.tableArn, erasures.tableArn] });
    Grant.addToPrincipal({ grantee: handler, actions: ['dynamodb:Query'], resourceArns: [INDEX.sessionsByCandidate, INDEX.sessionsByEmail].map((name) => `${sessions.tableArn}/index/${name}`) });
  }

  #environment(): Record<string, string> {
    const { tables, buckets } = this.#parts;
    return {
      ERASURES_TABLE: tables.erasures.tableName,
      FACES_TABLE: tables.faces.tableName,
      SESSIONS_TABLE: tables.sessions.tableName,
      SESSIONS_BY_CANDIDATE_INDEX: INDEX.sessionsByCandidate,
      SESSIONS_BY_EMAIL_INDEX: INDEX.sessionsByEmail,
      VERDICTS_TABLE: tables.verdicts.tableName,
      REVIEWS_TABLE: tables.reviews.tableName,
      EXECUTIONS_TABLE: tables.executions.tableName,
      EXECUTIONS_BY_OWNER_INDEX: INDEX.executionsByOwner,
      IMPORTS_TABLE: tables.imports.tableName,
      MATCH_REPORTS_TABLE: tables.matchReports.tableName,
      MATCH_REPORTS_BY_PERSON_INDEX: INDEX.matchReportsByPerson,
      ALLOWANCES_TABLE: tables.allowances.tableName,
      FRAMES_BUCKET: buckets.frames.bucketName,
      EXPORTS_BUCKET: buckets.exports.bucketName,
    };
  }
}
