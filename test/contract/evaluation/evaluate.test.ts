import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { EXIT_CODES, run } from '../../../local/evaluation/run.ts';
import type { EvaluationReport } from '../../../local/evaluation/report/report.ts';
import { PROJECT_DIR } from '../../../local/settings.ts';
import { expectNoAxeViolations } from '../../helpers/browser/accessibility.ts';
import { launchBrowser } from '../../helpers/browser/launch-browser.ts';
import { createDataFolder } from '../../helpers/data-folder.ts';
import { scene, type SceneName } from '../../helpers/scenes.ts';

let folder: Awaited<ReturnType<typeof createDataFolder>>;
const at = (...parts: string[]): string => join(folder.path, ...parts);

async function write(file: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(at(file)), { recursive: true });
  await writeFile(at(file), content);
}

/** A tiny data set of every kind. */
async function writeDataSets(): Promise<void> {
  const photos: Readonly<Record<string, SceneName>> = {
    'faces/Ada/1.jpg': 'personA', 'faces/Ada/2.jpg': 'personAElsewhere', 'faces/Bea/1.jpg': 'personB', 'faces/Cleo/1.jpg': 'personC', 'faces/Nobody/1.jpg': 'nobody',
    'objects/images/desk.jpg': 'personWithPhone', 'objects/images/empty.jpg': 'nobody', 'objects/images/unknown.jpg': 'cup',
    'phones/desk.jpg': 'personWithPhone', 'phone-free/door.jpg': 'nobody', 'phone-free/blinds.jpg': 'nobodyBright',
    'pose/front.jpg': 'personB', 'pose/tilted.jpg': 'personAElsewhere', 'pose/door.jpg': 'nobody', 'groups/four.jpg': 'group',
    'smiles/positives/laughing.jpg': 'personA', 'smiles/negatives/door.jpg': 'nobody',
  };
  for (const [file, name] of Object.entries(photos)) await write(file, await scene(name));
  await write('faces/Bea/copy.jpg', await scene('personB'));
  await write('faces/Cleo/broken.jpg', (await scene('personC')).subarray(0, 2_000));
  await write('faces/groups.csv', 'person,group\nAda,north\nBea,north\nCleo,south\n');
  // The person is on the left half, the phone on dark cloth at the bottom right.
  await write('objects/labels/desk.txt', '0 0.256 0.5 0.512 1\n67 0.79 0.864 0.34 0.192\n');
  await write('objects/labels/empty.txt', '');
  await write('phones/labels.csv', 'file,centre_x,centre_y\ndesk.jpg,0.79,0.864\n');
  await write('pose/pose.csv', 'file,pitch_deg,yaw_deg,roll_deg\nfront.jpg,0,0,0\ntilted.jpg,0,0,30\ndoor.jpg,0,0,0\n');
  await write('groups/counts.csv', 'file,faces\nfour.jpg,4\n');
  // Eyes of person A, and of the woman who looks down, would be near; what counts here is that patches reach the classifier.
  const patch = (left: number, top: number): Promise<Buffer> => scene('personA').then((photo) => sharp(photo).extract({ left, top, width: 60, height: 60 }).resize(24, 24).greyscale().png().toBuffer());
  await write('eyes/opened/eye.png', await patch(190, 240));
  await write('eyes/closed/cheek.png', await patch(200, 330));
}

interface Ended {
  readonly exitCode: number | null;
  readonly out: string;
  readonly error: string;
}

/**
 * Runs the command as a process of its own, in which the eye classifier meets the inference runtime's own arrays.
 *
 * @param onError told of everything that it has written for people so far
 */
function evaluate(commandLine: string[], onError: (error: string, child: ChildProcess) => void = () => undefined): Promise<Ended> {
  const child = spawn(process.execPath, [join(PROJECT_DIR, 'local', 'evaluation', 'main.ts'), ...commandLine], { stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, error] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => { out += text; });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    error += text;
    onError(error, child);
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode) => { resolve({ exitCode, out, error }); });
  });
}

/** What it refuses it refuses before it needs the engine. */
async function refuse(commandLine: string[]): Promise<Ended> {
  let error = '';
  const exitCode = await run({ commandLine, writeOut: () => undefined, writeError: (text) => { error += text; }, isTerminal: false, signal: new AbortController().signal });
  return { exitCode, out: '', error };
}

beforeAll(async () => {
  folder = await createDataFolder();
  await writeDataSets();
});
afterAll(async () => {
  await folder[Symbol.asyncDispose]();
});

