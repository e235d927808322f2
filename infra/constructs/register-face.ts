import { Grant } from 'aws-cdk-lib/aws-iam';
import { StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { CONFIG } from '../config.ts';
import { grantObjects } from '../grant-objects.ts';
import type { FaceCollection } from './face-collection.ts';
import { Handler } from './handler.ts';
import type { ImageBuckets } from './image-buckets.ts';
import type { Tables } from './tables.ts';
import { Workflow } from './workflow.ts';

export interface RegisterFaceProps {
  tables: Tables;
  buckets: ImageBuckets;
  collection: FaceCollection;
}

/** The Standard machine that registers a face, and the functions that it calls. */
export class RegisterFace extends Workflow {
  constructor(scope: Construct, id: string, { tables, buckets, collection }: RegisterFaceProps) {
    const timeout = CONFIG.registrationStepTimeout;
    const environment = { COLLECTION_ID: collection.collectionId };
    const inspectPhoto = new Handler(scope, 'InspectPhoto', { description: 'Finds every reason against registering a photo.', timeout });
    grantObjects(inspectPhoto, buckets.photos, 'photos/', 's3:GetObject');
    inspectPhoto.allowWithoutResource('rekognition:DetectFaces');
    const indexFace = new Handler(scope, 'IndexFace', { description: "Adds a photo's face to the collection.", timeout, environment });
    grantObjects(indexFace, buckets.photos, 'photos/', 's3:GetObject');
    collection.grant(indexFace, 'rekognition:IndexFaces');
    const removeFace = new Handler(scope, 'RemoveFace', { description: 'Removes what a failed registration left in the collection.', timeout, environment });
    collection.grant(removeFace, 'rekognition:ListFaces', 'rekognition:DeleteFaces');

    super(scope, id, {
      definition: 'register-face',
      type: StateMachineType.STANDARD,
      comment: 'Registers a face, or undoes what a failed registration began.',
      functions: { InspectPhotoArn: inspectPhoto, IndexFaceArn: indexFace, RemoveFaceArn: removeFace },
      substitutions: { FacesTable: tables.faces.tableName, LateIndexSeconds: '15' },
    });
    Grant.addToPrincipal({ grantee: this.stateMachine, actions: ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'], resourceArns: [tables.faces.tableArn] });
    grantObjects(this.stateMachine, buckets.photos, 'photos/', 's3:DeleteObject');
  }
}
