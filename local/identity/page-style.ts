/**
 * The look of the issuer's pages, inline in each: they load nothing from anywhere. Colours have a contrast of at least 4.5:1
 * in both schemes; sizes follow the reader's own font size.
 */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --ground: #f3f5f8; --card: #fff; --ink: #16202e; --muted: #52606f; --line: #8492a3; --accent: #1f5fbf; --on-accent: #fff; --wrong: #a8241b; --wrong-ground: #fdf0ee; }
@media (prefers-color-scheme: dark) { :root { --ground: #10151c; --card: #19212c; --ink: #e8edf4; --muted: #a5b1c0; --line: #62707f; --accent: #7fb0ff; --on-accent: #0c1522; --wrong: #ffb0a8; --wrong-ground: #3a1d1b; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; min-height: 100dvh; display: grid; place-items: center; padding: 1rem; background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
main { width: 100%; max-width: 25rem; padding: 2rem; background: var(--card); border-radius: .75rem; box-shadow: 0 1px 2px #0002, 0 8px 32px #0001; overflow-wrap: anywhere; }
.brand { display: flex; align-items: center; gap: .625rem; margin: 0 0 1.5rem; font-size: 1.125rem; font-weight: 650; letter-spacing: .01em; }
.brand svg { width: 1.75rem; height: 1.75rem; color: var(--accent); }
h1 { margin: 0 0 1rem; font-size: 1.5rem; line-height: 1.25; }
p { margin: 0 0 1rem; }
label { display: block; margin-bottom: .25rem; font-weight: 600; }
input { width: 100%; min-height: 2.75rem; margin-bottom: 1rem; padding: .5rem .75rem; border: 1px solid var(--line); border-radius: .375rem; background: var(--card); color: var(--ink); font: inherit; }
input[aria-invalid=true] { border-color: var(--wrong); }
button, .button { display: block; width: 100%; min-height: 2.75rem; padding: .625rem 1rem; border: 0; border-radius: .375rem; background: var(--accent); color: var(--on-accent); font: inherit; font-weight: 600; text-align: center; text-decoration: none; cursor: pointer; }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.wrong { padding: .75rem; border-left: 4px solid var(--wrong); border-radius: .25rem; background: var(--wrong-ground); color: var(--wrong); }
.hint { margin: 1.5rem 0 0; padding-top: 1.25rem; border-top: 1px solid color-mix(in srgb, var(--line) 40%, transparent); color: var(--muted); font-size: .875rem; }
.hint h2 { margin: 0 0 .25rem; font-size: inherit; color: var(--ink); }
.hint ul { margin: 0 0 .5rem; padding: 0; list-style: none; }
.hint li a { display: inline-block; padding: .2rem 0; }
.hint p { margin: 0; }
@media (max-width: 26rem) { body { padding: 0; place-items: stretch; } main { max-width: none; padding: 1.5rem 1.25rem; border-radius: 0; box-shadow: none; } }
`;
