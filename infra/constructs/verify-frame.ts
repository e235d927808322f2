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

export interface VerifyFrameProps {
  tables: Tables;
  buckets: ImageBuckets;
  collection: FaceCollection;
}

/** The Express machine that verifies a frame, and the functions that it calls. */
export class VerifyFrame extends Workflow {
  constructor(scope: Construct, id: string, { tables, buckets, collection }: VerifyFrameProps) {
    const timeout = CONFIG.analysisTimeout;
    const analysis = (name: string, description: string, environment: Record<string, string> = {}): Handler => {
      const handler = new Handler(scope, name, { description, timeout, environment });
      // Rekognition reads the frame on its caller's behalf.
      grantObjects(handler, buckets.frames, 'frames/', 's3:GetObject');
      return handler;
    };
    const detectLabels = analysis('DetectLabels', 'Detects the objects and people of a frame.');
    detectLabels.allowWithoutResource('rekognition:DetectLabels');
    const detectFaces = analysis('DetectFaces', 'Detects the faces of a frame.');
    detectFaces.allowWithoutResource('rekognition:DetectFaces');
    const detectModeration = analysis('DetectModeration', 'Detects the unsafe content of a frame.');
    detectModeration.allowWithoutResource('rekognition:DetectModerationLabels');
    const identifyFace = analysis('IdentifyFace', 'Finds whose the largest face of a frame is.', {
      COLLECTION_ID: collection.collectionId,
      FACES_TABLE: tables.faces.tableName,
    });
    collection.grant(identifyFace, 'rekognition:SearchFacesByImage');
    Grant.addToPrincipal({ grantee: identifyFace, actions: ['dynamodb:GetItem'], resourceArns: [tables.faces.tableArn] });
    const judge = new Handler(scope, 'Judge', { description: 'Merges the four analyses into one verdict.', timeout });

    super(scope, id, {
      definition: 'verify-frame',
      type: StateMachineType.EXPRESS,
      comment: 'Verifies a frame and records the verdict.',
      functions: { DetectLabelsArn: detectLabels, IdentifyFaceArn: identifyFace, DetectFacesArn: detectFaces, DetectModerationArn: detectModeration, JudgeArn: judge },
      substitutions: { VerdictsTable: tables.verdicts.tableName },
    });
    Grant.addToPrincipal({ grantee: this.stateMachine, actions: ['dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:GetItem'], resourceArns: [tables.verdicts.tableArn] });
  }
}
