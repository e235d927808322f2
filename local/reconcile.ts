import { parseArgs } from 'node:util';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { REGION } from './aws/service.ts';
import { readSettings, SettingsError } from './settings.ts';

/*
 * npm run reconcile [-- --repair]: has the running instance compare its faces, rows and photos, and, with --repair, mend what does not belong together.
 * Ends with 1 when something is left.
 */
interface Report {
  mended: number;
  left: number;
  findings: { kind: string; externalImageId: string; subject: string | null; outcome: 'mended' | 'left' }[];
}

const TIMEOUT_MS = 16 * 60_000;

const print = (line: string): void => void process.stdout.write(`${line}\n`);

try {
  const { repair } = parseArgs({ options: { repair: { type: 'boolean', default: false } } }).values;
  const report = await reconcile(repair, readSettings([], process.env).awsPort);
  for (const { kind, outcome, externalImageId, subject } of report.findings) print(`${outcome.padEnd(6)}  ${kind.padEnd(20)}  ${externalImageId.padEnd(36)}  ${subject ?? ''}`.trimEnd());
  print(report.findings.length === 0 ? 'Faces, rows and photos belong together.' : `${report.mended} mended, ${report.left} left.${repair || report.left === 0 ? '' : ' To mend them: npm run reconcile -- --repair'}`);
  if (report.left > 0) process.exitCode = 1;
} catch (error) {
  process.stderr.write(`Faces, rows and photos could not be compared. ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

/** @throws SettingsError when no instance answers at the port */
async function reconcile(repair: boolean, awsPort: number): Promise<Report> {
  const lambda = new LambdaClient({
    endpoint: `http://127.0.0.1:${awsPort}`,
    region: REGION,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
    requestHandler: { requestTimeout: TIMEOUT_MS },
  });
  try {
    const { Payload: payload, FunctionError: functionError } = await lambda.send(new InvokeCommand({ FunctionName: 'reconcile', Payload: JSON.stringify({ repair }) }));
    const answer = JSON.parse(Buffer.from(payload ?? []).toString('utf8')) as Report & { errorType?: string };
    if (functionError !== undefined) throw new Error(`The function failed with ${answer.errorType ?? functionError}; the log of the function says more.`);
    return answer;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED') {
      throw new SettingsError(`No instance runs at port ${awsPort}: start one, or name its port with INVIGIL_AWS_PORT.`, { cause: error });
    }
    throw error;
  } finally {
    lambda.destroy();
  }
}
