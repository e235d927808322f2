import { run } from './run.ts';

// The first signal ends it in order, the second at once.
const cancel = new AbortController();
const stop = (): void => {
  if (cancel.signal.aborted) process.exit(1);
  cancel.abort();
};
process.on('SIGINT', stop);
process.on('SIGTERM', stop);

process.exitCode = await run({
  commandLine: process.argv.slice(2),
  writeOut: (text) => void process.stdout.write(text),
  writeError: (text) => void process.stderr.write(text),
  isTerminal: process.stderr.isTTY,
  signal: cancel.signal,
});
process.removeListener('SIGINT', stop);
process.removeListener('SIGTERM', stop);
