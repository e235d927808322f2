import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { ForbiddenError } from '../../../domain/errors.ts';
import { callerOf, type Group } from './request.ts';

/** Lets only members of one of these groups pass; a signed-in person without any group may do nothing. */
export function requireGroup(groups: readonly Group[]): MiddlewareObj<APIGatewayProxyEvent> {
  return {
    before: ({ event }) => {
      if (!callerOf(event).groups.some((group) => groups.includes(group))) {
        throw new ForbiddenError(`This needs one of the groups: ${groups.join(', ')}.`);
      }
    },
  };
}
