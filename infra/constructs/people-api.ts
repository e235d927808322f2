import { Grant } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { CONFIG } from '../config.ts';
import { grantAuditLog } from '../grant-audit-log.ts';
import { grantObjects, grantReads } from '../grant-objects.ts';
import type { FaceCollection } from './face-collection.ts';
import { Handler } from './handler.ts';
import type { Parts } from './parts.ts';
import { INDEX } from './tables.ts';

/** The registered people, for administrators: found, looked at, renamed, removed; and the matches that auditors hold for wrong. */
export class PeopleApi extends Construct {
  readonly #parts: Parts;

  constructor(scope: Construct, id: string, parts: Parts & { collection: FaceCollection }) {
    super(scope, id);
    this.#parts = parts;
    const { api } = parts;
    const reader = this.#reader();
    api.addRoute('GET', '/faces', reader);
    api.addRoute('GET', '/faces/{id}', reader);
    api.addRoute('GET', '/faces/{id}/photos/{faceId}', reader);
    api.addRoute('PATCH', '/faces/{id}', this.#changer());
    api.addRoute('DELETE', '/faces/{id}', this.#remover(parts.collection));
    const matchReporter = this.#matchReporter();
    api.addRoute('PUT', '/verdicts/{id}/match-report', matchReporter);
    api.addRoute('GET', '/match-reports', matchReporter);
    api.addRoute('POST', '/match-reports/{id}/settle', matchReporter);
  }

  /** What it does is entered into the audit log. */
  #audited(id: string, description: string, environment: Record<string, string>): Handler {
    const handler = new Handler(this, id, { description, timeout: CONFIG.readTimeout, environment });
    grantAuditLog(handler, this.#parts.tables);
    return handler;
  }

  #reader(): Handler {
    const { tables, buckets } = this.#parts;
    const handler = this.#audited('ReadPeople', 'Answers registered people and their photos.', { FACES_TABLE: tables.faces.tableName, FACES_BY_NAME_INDEX: INDEX.facesByName, PHOTOS_BUCKET: buckets.photos.bucketName });
    Grant.addToPrincipal({ grantee: handler, actions: ['dynamodb:GetItem'], resourceArns: [tables.faces.tableArn] });
    Grant.addToPrincipal({ grantee: handler, actions: ['dynamodb:Query'], resourceArns: [`${tables.faces.tableArn}/index/${INDEX.facesByName}`] });
    grantReads(handler, buckets.photos, 'photos/');
    return handler;
  }

  #changer(): Handler {
    const { faces } = this.#parts.tables;
    const handler = this.#audited('ChangePerson', 'Renames a registered person.', { FACES_TABLE: faces.tableName });
    Grant.addToPrincipal({ grantee: handler, actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'], resourceArns: [faces.tableArn] });
    return handler;
  }

  #remover(collection: FaceCollection): Handler {
    const { tables, buckets } = this.#parts;
    const handler = new Handler(this, 'DeletePerson', {
      description: 'Removes a registered person: faces, photos and rows.',
      timeout: CONFIG.startRegistrationTimeout,
      environment: { COLLECTION_ID: collection.collectionId, FACES_TABLE: tables.faces.tableName, PHOTOS_BUCKET: buckets.photos.bucketName },
    });
    grantAuditLog(handler, tables);
    collection.grant(handler, 'rekognition:ListFaces', 'rekognition:DeleteFaces');
    Grant.addToPrincipal({ grantee: handler, actions: ['dynamodb:UpdateItem', 'dynamodb:DeleteItem'], resourceArns: [tables.faces.tableArn] });
    Grant.addToPrincipal({ grantee: handler, actions: ['s3:ListBucket'], resourceArns: [buckets.photos.bucketArn] });
    grantObjects(handler, buckets.photos, 'photos/', 's3:DeleteObject');
    return handler;
  }

  #matchReporter(): Handler {
    const { executions, verdicts, matchReports } = this.#parts.tables;
    const handler = this.#audited('MatchReports', "Takes auditors' word that a verdict recognised the wrong person, lists and settles that.", {
      EXECUTIONS_TABLE: executions.tableName,
      VERDICTS_TABLE: verdicts.tableName,
      VERDICTS_BY_ID_INDEX: INDEX.verdictsById,
      MATCH_REPORTS_TABLE: matchReports.tableName,
      MATCH_REPORTS_BY_STATE_INDEX: INDEX.matchReportsByState,
    });
    Grant.addToPrincipal({ grantee: handler, actions: ['dynamodb:GetItem'], resourceArns: [executions.tableArn, verdicts.tableArn, matchReports.tableArn] });
    Grant.addToPrincipal({ grantee: handler, actions: ['dynamodb:Query'], resourceArns: [`${verdicts.tableArn}/index/${INDEX.verdictsById}`, `${matchReports.tableArn}/index/${INDEX.matchReportsByState}`] });
    Grant.addToPrincipal({ grantee: handler, actions: ['dynamodb:PutItem', 'dynamodb:UpdateItem'], resourceArns: [matchReports.tableArn] });
    return handler;
  }
}
