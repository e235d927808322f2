import type { Place } from './assembly-error.ts';
import { AssemblyError } from './assembly-error.ts';

/**
 * The headers that response parameters set, names as written and values without their quotes.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/request-response-data-mappings.html
 *
 * @param prefix `method.response.header.` or `gatewayresponse.header.`
 * @throws AssemblyError UNSUPPORTED for a value that is no quoted literal
 */
export function literalHeaders(parameters: Readonly<Record<string, string>>, prefix: string, place: Place): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [parameter, value] of Object.entries(parameters)) {
    const literal = /^'(.*)'$/s.exec(value)?.[1];
    if (!parameter.startsWith(prefix) || literal === undefined) {
      throw new AssemblyError('UNSUPPORTED', `only quoted literals for ${prefix}* are mapped on one machine, not ${parameter}: ${value}`, place);
    }
    headers[parameter.slice(prefix.length)] = literal;
  }
  return headers;
}

/**
 * The mapping template for JSON, null where there is none.
 *
 * @throws AssemblyError UNSUPPORTED when it uses more of the template language than `$context` variables
 */
export function mappingTemplate(templates: Readonly<Record<string, string>>, place: Place): string | null {
  const template = templates['application/json'];
  if (template === undefined) return null;
  const unsupported = /#(?:set|if|foreach|else|end)\b|\$(?:input|util|stageVariables|!)/.exec(template);
  if (unsupported) throw new AssemblyError('UNSUPPORTED', `mapping templates may use $context variables only, not ${unsupported[0]}`, place);
  return template;
}
