import { cp, mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { synthesise } from '../../../local/assembly/synthesise.ts';

let projectDir: string;
let cacheDir: string;

/** An app that writes what it was started with where the CDK would write an assembly, and counts its runs. */
const APP = `
  import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
  const { CDK_OUTDIR, CDK_CONTEXT_JSON } = process.env;
  appendFileSync('runs', 'run\\n');
  console.error('synthesizing');
  mkdirSync(CDK_OUTDIR + '/asset.1', { recursive: true });
  writeFileSync(CDK_OUTDIR + '/asset.1/index.mjs', 'export {}');
  writeFileSync(CDK_OUTDIR + '/manifest.json', JSON.stringify({ context: JSON.parse(CDK_CONTEXT_JSON), execPath: process.execPath }));
`;

beforeEach(async () => {
  projectDir = await mkdtemp(join(tmpdir(), 'invigil-project-'));
  cacheDir = join(projectDir, '.cache/assembly');
  await mkdir(join(projectDir, 'infra'));
  await writeFile(join(projectDir, 'infra/app.mjs'), APP);
  await writeFile(join(projectDir, 'cdk.json'), JSON.stringify({ app: 'node infra/app.mjs', context: { colour: 'blue' } }));
});
afterEach(() => rm(projectDir, { recursive: true }));

const run = (onProgress: (line: string) => void = () => undefined): Promise<string> => synthesise({ projectDir, cacheDir, onProgress });
const runs = async (): Promise<number> => (await readFile(join(projectDir, 'runs'), 'utf8')).trim().split('\n').length;

describe('synthesis', () => {
  it("runs the app with our node and the context that cdk synth gives it, and without the web app's files", async () => {
    const lines: string[] = [];
    const assemblyDir = await run((line) => lines.push(line));
    expect(JSON.parse(await readFile(join(assemblyDir, 'manifest.json'), 'utf8'))).toEqual({
      context: { colour: 'blue', 'aws:cdk:enable-path-metadata': true, 'aws:cdk:enable-asset-metadata': true, 'aws:cdk:bundling-stacks': ['**'], 'invigil:without-app-files': true },
      execPath: process.execPath,
    });
    expect(await readdir(join(assemblyDir, 'asset.1'))).toEqual(['index.mjs']);
    expect(lines).toEqual(['synthesizing']);
  });

  it('runs once for the same sources, again for others, and not again when they are back', async () => {
    const first = await run();
    expect(await run()).toBe(first);
    await mkdir(join(projectDir, 'functions'));
    await writeFile(join(projectDir, 'functions/new.ts'), 'export {}');
    const second = await run();
    expect(second).not.toBe(first);
    await rm(join(projectDir, 'functions'), { recursive: true });
    expect(await run()).toBe(first);
    expect(await runs()).toBe(2);
  });

  it('by several at the same time gives all of them one assembly', async () => {
    const dirs = await Promise.all([run(), run(), run()]);
    expect(new Set(dirs).size).toBe(1);
    expect(await readdir(cacheDir)).toHaveLength(1);
  });

  it('keeps the assemblies used last, and clears what was interrupted long ago', async () => {
    const first = await run();
    const longAgo = new Date('2026-01-01');
    for (const name of ['a', 'b', 'c', 'd', 'e']) {
      await cp(first, join(cacheDir, name), { recursive: true });
      await utimes(join(cacheDir, name), longAgo, name === 'c' ? new Date('2025-01-01') : longAgo);
    }
    await mkdir(join(cacheDir, 'old.tmp'));
    await utimes(join(cacheDir, 'old.tmp'), longAgo, longAgo);
    await mkdir(join(cacheDir, 'new.tmp'));
    await writeFile(join(projectDir, 'infra/more.ts'), '');
    const second = await run();
    const left = await readdir(cacheDir);
    expect(left).toHaveLength(6);
    expect(left.map((name) => join(cacheDir, name))).toEqual(expect.arrayContaining([first, second, join(cacheDir, 'new.tmp')]));
    expect(left).not.toContain('c');
    expect(left).not.toContain('old.tmp');
  });

  it('of an app that fails is an error with what the app said, and leaves nothing', async () => {
    await writeFile(join(projectDir, 'infra/app.mjs'), 'throw new Error("no such construct");');
    await expect(run()).rejects.toMatchObject({ name: 'SynthesisError', exitCode: 1, message: expect.stringContaining('no such construct') });
    expect(await readdir(cacheDir)).toEqual([]);
  });

  it('of an app that writes nothing is an error', async () => {
    await writeFile(join(projectDir, 'infra/app.mjs'), '');
    await expect(run()).rejects.toMatchObject({ name: 'SynthesisError', message: expect.stringContaining('wrote no cloud assembly') });
  });
});