describe('npm run evaluate', () => {
  let ended: Ended;
  let report: EvaluationReport;

  beforeAll(async () => {
    const data = ['faces', 'objects', 'phones', 'phone-free', 'eyes', 'smiles', 'pose', 'groups'].flatMap((name) => [`--${name}`, at(name)]);
    ended = await evaluate([...data, '--pose-signs', 'rekognition', '--out', at('out'), '--json']);
    report = JSON.parse(ended.out) as EvaluationReport;
  });

  it('writes a report, and the same on standard output when asked', async () => {
    expect(ended.exitCode).toBe(EXIT_CODES.done);
    expect((await readdir(at('out'))).sort()).toEqual(['report.html', 'report.json']);
    expect(await readFile(at('out/report.json'), 'utf8')).toBe(ended.out);
    expect(ended.error).toContain('Faces: ');
    expect(report).toMatchObject({ schemaVersion: 1, options: { pairs: null, mode: 'accurate', embedder: 'arcface' } });
    expect(report.modelVersions.faces).not.toBe('');
  });

  it('sums up on the terminal, without figures that cannot be told', () => {
    expect(ended.error).toContain('Faces    AUC 1.0000; at Similarity 80: 100 % match, strangers 0 of 5\n');
    expect(ended.error).toContain('Phones   from 50 on: found 1 of 1; falsely seen in 0 of 3 photos\n');
    expect(ended.error).toMatch(/^Pose {5}mean error of yaw \d+\.\d°; pitch \d+\.\d°; roll \d+\.\d°$/m);
  });

  it('tells people apart, and says what it could not use', () => {
    const { faces } = report.sections;
    // Ada twice, Bea, Cleo: Bea's copy and Cleo's broken photo are in no pair.
    expect(faces?.pairs).toEqual({ source: 'all pairs', genuine: 1, impostor: 5, genuineWithoutFace: 0, impostorWithoutFace: 4 });
    expect(faces?.areaUnderCurve.value).toBe(1);
    expect(faces?.failureToEnrol).toMatchObject({ count: 1, of: 5 });
    expect(faces?.sample.leftOut.map(({ file }) => file).sort()).toEqual(['Bea/copy.jpg', 'Cleo/broken.jpg']);
    expect(faces?.identification.rankOne).toMatchObject({ count: 1, of: 1 });
    expect(faces?.atSimilarities.find(({ similarityPercent }) => similarityPercent === 85)).toMatchObject({ falseMatches: { count: 0, of: 5 }, trueMatches: { count: 1, of: 1 }, falseAcceptRate: 0 });
    expect(faces?.groups?.groups.map(({ group, falseMatches }) => [group, falseMatches.of])).toEqual([['north', 2]]);
  });

  it('does not give a true match rate that so few pairs cannot tell', () => {
    expect(report.sections.faces?.atFalseMatchRates.map(({ support, trueMatchRate }) => [support, trueMatchRate.value])).toEqual([['not measurable', null], ['not measurable', null], ['not measurable', null]]);
  });

  it('compares the listed pairs when there is a list', async () => {
    await write('pairs.csv', 'first,second,same\nAda/1.jpg,Ada/2.jpg,1\nAda/1.jpg,Nobody/1.jpg,0\n');
    const { out } = await evaluate(['--faces', at('faces'), '--pairs', at('pairs.csv'), '--out', at('listed'), '--json']);
    const { faces } = (JSON.parse(out) as EvaluationReport).sections;
    expect(faces?.pairs).toEqual({ source: 'list', genuine: 1, impostor: 0, genuineWithoutFace: 0, impostorWithoutFace: 1 });
    expect(faces?.areaUnderCurve.value).toBeNull();
  });

  it('finds objects under the names of the API', () => {
    const { objects } = report.sections;
    expect(objects?.classes.map(({ name, objects: count, averagePrecision50 }) => [name, count, averagePrecision50])).toEqual([['Mobile Phone', 1, 1], ['Person', 1, 1]]);
    expect(objects?.sample).toMatchObject({ photos: 3, used: 2, leftOut: [{ file: 'images/unknown.jpg' }] });
    expect(objects?.atThresholds[0]).toMatchObject({ thresholdPercent: 50, recall: { count: 2, of: 2 } });
  });

  it('counts phones, and photos without one from both sources', () => {
    // The two photos of the folder, and the one of the objects that shows no phone.
    expect(report.sections.phones?.atThresholds.at(-1)).toMatchObject({ thresholdPercent: 85, located: { count: 1, of: 1 }, labelled: { count: 1, of: 1 }, falselyLabelled: { count: 0, of: 3 } });
  });

  it('measures poses, and counts the photo without a face', () => {
    const { pose } = report.sections;
    expect(pose?.notFound).toMatchObject({ count: 1, of: 3 });
    expect(pose?.photos.map(({ file }) => file)).toEqual(['front.jpg', 'tilted.jpg']);
    expect(pose?.photos[1]?.measured.rollDegrees).toBeGreaterThan(15);
  });

  it('counts the faces of groups, and asks about eyes and smiles', () => {
    expect(report.sections.groups).toMatchObject({ found: { count: 4, of: 4 }, falseFaces: 0 });
    expect(report.sections.eyes?.decision.accuracy.of).toBe(2);
    expect(report.sections.eyes?.sample.leftOut).toEqual([]);
    expect(report.sections.smiles).toMatchObject({ decision: { truePositives: { count: 1, of: 1 }, trueNegatives: { of: 0 } }, notFound: { count: 1, of: 2 } });
  });

  describe('its page', () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await launchBrowser();
    });
    afterAll(() => browser.close());

    it.each([['light', 1280], ['dark', 360]] as const)('is accessible and complete, %s and %d wide', async (colorScheme, width) => {
      // Axe is a script, which the page itself would not run.
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 800 }, bypassCSP: true });
      const page = await context.newPage();
      const requests: string[] = [];
      page.on('request', (request) => requests.push(request.url()));
      await page.goto(pathToFileURL(at('out/report.html')).href);
      await expectNoAxeViolations(page);
      expect(requests.filter((url) => !url.startsWith('data:'))).toEqual([pathToFileURL(at('out/report.html')).href]);
      expect(await page.getByRole('heading', { level: 2 }).allTextContents()).toEqual(['Faces: verification and identification', 'Objects', 'Mobile phones', 'Eyes open', 'Smile', 'Pose of the head', 'Faces in groups', 'How to read this']);
      expect(await page.getByRole('img').count()).toBe(7);
      expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(width);
      expect(await page.evaluate<number>("document.querySelectorAll('img, script').length")).toBe(0);
      await context.close();
    });
  });
});

