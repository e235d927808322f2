import { isLoopback } from './host.ts';
import { startRuntime, type Runtime } from './runtime.ts';
import { readSettings, type Settings, USAGE } from './settings.ts';

// Functions run in UTC on AWS, and threads take their time zone from the process.
process.env.TZ = 'UTC';

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const printError = (line: string): void => void process.stderr.write(`${line}\n`);

try {
  const settings = readSettings(process.argv.slice(2), process.env);
  if (settings.help) print(USAGE);
  else await start(settings);
} catch (error) {
  printError(`Invigil could not start. ${explain(error)}`);
  process.exitCode = 1;
}

async function start(settings: Settings): Promise<void> {
  print('Invigil is starting …');
  const runtime = await startRuntime({
    ...settings,
    onProgress: (line) => { print(`  ${line}`); },
    onDefect: (operation, error) => { printError(`${new Date().toISOString()} ${operation}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`); },
  });
  stopOnSignals(runtime);
  welcome(runtime, settings);
}

function welcome({ origin, awsEndpointUrl, users, password }: Runtime, { host, faults, dataDir }: Settings): void {
  print(`
Invigil is ready.

  Open           ${origin}
  API            ${origin}/api
  Sign in as     ${users.map(({ email }) => email).join(', ')}
  Password       ${password}
  A token        npm run --silent token -- ${users.flatMap(({ groups }) => groups).join('|')}
  AWS endpoint   ${awsEndpointUrl}   (AWS_ENDPOINT_URL=${awsEndpointUrl}, any credentials, us-east-1)
  Data           ${dataDir}`);
  if (faults) print(`  Faults         PUT ${awsEndpointUrl}/_faults`);
  if (!isLoopback(host)) {
    print(`
  Beware: with --host ${host} whoever reaches this machine over the network reaches the AWS endpoint too, which asks nobody
  who they are, and everything is sent unencrypted. Registered faces and frames are theirs to read. For trying out only.`);
  }
  print('\nCtrl-C stops it.');
}

/** The first signal ends everything in order, the second at once. */
function stopOnSignals(runtime: Runtime): void {
  let stopping = false;
  const stop = (): void => {
    if (stopping) process.exit(1);
    stopping = true;
    print('\nInvigil is stopping …');
    runtime.close().then(
      () => process.exit(0),
      (error: unknown) => {
        printError(explain(error));
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'EADDRINUSE' && 'port' in error) {
    return `Port ${String(error.port)} is in use. Stop what listens there, or choose other ports with INVIGIL_PORT and INVIGIL_AWS_PORT.`;
  }
  return error.message;
}
