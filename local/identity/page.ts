import { createHash } from 'node:crypto';
import { Html, html } from './html.ts';
import { PAGE_STYLE } from './page-style.ts';

const STYLE_HASH = createHash('sha256').update(PAGE_STYLE).digest('base64');

/** A viewfinder with an eye: decoration, for the product's name stands beside it. */
const MARK = html`<svg viewBox="0 0 28 28" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" aria-hidden="true"><path d="M3 9V5a2 2 0 0 1 2-2h4M19 3h4a2 2 0 0 1 2 2v4M25 19v4a2 2 0 0 1-2 2h-4M9 25H5a2 2 0 0 1-2-2v-4M6.500 14c4.500-6 10.500-6 15 0c-4.500 6-10.500 6-15 0z"/><circle cx="14" cy="14" r="2" fill="currentColor" stroke="none"/></svg>`;

/**
 * The pages' policy: no script, no style but theirs, nothing fetched, no frame around them. Browsers apply
 * form-action to the redirects after a form too, so it names where a sign-in may end.
 *
 * @param formTargets origins beside the issuer's own
 */
export function contentSecurityPolicy(formTargets: readonly string[]): string {
  return [
    "default-src 'none'",
    // None at all; not 'none', for oidc-provider adds the hash of the one script of a form that submits itself.
    'script-src',
    `style-src 'sha256-${STYLE_HASH}'`,
    `form-action ${["'self'", ...formTargets].join(' ')}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/**
 * A whole page in the product's look.
 *
 * @param language of its texts
 */
export function page(language: string, title: string, content: Html): string {
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} - Invigil</title>
<style>${new Html(PAGE_STYLE)}</style>
</head>
<body>
<main>
<p class="brand">${MARK}Invigil</p>
${content}
</main>
</body>
</html>
`.text;
}
