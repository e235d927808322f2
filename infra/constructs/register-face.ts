import { Grant } from 'aws-cdk-lib/aws-iam';
import { StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { EXTERNAL_ID_KEY_PREFIX } from '../../domain/registration/external-id.ts';
import { MAX_PHOTOS } from '../../domain/registration/photo-limits.ts';
import { LEASE_GRACE_MS } from '../../domain/registration/reservation.ts';
import { CONFIG } from '../config.ts';
import { grantObjects } from '../grant-objects.ts';
import { grantPolicy } from '../grant-policy.ts';
import type { FaceCollection } from './face-collection.ts';
import { Handler } from './handler.ts';
import type { ImageBuckets } from './image-buckets.ts';
import type { Parameters } from './parameters.ts';
import type { Tables } from './tables.ts';
import { Workflow } from './workflow.ts';

export interface RegisterFaceProps {
  tables: Tables;
  buckets: ImageBuckets;
  collection: FaceCollection;
  parameters: Parameters;
}

/** The Standard machine that registers a face, and the functions that it calls. */
export class RegisterFace extends Workflow {
  constructor(scope: Construct, id: string, { tables, buckets, collection, parameters }: RegisterFaceProps) {
    const timeout = CONFIG.registrationStepTimeout;
    const grantPhotos = (handler: Handler): void => {
      grantObjects(handler, buckets.photos, 'photos/', 's3:GetObject');
    };
    const grantRows = (handler: Handler): void => {
      handler.addEnvironment('FACES_TABLE', tables.faces.tableName);
      Grant.addToPrincipal({ grantee: handler, actions: ['dynamodb:GetItem'], resourceArns: [tables.faces.tableArn] });
    };
    const environment = { COLLECTION_ID: collection.collectionId };
    const inspectPhoto = new Handler(scope, 'InspectPhoto', { description: 'Finds every reason against registering a photo.', timeout });
    grantPhotos(inspectPhoto);
    grantPolicy(inspectPhoto, { tables, parameters });
    inspectPhoto.allowWithoutResource('rekognition:DetectFaces');
    const findDuplicate = new Handler(scope, 'FindDuplicate', { description: "Finds whose a photo's face is already.", timeout, environment });
    grantPhotos(findDuplicate);
    grantRows(findDuplicate);
    collection.grant(findDuplicate, 'rekognition:SearchFacesByImage');
    const indexFace = new Handler(scope, 'IndexFace', { description: "Adds a photo's face to the collection.", timeout, environment });
    grantPhotos(indexFace);
    collection.grant(indexFace, 'rekognition:IndexFaces');
    const confirmUnique = new Handler(scope, 'ConfirmUnique', { description: "Makes sure that an indexed face is nobody else's.", timeout, environment });
    grantRows(confirmUnique);
    collection.grant(confirmUnique, 'rekognition:SearchFaces');
    const removeFace = new Handler(scope, 'RemoveFace', { description: 'Removes what a failed registration left in the collection.', timeout, environment });
    grantRows(removeFace);
    collection.grant(removeFace, 'rekognition:ListFaces', 'rekognition:DeleteFaces');

    super(scope, id, {
      definition: 'register-face',
      type: StateMachineType.STANDARD,
      comment: 'Registers a face, or undoes what a failed registration began.',
      functions: { InspectPhotoArn: inspectPhoto, FindDuplicateArn: findDuplicate, IndexFaceArn: indexFace, ConfirmUniqueArn: confirmUnique, RemoveFaceArn: removeFace },
      substitutions: {
        FacesTable: tables.faces.tableName,
        LateIndexSeconds: '15',
        LeaseGraceSeconds: String(LEASE_GRACE_MS / 1_000),
        ExternalIdKeyPrefix: EXTERNAL_ID_KEY_PREFIX,
        ExternalIdPauseSeconds: '1',
        MaxPhotos: String(MAX_PHOTOS),
      },
    });
    Grant.addToPrincipal({ grantee: this.stateMachine, actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'], resourceArns: [tables.faces.tableArn] });
    grantObjects(this.stateMachine, buckets.photos, 'photos/', 's3:DeleteObject');
  }
}
