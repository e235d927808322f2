import { createHash, createPublicKey } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { ExportVerifier, type ExportFacts } from '../domain/export/export-verifier.ts';
import type { Finding } from '../domain/export/finding.ts';
import { LineTooLongError, MAX_LINE_BYTES, verifyChunks } from '../domain/export/verify-chunks.ts';

/** Verifies the export of a session offline: `npm run verify-export -- FILE [--key PUBLIC_KEY.pem]`. Ends with 0 when it holds, with 1 when it does not. */

const USAGE = `npm run verify-export -- FILE [--key PUBLIC_KEY]

FILE          an export of a session, as GET /sessions/{id}/export answers it
--key FILE    the public key that must have signed it, in PEM or the base64 of its DER, which you have from elsewhere than the export:
              aws kms get-public-key --key-id alias/…-signing --query PublicKey --output text > key.txt
`;

class UsageError extends Error {
  override readonly name = 'UsageError';
}

async function main(args: string[]): Promise<number> {
  const { file, keyFile } = readArguments(args);
  const pinnedKey = keyFile === null ? null : await readKey(keyFile);
  const verifier = new ExportVerifier({ pinnedKey });
  const finding = await verifyFile(verifier, file);
  process.stdout.write(finding === null ? holds(verifier.facts, pinnedKey !== null) : doesNotHold(finding));
  return finding === null ? 0 : 1;
}

function readArguments(args: string[]): { file: string; keyFile: string | null } {
  try {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { key: { type: 'string' } } });
    const [file, ...rest] = positionals;
    if (file === undefined || rest.length > 0) throw new UsageError('One file is needed.');
    return { file, keyFile: values.key ?? null };
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : '', { cause });
  }
}

/** @throws UsageError for a file that holds no public key */
async function readKey(path: string): Promise<string> {
  const text = (await readFile(path, 'utf8')).trim();
  try {
    const key = text.startsWith('-----BEGIN') ? createPublicKey(text) : createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' });
    return key.export({ format: 'der', type: 'spki' }).toString('base64');
  } catch (cause) {
    throw new UsageError(`${path} holds no public key, neither PEM nor the base64 of DER.`, { cause });
  }
}

async function verifyFile(verifier: ExportVerifier, path: string): Promise<Finding | null> {
  try {
    return await verifyChunks(verifier, createReadStream(path, { highWaterMark: 1_048_576 }) as AsyncIterable<Buffer>);
  } catch (cause) {
    if (cause instanceof LineTooLongError) throw new UsageError(`${path} is no export: it has a line of more than ${MAX_LINE_BYTES} bytes.`, { cause });
    throw cause;
  }
}

function holds(facts: ExportFacts, isPinned: boolean): string {
  const { header, sessionState, verdictCount, redactedCount, includedFrameCount, executionCount, missingHistoryCount } = facts;
  const fingerprint = createHash('sha256').update(Buffer.from(header?.publicKey ?? '', 'base64')).digest('hex');
  return [
    `The export of session ${header?.sessionId ?? ''} holds: nothing in it was changed since ${header?.exportedAt ?? ''}.`,
    sessionState === 'ended' ? `The session had ended: its ${verdictCount} verdicts are all there are.` : `The session was open: its ${verdictCount} verdicts are those up to then.`,
    ...(redactedCount > 0 ? [`Of ${redactedCount} of them something was erased, by signed receipts; what is left is as it was left.`] : []),
    `${includedFrameCount} frames are included; ${executionCount} executions, ${missingHistoryCount} without their history.`,
    `Signed by ${header?.keyId ?? ''}, whose public key has the SHA-256 ${fingerprint}.`,
    ...(isPinned
      ? ['That is the key that you have given.']
      : ["That this key is Invigil's is only what the file says: whoever forged all of it would have put their own key there. Get the key from AWS (aws kms get-public-key), or as an auditor from GET /signing-key, and give it with --key."]),
    '',
  ].join('\n');
}

function doesNotHold({ problem, message, line, section, sequence, verdictId, offsetBytes }: Finding): string {
  const place = [
    ...(line === null ? [] : [`line ${line}`]),
    ...(section === null ? [] : [`a ${section} record`]),
    ...(sequence === null ? [] : [`verdict ${sequence}`]),
    ...(verdictId === null ? [] : [verdictId]),
    ...(offsetBytes === null ? [] : [`byte ${offsetBytes}`]),
  ];
  return `The export does NOT hold: ${problem}${place.length === 0 ? '' : ` at ${place.join(', ')}`}.\n${message}\n`;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  // What is wrong with the command or the file system is for its user, without a stack.
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${error instanceof UsageError ? `\n${USAGE}` : ''}`);
  process.exitCode = 1;
}
