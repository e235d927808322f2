import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fastify, { type FastifyInstance } from 'fastify';
import { securityHeaders } from '../../../domain/security-headers.ts';
import { serveApp } from '../../../local/app/serve-app.ts';

let appDir: string;
let server: FastifyInstance;

beforeAll(async () => {
  appDir = await mkdtemp(join(tmpdir(), 'invigil-app-'));
  await mkdir(join(appDir, 'assets'));
  await writeFile(join(appDir, 'index.html'), '<title>Invigil</title>');
  await writeFile(join(appDir, 'favicon.svg'), '<svg/>');
  await writeFile(join(appDir, 'assets/index-abc.js'), 'export {}');
  server = fastify();
  await serveApp(server, { appDir, origin: 'http://127.0.0.1:4000' });
});
afterAll(async () => {
  await server.close();
  await rm(appDir, { recursive: true });
});

const get = (url: string, accept = '*/*', host = '127.0.0.1:4000') => server.inject({ url, headers: { accept, host } });
const HTML = 'text/html,application/xhtml+xml,*/*;q=0.8';

describe('the app', () => {
  it.each(['/', '/exam', '/executions/abc?x=1', '/apiary'])('is its page at %s, asked for anew each time', async (url) => {
    const { statusCode, headers, body } = await get(url, HTML);
    expect([statusCode, body, headers['cache-control']]).toEqual([200, '<title>Invigil</title>', 'no-cache']);
    expect(headers).toMatchObject({ ...securityHeaders(), 'content-type': 'text/html; charset=utf-8' });
  });

  it('has hashed files that are kept for ever, and others that are not', async () => {
    const hashed = await get('/assets/index-abc.js');
    expect(hashed.headers).toMatchObject({ ...securityHeaders(), 'cache-control': 'public, max-age=31536000, immutable', 'content-type': expect.stringContaining('javascript') });
    expect((await get('/favicon.svg')).headers['cache-control']).toBe('no-cache');
  });

  it.each([
    ['/assets/gone-123.js', HTML],
    ['/api', HTML],
    ['/api/nothing', HTML],
    ['/issuer/nothing', HTML],
    ['/nothing.png', 'image/*'],
    ['/../package.json', '*/*'],
  ])('has nothing at %s for who accepts %s', async (url, accept) => {
    const { statusCode, headers, body } = await get(url, accept);
    expect([statusCode, headers['cache-control'], body]).toEqual([404, 'no-store', 'There is no such page.\n']);
  });

  it('leads who comes by another name of this machine to the name that the issuer knows', async () => {
    const { statusCode, headers } = await get('/executions/abc?x=1', HTML, 'localhost:4000');
    expect([statusCode, headers.location]).toEqual([307, 'http://127.0.0.1:4000/executions/abc?x=1']);
    expect((await get('/favicon.svg', 'image/*', 'localhost:4000')).statusCode).toBe(200);
    expect((await get('/', HTML, 'exam.example.org')).statusCode).toBe(200);
  });

  it('takes no form', async () => {
    expect((await server.inject({ method: 'POST', url: '/exam', headers: { accept: HTML, host: '127.0.0.1:4000' } })).statusCode).toBe(404);
  });
});
