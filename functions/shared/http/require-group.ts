import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { ForbiddenError } from '../../../domain/errors.ts';
import { callerOf, type Group } from './request.ts';

/**
 * Lets only members of one of these groups pass; a signed-in person without any group may do nothing.
 * @param onRefusal what is done before somebody is refused
 */
export function requireGroup(groups: readonly Group[], onRefusal: (event: APIGatewayProxyEvent) => Promise<void>): MiddlewareObj<APIGatewayProxyEvent> {
  return {
    before: async ({ event }) => {
      if (callerOf(event).groups.some((group) => groups.includes(group))) return;
      await onRefusal(event);
      throw new ForbiddenError(`This needs one of the groups: ${groups.join(', ')}.`);
    },
  };
}
