import process from 'node:process';
import { requestToken } from './token-command.ts';

// npm run --silent token -- admin|auditor|candidate: one ID token on stdout and nothing else.
try {
  process.stdout.write(`${await requestToken(process.argv[2], process.env)}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : 'The token could not be had.'}\n`);
  process.exitCode = 1;
}
