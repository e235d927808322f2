/*
 * `--lang de` among the arguments: whoever imports this before the texts of the browser tests has all of them in that language. What is left of the
 * arguments are names of pages.
 */
const args = process.argv.slice(2);
const at = args.indexOf('--lang');
const [, language] = at < 0 ? [] : args.splice(at, 2);
if (language !== undefined) process.env.INVIGIL_TEST_LANGUAGE = language;

/** Beginnings of the names of pages; none means all. */
export const WANTED_PAGES: readonly string[] = args;
