import { execFile } from 'node:child_process';
import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { findChromium, NoChromiumError } from '../../helpers/browser/chromium.ts';
import { unpackChromium } from '../../helpers/browser/unpack-chromium.ts';
import { createDataFolder } from '../../helpers/data-folder.ts';

const run = promisify(execFile);

async function createExecutable(path: string): Promise<string> {
  await writeFile(path, '#!/bin/sh\n');
  await chmod(path, 0o755);
  return path;
}

describe('the Chromium of the tests', () => {
  it('is unpacked whole by two at once, who leave nothing else', async () => {
    await using folder = await createDataFolder();
    const target = join(folder.path, '1.0.0');
    expect(await Promise.all([unpackChromium(target), unpackChromium(target)])).toEqual([target, target]);
    expect(await readdir(folder.path)).toEqual(['1.0.0']);
    expect((await readdir(target)).sort()).toEqual(['chromium', 'fonts', 'lib']);
    expect(await readdir(join(target, 'fonts'))).toContain('fonts.conf');
  });

  it('starts where the system has neither NSS nor NSPR nor expat, by the libraries of the package', async () => {
    const { executablePath } = await findChromium({ variables: {} });
    const folder = join(executablePath, '..');
    const { stdout } = await run('ldd', [executablePath], { env: { LD_LIBRARY_PATH: join(folder, 'lib') } });
    const foreign = stdout.split('\n').filter((line) => !line.includes(join(folder, 'lib'))).map((line) => line.trim().split(/[ /]/)[0] ?? '').filter(Boolean);
    // What glibc and gcc bring is there wherever Node runs.
    for (const library of foreign) expect(library).toMatch(/^(linux-vdso|lib(dl|pthread|m|c|gcc_s|rt))\.so\.\d$/);
  });

  it('is the one that CHROMIUM names, before any other', async () => {
    expect(await findChromium({ variables: { CHROMIUM: '/opt/chrome' } })).toEqual({ executablePath: '/opt/chrome', environment: {}, fonts: {} });
  });

  it("is the system's where the package has none for the processor", async () => {
    await using folder = await createDataFolder();
    await mkdir(join(folder.path, 'empty'));
    await mkdir(join(folder.path, 'bin'));
    const chromium = await createExecutable(join(folder.path, 'bin', 'chromium'));
    const PATH = `${join(folder.path, 'empty')}:${join(folder.path, 'bin')}`;
    expect(await findChromium({ architecture: 'arm64', variables: { PATH } })).toEqual({ executablePath: chromium, environment: {}, fonts: {} });
  });

  it('says what to do where there is none', async () => {
    const missing = findChromium({ architecture: 'arm64', variables: { PATH: '/nowhere' } });
    await expect(missing).rejects.toThrow(NoChromiumError);
    await expect(missing).rejects.toThrow('CHROMIUM');
  });
});