describe('what npm run evaluate refuses', () => {
  it.each([
    ['nothing to measure on', [], /nothing to measure on/],
    ['an option that there is none of', ['--face', 'x'], /--face/],
    ['pairs without photos', ['--pairs', 'x.csv'], /--pairs wants --faces/],
    ['a folder that is none', ['--faces', '/nowhere'], /\/nowhere is no folder/],
    ['an embedder that nobody knows', ['--faces', 'x', '--embedder', 'mine'], /--embedder must be/],
    ['a mode that nobody knows', ['--faces', 'x', '--mode', 'slow'], /--mode must be accurate or fast/],
    ['signs that nobody knows', ['--pose', 'x', '--pose-signs', 'mine'], /--pose-signs must be/],
  ])('is %s', async (_, commandLine, message) => {
    const { exitCode, error } = await refuse(commandLine);
    expect(exitCode).toBe(EXIT_CODES.badInput);
    expect(error).toMatch(message);
  });

  it('names the line of a list that is wrong, before anything is measured', async () => {
    await write('wrong.csv', 'first,second,same\nAda/1.jpg,Zoe/1.jpg,1\n');
    const { exitCode, error } = await refuse(['--faces', at('faces'), '--pairs', at('wrong.csv'), '--out', at('wrong')]);
    expect(exitCode).toBe(EXIT_CODES.badInput);
    expect(error).toContain(`${at('wrong.csv')}:2: there is no photo Zoe/1.jpg`);
    expect(error).not.toContain('Faces: ');
  });

  it('refuses an --out that is no folder, before anything is measured', async () => {
    await write('file', '');
    for (const out of [at('file'), at('file', 'below')]) {
      const { exitCode, error } = await refuse(['--faces', at('faces'), '--out', out]);
      expect(exitCode).toBe(EXIT_CODES.badInput);
      expect(error).toContain(`The report cannot be written to ${out}`);
    }
  });

  it('ends in order when it is stopped, and leaves no report', async () => {
    const { exitCode, error } = await evaluate(['--faces', at('faces'), '--groups', at('groups'), '--out', at('stopped')], (soFar, child) => {
      if (soFar.includes('Faces: ') && !child.killed) child.kill('SIGINT');
    });
    expect(error).toContain('nothing was written');
    expect(exitCode).toBe(EXIT_CODES.cancelled);
    await expect(readdir(at('stopped'))).rejects.toThrow(/ENOENT/);
  });
});
