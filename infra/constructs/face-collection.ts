import { Aws, RemovalPolicy } from 'aws-cdk-lib';
import type { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CfnCollection } from 'aws-cdk-lib/aws-rekognition';
import { Construct } from 'constructs';
import { STACK_SUFFIX } from '../stack-suffix.ts';

/** The registered faces. Retained: without it nobody is recognised any more. */
export class FaceCollection extends Construct {
  readonly collectionId: string;
  readonly #arn: string;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    // CloudFormation names no collection by itself, and this one stays when the stack goes.
    const collection = new CfnCollection(this, 'Collection', { collectionId: `${Aws.STACK_NAME}-faces-${STACK_SUFFIX}` });
    collection.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    this.collectionId = collection.ref;
    this.#arn = collection.attrArn;
  }

  /** Grants operations on this collection, for example `rekognition:SearchFacesByImage`. */
  grant(grantee: IGrantable, ...actions: string[]): Grant {
    return iam.Grant.addToPrincipal({ grantee, actions, resourceArns: [this.#arn] });
  }
}
