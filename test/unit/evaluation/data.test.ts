import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readFaceData } from '../../../local/evaluation/data/face-data.ts';
import { readGroupPhotoData } from '../../../local/evaluation/data/group-photo-data.ts';
import { readObjectData } from '../../../local/evaluation/data/object-data.ts';
import { readPhoneData } from '../../../local/evaluation/data/phone-data.ts';
import { readPoseData } from '../../../local/evaluation/data/pose-data.ts';
import { createDataFolder } from '../../helpers/data-folder.ts';

let folder: Awaited<ReturnType<typeof createDataFolder>>;
let dir: string;

beforeEach(async () => {
  folder = await createDataFolder();
  dir = folder.path;
});
afterEach(async () => {
  await folder[Symbol.asyncDispose]();
});

/** Files of these contents; of photos the names matter alone. */
async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(dir, name)), { recursive: true });
    await writeFile(join(dir, name), content);
  }
}

describe('people and pairs', () => {
  const PEOPLE = { 'Ada/1.jpg': '', 'Ada/2.JPG': '', 'Bea/1.png': '' };
  const readPairs = (): ReturnType<typeof readFaceData> => readFaceData(dir, join(dir, 'pairs.csv'));

  it('are a folder a person, and lines that name photos', async () => {
    await write({ ...PEOPLE, 'pairs.csv': '\uFEFFfirst,second,same,fold,group\r\nAda/1.jpg,Ada/2.JPG,1,0,north\r\n\r\n"Ada/1.jpg",Bea/1.png,0,9,\r\n' });
    const { photos, pairs, groups } = await readPairs();
    expect(photos).toEqual([{ file: 'Ada/1.jpg', person: 'Ada' }, { file: 'Ada/2.JPG', person: 'Ada' }, { file: 'Bea/1.png', person: 'Bea' }]);
    expect(pairs).toEqual([{ first: 0, second: 1, fold: 0, group: 'north' }, { first: 0, second: 2, fold: 9, group: null }]);
    expect(groups.size).toBe(0);
  });

  it('may have semicolons, as spreadsheets write them in half of Europe', async () => {
    await write({ ...PEOPLE, 'pairs.csv': 'first;second;same\r\nAda/1.jpg;Bea/1.png;0\r\n' });
    expect((await readPairs()).pairs).toEqual([{ first: 0, second: 2, fold: null, group: null }]);
  });

  it('have groups where groups.csv lies beside the folders', async () => {
    await write({ ...PEOPLE, 'groups.csv': 'person,group\nAda,north\n' });
    const data = await readFaceData(dir, null);
    expect(data.pairs).toBeNull();
    expect([...data.groups]).toEqual([['Ada', 'north']]);
  });

  it('are named where they are left out, a pipe among them: nobody would ever finish reading it', async () => {
    await write({ ...PEOPLE, 'stray.jpg': '', 'Ada/notes.txt': '' });
    execFileSync('mkfifo', [join(dir, 'Bea', 'pipe.jpg')]);
    expect((await readFaceData(dir, null)).leftOut.map(({ file }) => file)).toEqual(['stray.jpg', 'Ada/notes.txt', 'Bea/pipe.jpg']);
  });

  it.each([
    ['a photo that is not there', 'first,second,same\nAda/1.jpg,Ada/3.jpg,1\n', /pairs\.csv:2: there is no photo Ada\/3\.jpg/],
    ['a truth that is none', 'first,second,same\nAda/1.jpg,Ada/2.JPG,1\nAda/1.jpg,Bea/1.png,no\n', /pairs\.csv:3: same: must be 1/],
    ['a truth that the folders contradict', 'first,second,same\nAda/1.jpg,Bea/1.png,1\n', /pairs\.csv:2: .*the folders of the two photos say otherwise/],
    ['a photo with itself', 'first,second,same\nAda/1.jpg,Ada/1.jpg,1\n', /pairs\.csv:2: a photo is compared with itself/],
    ['a missing column', 'first,second\nAda/1.jpg,Ada/2.JPG\n', /pairs\.csv:2: same: is missing/],
    ['text in UTF-16', 'f\0i\0r\0s\0t\0', /pairs\.csv is no UTF-8: save it as/],
    ['too few fields', 'first,second,same\nAda/1.jpg,Ada/2.JPG\n', /pairs\.csv:2: /],
    ['an open quote', 'first,second,same\n"Ada/1.jpg,Ada/2.JPG,1\n', /pairs\.csv:\d: /],
    ['no pair', 'first,second,same\n', /has no lines below its header/],
  ])('are refused with %s, and the line is named', async (_, pairs, message) => {
    await write({ ...PEOPLE, 'pairs.csv': pairs });
    await expect(readPairs()).rejects.toThrow(message);
  });

  it('are refused in a folder that is none or has nobody', async () => {
    await expect(readFaceData(join(dir, 'nowhere'), null)).rejects.toThrow(/nowhere is no folder/);
    await expect(readFaceData(dir, null)).rejects.toThrow(/fewer than two were found/);
  });
});

