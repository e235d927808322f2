import { createHash } from 'node:crypto';

const STYLE = `
:root { color-scheme: light dark; font: 1rem/1.6 system-ui, sans-serif; }
body { max-width: 46rem; margin: 4rem auto; padding: 0 1.25rem; color: light-dark(#1b2430, #e6ebf2); background: light-dark(#f7f9fc, #10151c); }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .5rem; }
pre { overflow-x: auto; padding: 1rem; border-radius: .5rem; background: light-dark(#e9eef5, #1a222c); font-size: .875rem; }
a { color: light-dark(#0b57a4, #7cc0ff); }
`;

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** What stands at `/`: that Invigil runs, and how to ask it something. */
export const welcomePage = {
  headers: {
    'content-security-policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`,
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  },

  html: (origin: string): string => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Invigil</title><style>${STYLE}</style></head>
<body>
<main>
<h1>Invigil is running</h1>
<p>The API is at <a href="${origin}/api/health">${origin}/api</a>. Send it a frame from a terminal in the project's folder:</p>
<pre><code>TOKEN=$(npm run --silent token -- candidate)
base64 -w0 photo.jpg | sed 's/.*/{"image":"&amp;"}/' |
  curl ${origin}/api/verdicts -H "Authorization: Bearer $TOKEN" -d @-</code></pre>
</main>
</body>
</html>
`,
};
