import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { RekognitionClient } from '@aws-sdk/client-rekognition';
import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { freePort } from '../../local/free-port.ts';
import { demoEmail } from '../../local/identity/demo-user.ts';
import { readPassword } from '../../local/identity/identity-state.ts';
import { signIn } from '../../local/identity/sign-in.ts';

const START = fileURLToPath(new URL('../../local/start.ts', import.meta.url));
const READY = 'Invigil is ready.';

export type Role = 'admin' | 'auditor' | 'candidate';

export interface ApiResponse {
  status: number;
  headers: Headers;
  body: unknown;
}

export interface ApiCall {
  method?: string;
  /** Null sends no token. */
  as?: Role | null;
  /** Sent as JSON unless it is text. */
  body?: unknown;
  headers?: Record<string, string>;
}

/** The product itself, as a person starts it, in a process of its own. */
export class Instance implements AsyncDisposable {
  readonly origin: string;
  readonly awsEndpointUrl: string;
  readonly #process: ChildProcess;
  readonly #dataDir: string;
  readonly #port: number;
  readonly #tokens = new Map<Role, Promise<string>>();
  #output = '';

  private constructor(process: ChildProcess, { dataDir, port, awsPort }: { dataDir: string; port: number; awsPort: number }) {
    this.#process = process;
    this.#dataDir = dataDir;
    this.#port = port;
    this.origin = `http://127.0.0.1:${port}`;
    this.awsEndpointUrl = `http://127.0.0.1:${awsPort}`;
  }

  /**
   * Starts an instance and waits until it says that it is ready. On free ports, unless it is another one's successor.
   * @param frameBurst how many frames a person may send at once; null is as many as they like
   */
  static async start(dataDir: string, { commandLine = ['--faults'], successorOf, frameBurst = null }: { commandLine?: string[]; successorOf?: Instance; frameBurst?: number | null } = {}): Promise<Instance> {
    const port = successorOf === undefined ? await freePort('127.0.0.1') : successorOf.#port;
    const awsPort = await freePort('127.0.0.1');
    const child = spawn(process.execPath, [START, ...commandLine], {
      env: { PATH: process.env.PATH, HOME: process.env.HOME, INVIGIL_PORT: String(port), INVIGIL_AWS_PORT: String(awsPort), INVIGIL_DATA: dataDir, ...(frameBurst === null ? {} : { INVIGIL_FRAME_BURST: String(frameBurst) }) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const instance = new Instance(child, { dataDir, port, awsPort });
    await instance.#untilReady();
    return instance;
  }

  /** Of its process. */
  get pid(): number {
    return this.#process.pid ?? NaN;
  }

  /** Everything that it has printed. */
  get output(): string {
    return this.#output;
  }

  /** Of all demo users of its data folder. */
  get password(): string {
    return readPassword(this.#dataDir) ?? '';
  }

  async call(path: string, { method = 'POST', as = 'candidate', body, headers = {} }: ApiCall = {}): Promise<ApiResponse> {
    const authorization: Record<string, string> = as === null ? {} : { authorization: `Bearer ${await this.token(as)}` };
    const response = await fetch(`${this.origin}/api${path}`, {
      method,
      headers: { ...authorization, ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === '' ? null : (JSON.parse(text) as unknown) };
  }

  /** An ID token, by the whole sign-in of the demo user. */
  token(role: Role): Promise<string> {
    const known = this.#tokens.get(role);
    if (known !== undefined) return known;
    const token = this.#signIn(role);
    this.#tokens.set(role, token);
    return token;
  }

  /** Replaces the injected faults. */
  async inject(...faults: Record<string, unknown>[]): Promise<void> {
    const response = await fetch(`${this.awsEndpointUrl}/_faults`, { method: 'PUT', body: JSON.stringify(faults) });
    if (!response.ok) throw new Error(`The faults were refused: ${await response.text()}`);
  }

  readonly aws = {
    dynamoDb: (): DynamoDBDocumentClient => DynamoDBDocumentClient.from(new DynamoDBClient(this.#clientConfig())),
    s3: (): S3Client => new S3Client({ ...this.#clientConfig(), forcePathStyle: true }),
    rekognition: (): RekognitionClient => new RekognitionClient(this.#clientConfig()),
    logs: (): CloudWatchLogsClient => new CloudWatchLogsClient(this.#clientConfig()),
    stepFunctions: (): SFNClient => new SFNClient({ ...this.#clientConfig(), disableHostPrefix: true }),
  };

  /** As Ctrl-C does. Answers the exit code. */
  async stop(): Promise<number | null> {
    return this.#end('SIGINT');
  }

  /** As a power cut does, but for the disk. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#end('SIGKILL');
  }

  #clientConfig() {
    return { endpoint: this.awsEndpointUrl, region: 'us-east-1', credentials: { accessKeyId: 'any', secretAccessKey: 'any' }, maxAttempts: 1 };
  }

  async #signIn(role: Role): Promise<string> {
    const config = (await (await fetch(`${this.origin}/config.json`)).json()) as { issuer: string; clientId: string };
    const { idToken } = await signIn({ issuerUrl: config.issuer, clientId: config.clientId, redirectUri: `${this.origin}/signed-in`, email: demoEmail(role), password: this.password });
    return idToken;
  }

  async #end(signal: NodeJS.Signals): Promise<number | null> {
    if (this.#process.exitCode === null && this.#process.signalCode === null) {
      this.#process.kill(signal);
      await once(this.#process, 'exit');
    }
    return this.#process.exitCode;
  }

  async #untilReady(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const read = (chunk: Buffer): void => {
        this.#output += chunk.toString();
        if (this.#output.includes(READY)) resolve();
      };
      this.#process.stdout?.on('data', read);
      this.#process.stderr?.on('data', read);
      this.#process.once('exit', () => { reject(new Error(`Invigil ended before it was ready:\n${this.#output}`)); });
    });
  }
}
