import { messagePage } from './message-page.ts';
import type { Middleware } from './middleware.ts';
import { contentSecurityPolicy } from './page.ts';
import { textsFor } from './texts.ts';

export interface ResponseRulesProps {
  /** Of the app: the only ones whose scripts may read an answer. */
  appOrigins: readonly string[];
  appUrl: string;
  onDefect: (operation: string, error: unknown) => void;
}

/** What holds for every answer: its security headers, who may read it, and no more of an error than its reader needs. */
export function createResponseRules({ appOrigins, appUrl, onDefect }: ResponseRulesProps): Middleware {
  const policy = contentSecurityPolicy(appOrigins);

  return async (context, next) => {
    context.set({
      'Content-Security-Policy': policy,
      'X-Content-Type-Options': 'nosniff',
      'X-Frame-Options': 'DENY',
      // Not `no-referrer`: with that a browser sends the form with `Origin: null`.
      'Referrer-Policy': 'same-origin',
    });
    try {
      await next();
    } catch (error) {
      onDefect(`${context.method} ${context.path}`, error);
      context.status = 500;
      context.type = 'html';
      context.body = messagePage(textsFor(context), { name: 'failed', appUrl });
    }
    if (context.status === 404 && context.body === undefined) {
      context.type = 'html';
      context.body = messagePage(textsFor(context), { name: 'notFound', appUrl });
      // Koa takes a body for success.
      context.status = 404;
    }
    if (context.type === 'text/html') context.set('Cache-Control', 'no-store');
    if (!appOrigins.includes(context.get('Origin'))) {
      for (const header of Object.keys(context.response.headers)) {
        if (header.startsWith('access-control-')) context.remove(header);
      }
    }
  };
}
