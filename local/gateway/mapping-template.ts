import type { RequestContext } from './request-context.ts';

/** What a mapping template may name: the request's context, and the error when there is one. */
export interface TemplateContext extends RequestContext {
  resourcePath?: string;
  error?: {
    message: string;
    /** The message as a JSON string, quotes included. */
    messageString: string;
    responseType: string;
  };
}

/**
 * Fills in the `$context` variables of a mapping template for JSON. A variable that has no value leaves nothing.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
 */
export function renderTemplate(template: string, context: TemplateContext): string {
  return template.replaceAll(/\$context((?:\.\w+)+)/g, (_match, path: string) => {
    const names = path.split('.').slice(1);
    const value = names.reduce<unknown>((holder, name) => (typeof holder === 'object' && holder !== null && Object.hasOwn(holder, name) ? (holder as Record<string, unknown>)[name] : undefined), context);
    if (path === '.error.messageString') return String(value);
    // Within a JSON string: what the client sent must not end it.
    return typeof value === 'string' || typeof value === 'number' ? JSON.stringify(String(value)).slice(1, -1) : '';
  });
}