describe('labelled objects', () => {
  it('are lines of five numbers, by COCO’s classes', async () => {
    await write({ 'images/a.jpg': '', 'labels/a.txt': '67 0.5 0.5 0.2 0.4\n', 'images/b.jpg': '', 'labels/b.txt': '', 'images/c.jpg': '' });
    const { photos, leftOut } = await readObjectData(dir);
    expect(photos).toEqual([{ file: 'images/a.jpg', objects: [{ className: 'cell phone', box: { left: 0.4, top: 0.3, width: 0.2, height: 0.4 } }] }, { file: 'images/b.jpg', objects: [] }]);
    expect(leftOut).toEqual([{ file: 'images/c.jpg', remark: 'has no label file' }]);
  });

  it('are called as classes.txt calls them', async () => {
    await write({ 'images/a.jpg': '', 'labels/a.txt': '1 0.5 0.5 1 1', 'classes.txt': 'pen\nmobile phone\n' });
    expect((await readObjectData(dir)).photos[0]?.objects[0]?.className).toBe('mobile phone');
  });

  it.each([
    ['a class that is not there', '80 0.5 0.5 0.1 0.1', /a\.txt:1: there is no class 80/],
    ['a field too few', '0 0.5 0.5 0.1 0.1\n0 0.5 0.5 0.1', /a\.txt:2: five numbers/],
    ['a box in pixels', '0 320 240 64 64', /a\.txt:1: the box must lie in the image/],
  ])('are refused with %s, and the line is named', async (_, labels, message) => {
    await write({ 'images/a.jpg': '', 'labels/a.txt': labels });
    await expect(readObjectData(dir)).rejects.toThrow(message);
  });
});

describe('other labels', () => {
  it('of phones may be several in a photo, and photos without one are named', async () => {
    await write({ 'a.jpg': '', 'b.jpg': '', 'labels.csv': 'file,centre_x,centre_y\na.jpg,0.1,0.2\na.jpg,0.3,0.4\n' });
    const { photos, leftOut } = await readPhoneData(dir);
    expect(photos).toEqual([{ file: 'a.jpg', centres: [{ x: 0.1, y: 0.2 }, { x: 0.3, y: 0.4 }] }]);
    expect(leftOut.map(({ file }) => file)).toEqual(['b.jpg']);
  });

  it('of phones are ratios', async () => {
    await write({ 'a.jpg': '', 'labels.csv': 'file,centre_x,centre_y\na.jpg,120,0.2\n' });
    await expect(readPhoneData(dir)).rejects.toThrow(/labels\.csv:2: centre_x: is no ratio/);
  });

  it('of poses are turned into the API’s signs', async () => {
    await write({ 'a.jpg': '', 'pose.csv': 'file,pitch_deg,yaw_deg,roll_deg\na.jpg,1,2,3\n' });
    expect((await readPoseData(dir, 'aflw2000')).photos[0]?.pose).toEqual({ pitchDegrees: 1, yawDegrees: -2, rollDegrees: 3 });
    expect((await readPoseData(dir, 'rekognition')).photos[0]?.pose).toEqual({ pitchDegrees: 1, yawDegrees: 2, rollDegrees: 3 });
  });

  it('of poses are numbers, one line a photo', async () => {
    await write({ 'a.jpg': '', 'pose.csv': 'file,pitch_deg,yaw_deg,roll_deg\na.jpg,1,,3\n' });
    await expect(readPoseData(dir, 'aflw2000')).rejects.toThrow(/pose\.csv:2: yaw_deg: is empty/);
    await write({ 'pose.csv': 'file,pitch_deg,yaw_deg,roll_deg\na.jpg,1,2,3\na.jpg,1,2,3\n' });
    await expect(readPoseData(dir, 'aflw2000')).rejects.toThrow(/pose\.csv:3: a\.jpg is there twice/);
  });

  it('of groups are boxes where there are some, else counts', async () => {
    await write({ 'a.jpg': '', 'counts.csv': 'file,faces\na.jpg,4\n' });
    expect((await readGroupPhotoData(dir)).photos).toEqual([{ file: 'a.jpg', faces: 4, boxes: null }]);
    await write({ 'boxes.csv': 'file,left,top,width,height\na.jpg,0.1,0.2,0.3,0.4\n' });
    expect((await readGroupPhotoData(dir)).photos).toEqual([{ file: 'a.jpg', faces: 1, boxes: [{ left: 0.1, top: 0.2, width: 0.3, height: 0.4 }] }]);
  });

  it('of groups are whole numbers, and must be there', async () => {
    await write({ 'a.jpg': '' });
    await expect(readGroupPhotoData(dir)).rejects.toThrow(/must have counts\.csv/);
    await write({ 'counts.csv': 'file,faces\na.jpg,2.5\n' });
    await expect(readGroupPhotoData(dir)).rejects.toThrow(/counts\.csv:2: faces: is no count/);
  });
});
