import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDataDir, type IdentityInstance, removeDataDir, startIdentity } from '../../helpers/identity-instance.ts';

interface Outcome {
  exitCode: number | string | null | undefined;
  stdout: string;
  stderr: string;
}

describe('the token command', () => {
  let instance: IdentityInstance;
  let otherDir: string;

  beforeAll(async () => {
    instance = await startIdentity(await createDataDir());
    otherDir = await createDataDir();
  });

  afterAll(async () => {
    await instance.stop();
    await removeDataDir(instance.dataDir);
    await removeDataDir(otherDir);
  });

  /** Runs it as a process of its own, as npm does. */
  async function run(roles: string[], changes: Record<string, string> = {}): Promise<Outcome> {
    const env = { ...process.env, INVIGIL_PORT: new URL(instance.origin).port, INVIGIL_DATA: instance.dataDir, ...changes };
    return new Promise((resolve) => {
      execFile(process.execPath, ['local/identity/token.ts', ...roles], { env }, (error, stdout, stderr) => { resolve({ exitCode: error ? error.code : 0, stdout, stderr }); });
    });
  }

  function expectRefused({ exitCode, stdout, stderr }: Outcome, message: RegExp): void {
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd()).not.toContain('\n');
  }

  it('prints an ID token and nothing else', async () => {
    const { exitCode, stdout, stderr } = await run(['auditor']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    expect(await instance.issuer.verifyIdToken(stdout.trim())).toMatchObject({ email: 'auditor@invigil.local', 'cognito:groups': ['auditor'] });
  });

  it('leaves no refresh token behind', async () => {
    const refreshTokens = async (): Promise<string[]> => {
      const lines = (await readFile(`${instance.dataDir}/identity/sessions.jsonl`, 'utf8')).trimEnd().split('\n').map((line) => JSON.parse(line) as { model: string; id: string; payload?: object });
      const ofModel = lines.filter(({ model }) => model === 'RefreshToken');
      return ofModel.filter(({ payload, id }) => payload && !ofModel.some((line) => line.id === id && !line.payload)).map(({ id }) => id);
    };
    await instance.signIn('admin@invigil.local');
    const before = await refreshTokens();
    expect(before).toHaveLength(1);
    await run(['admin']);
    expect(await refreshTokens()).toEqual(before);
  });

  it('names the roles when the role is unknown or missing', async () => {
    expectRefused(await run(['root']), /root: admin, auditor, candidate\./);
    expectRefused(await run([]), /admin, auditor, candidate\./);
  });

  it('tells that no instance answers', async () => {
    expectRefused(await run(['admin'], { INVIGIL_PORT: '1' }), /No instance answers on port 1\b/);
    expectRefused(await run(['admin'], { INVIGIL_PORT: 'x' }), /INVIGIL_PORT is no port/);
  });

  it('tells that something else answers', async () => {
    const server = createServer((_request, response) => { response.end('hello'); });
    await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
    try {
      expectRefused(await run(['admin'], { INVIGIL_PORT: String((server.address() as AddressInfo).port) }), /is not Invigil/);
    } finally {
      server.close();
    }
  });

  it('tells that the data directory is not that of the instance', async () => {
    expectRefused(await run(['admin'], { INVIGIL_DATA: otherDir }), /password does not exist: INVIGIL_DATA/);
    const other = await startIdentity(otherDir);
    try {
      expectRefused(await run(['admin'], { INVIGIL_DATA: otherDir }), /another password .*INVIGIL_DATA must name its data/);
    } finally {
      await other.stop();
    }
  });
});
