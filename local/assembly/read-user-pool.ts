import { z } from 'zod';
import type { UserPoolResource } from './assembly.ts';
import type { StackModel } from './stack-model.ts';
import { theOnly } from './the-only.ts';

/** The user pool, its groups in the template's order, and the app's client. */
export function readUserPool(stack: StackModel): UserPoolResource {
  const pool = theOnly(stack, 'AWS::Cognito::UserPool');
  const client = theOnly(stack, 'AWS::Cognito::UserPoolClient');
  const groups = stack.resourcesOf(['AWS::Cognito::UserPoolGroup'], z.object({}));
  return {
    id: stack.nameOf(pool.logicalId, pool.place),
    arn: stack.arnOf(pool.logicalId, pool.place),
    groups: groups.map(({ logicalId, place }) => stack.nameOf(logicalId, place)),
    clientId: stack.nameOf(client.logicalId, client.place),
  };
}
