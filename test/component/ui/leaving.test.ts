import { Blob as NodeBlob, File as NodeFile } from 'node:buffer';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { flushPromises } from '@vue/test-utils';
import type { Component } from 'vue';
import ArchiveUpload from '../../../frontend/components/imports/ArchiveUpload.vue';
import NoteEditor from '../../../frontend/components/my-exams/NoteEditor.vue';
import AddPersonDialog from '../../../frontend/components/people/AddPersonDialog.vue';
import AddPhotosDialog from '../../../frontend/components/person/AddPhotosDialog.vue';
import DropZone from '../../../frontend/components/ui/DropZone.vue';
import ReviewPanel from '../../../frontend/components/verdicts/ReviewPanel.vue';
import { useToasts } from '../../../frontend/composables/useToasts.ts';
import { FakeApi } from '../helpers/fake-api.ts';
import { mountInApp, type MountedInApp } from '../helpers/mount-in-app.ts';

/** jsdom reads no pictures and has no addresses for them. */
beforeAll(() => {
  const jpeg = new Blob(['a photo'], { type: 'image/jpeg' });
  Object.assign(URL, { createObjectURL: () => 'blob:photo', revokeObjectURL: () => undefined });
  Object.assign(globalThis, {
    // What is chosen here is Node's: see below.
    Blob: NodeBlob,
    createImageBitmap: () => Promise.resolve({ width: 640, height: 480, close: () => undefined }),
    OffscreenCanvas: class {
      getContext = (): object => ({ fillRect: () => undefined, drawImage: () => undefined });
      convertToBlob = (): Promise<Blob> => Promise.resolve(jpeg);
    },
  });
});

let app: MountedInApp | null = null;
const toasts = useToasts();
afterEach(() => {
  app?.page.unmount();
  app = null;
  for (const { id } of toasts.toasts.value) toasts.dismiss(id);
});

/** Node's own, for those of jsdom cannot be read. */
const file = (name: string, head: number[]): File => new NodeFile([new Uint8Array(head)], name) as unknown as File;
const ZIP = file('people.zip', [0x50, 0x4b, 0x03, 0x04, 1]);
const PHOTO = file('ada.jpg', [0xff, 0xd8, 0xff, 0xe0, 1]);
const REGISTERED = { registrationId: 'r-1', externalImageId: 'id-1', faceId: 'f-1', quality: {} };

const dialogs = () => [...document.querySelectorAll<HTMLElement>('[role="dialog"], [role="alertdialog"]')];
const question = () => dialogs().find((one) => /[?]/.test(one.querySelector('h2')?.textContent ?? ''));

function asked(): HTMLElement {
  const shown = question();
  if (shown === undefined) throw new Error('Nothing is asked.');
  return shown;
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => { setTimeout(resolve, 0); });
}

async function press(name: string, inside: ParentNode = document): Promise<void> {
  const button = [...inside.querySelectorAll('button')].find((one) => one.textContent.trim() === name || one.getAttribute('aria-label') === name);
  if (button === undefined) throw new Error(`There is no button '${name}'.`);
  button.click();
  await flushPromises();
}

async function write(selector: string, text: string): Promise<void> {
  const field = document.querySelector<HTMLInputElement>(selector);
  if (field === null) throw new Error(`There is no ${selector}.`);
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await flushPromises();
}

/** Whether the browser would ask before the page is reloaded or closed. */
const asksBeforeUnload = () => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }));
const path = () => app?.router.currentRoute.value.path;

async function show(component: Component, props: object, api: FakeApi): Promise<MountedInApp> {
  app = await mountInApp(component, props, api);
  return app;
}

function choose(files: File[]): void {
  app?.page.getComponent(DropZone).vm.$emit('files', files);
}

/** Goes elsewhere, as the Back button and a link do, and answers whether that was asked about first. */
async function isAsked(to: string): Promise<boolean> {
  void (to === 'back' ? app?.router.back() : app?.router.push(to));
  await flushPromises();
  return question() !== undefined;
}

