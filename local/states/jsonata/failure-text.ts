/** How Step Functions words the bounds of an evaluation, by JSONata's codes. */
const BOUND_TEXTS: Readonly<Record<string, string>> = {
  D1011: 'Stack overflow error: Check for non-terminating recursive function.  Consider rewriting as tail-recursive',
  D1012: 'Expression evaluation timeout: Check for infinite loop',
  D2014: 'Expression evaluation memory limit exceeded: Check for excessive memory usage',
  D2015: 'Expression evaluation memory limit exceeded: Check for excessive memory usage',
};

/** What follows "threw an error during evaluation": `. CODE: message` for an error of JSONata, `: message` for a bound or any other. */
export function failureText(error: unknown): string {
  const { code, message } = error as { code?: unknown; message?: unknown };
  const text = typeof message === 'string' ? message : 'unknown';
  if (typeof code !== 'string') return `: ${text}`;
  const boundText = BOUND_TEXTS[code];
  return boundText === undefined ? `. ${code}: ${text}` : `: ${boundText}`;
}
