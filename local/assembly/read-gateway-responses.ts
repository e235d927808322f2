import { z } from 'zod';
import type { GatewayResponse } from './assembly.ts';
import { literalHeaders, mappingTemplate } from './mapping.ts';
import type { StackModel } from './stack-model.ts';

const GatewayResponseSchema = z.object({
  ResponseType: z.string(),
  StatusCode: z.coerce.number().optional(),
  ResponseParameters: z.record(z.string(), z.string()).default({}),
  ResponseTemplates: z.record(z.string(), z.string()).default({}),
});

/** The gateway responses that the template sets, by response type. */
export function readGatewayResponses(stack: StackModel): Map<string, GatewayResponse> {
  return new Map(
    stack.resourcesOf(['AWS::ApiGateway::GatewayResponse'], GatewayResponseSchema).map(({ place, properties }) => [
      properties.ResponseType,
      {
        responseType: properties.ResponseType,
        statusCode: properties.StatusCode ?? null,
        headers: literalHeaders(properties.ResponseParameters, 'gatewayresponse.header.', place),
        body: mappingTemplate(properties.ResponseTemplates, place),
      },
    ]),
  );
}