describe('a page with work under way', () => {
  /** What answers when the test says so. */
  function held(): { answer: (value: unknown) => void; promise: Promise<unknown> } {
    const { promise, resolve } = Promise.withResolvers<unknown>();
    return { answer: resolve, promise };
  }

  it.each(['/people', 'back'])('asks before an upload is broken off: %s', async (to) => {
    const api = new FakeApi();
    api.answer('POST /registrations/bulk', () => held().promise);
    await show(ArchiveUpload, {}, api);
    expect(asksBeforeUnload()).toBe(false);
    choose([ZIP]);
    await until(() => document.body.textContent.includes('people.zip'));
    await press('Start the import');
    expect([await isAsked(to), path(), asksBeforeUnload()]).toEqual([true, '/here/1', true]);
    expect(question()?.textContent).toContain('the upload is broken off');
    await press('Cancel', asked());
    expect([question(), path()]).toEqual([undefined, '/here/1']);
    await isAsked(to);
    await press('Leave', asked());
    await until(() => path() !== '/here/1');
    expect(asksBeforeUnload()).toBe(false);
  });

  it('asks while photos are on their way, goes once they are there, and says how many', async () => {
    const api = new FakeApi();
    const photo = held();
    api.answer('POST /faces/id-1/photos', () => photo.promise);
    await show(AddPhotosDialog, { externalImageId: 'id-1', fullName: 'Ada' }, api);
    choose([PHOTO]);
    await until(() => api.asked.length === 1);
    expect([await isAsked('back'), path(), asksBeforeUnload()]).toEqual([true, '/here/1', true]);
    photo.answer(REGISTERED);
    await until(() => path() === '/before');
    expect(toasts.toasts.value.map(({ text }) => text)).toEqual(['One photo was added.']);
  });

  it('asks while somebody is being registered, also before another page of the same kind', async () => {
    const api = new FakeApi();
    api.answer('POST /registrations', () => held().promise);
    await show(AddPersonDialog, {}, api);
    choose([PHOTO]);
    await until(() => document.querySelector('input:not([type=file])') !== null);
    await write('input:not([type=file])', 'Ada Lovelace');
    await press('Register');
    await until(() => api.asked.length === 1);
    expect([await isAsked('/here/2'), path(), asksBeforeUnload()]).toEqual([true, '/here/1', true]);
    expect(question()?.textContent).toContain('still under way');
  });
});

describe('what somebody has written', () => {
  it('to the reviewer is asked about, and lost only by who says so', async () => {
    await show(NoteEditor, { note: null, saving: false, error: null }, new FakeApi());
    expect(asksBeforeUnload()).toBe(false);
    await write('textarea', 'The bell rang.');
    expect([await isAsked('/people'), path(), asksBeforeUnload()]).toEqual([true, '/here/1', true]);
    await press('Cancel', asked());
    expect(document.querySelector('textarea')?.value).toBe('The bell rang.');
    await isAsked('/people');
    await press('Leave', asked());
    await until(() => path() === '/people');
  });

  it('about a verdict is asked about before the next one, and not where only the address’s filters change', async () => {
    const api = new FakeApi();
    api.answer('GET /verdicts/v-1/review', () => null);
    await show(ReviewPanel, { verdictId: 'v-1', leadsOn: false }, api);
    await write('textarea', 'It is a pencil.');
    expect(await isAsked('/here/1?list=open')).toBe(false);
    expect([await isAsked('/here/2'), path()]).toEqual([true, '/here/1']);
  });

  it('is not asked about when the session is over', async () => {
    await show(NoteEditor, { note: null, saving: false, error: null }, new FakeApi());
    await write('textarea', 'The bell rang.');
    expect([await isAsked('/sign-in'), path()]).toEqual([false, '/sign-in']);
  });
});

describe('the dialog that registers somebody', () => {
  it('closes at once while nothing is in it', async () => {
    const closed: string[] = [];
    await show(AddPersonDialog, { onClose: () => { closed.push('closed'); } }, new FakeApi());
    await press('Close', dialogs()[0]);
    expect([question(), closed]).toEqual([undefined, ['closed']]);
  });

  it('asks before a photo and a name are lost, whether by closing or by leaving', async () => {
    const closed: string[] = [];
    await show(AddPersonDialog, { onClose: () => { closed.push('closed'); } }, new FakeApi());
    choose([PHOTO]);
    await until(() => document.querySelector('input:not([type=file])') !== null);
    await write('input:not([type=file])', 'Ada Lovelace');
    await press('Close', dialogs()[0]);
    expect([question()?.querySelector('h2')?.textContent.trim(), closed]).toEqual(['Close without registering?', []]);
    await press('Cancel', asked());
    expect([question(), document.querySelector<HTMLInputElement>('input:not([type=file])')?.value, closed]).toEqual([undefined, 'Ada Lovelace', []]);
    expect([await isAsked('back'), path()]).toEqual([true, '/here/1']);
    await press('Cancel', asked());
    await press('Close', dialogs()[0]);
    await press('Discard', asked());
    expect(closed).toEqual(['closed']);
  });
});
