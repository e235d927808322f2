import { appendFileSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SessionStore, type SessionStoreOptions } from '../../../local/identity/session-store.ts';
import { createDataDir, removeDataDir } from '../../helpers/identity-instance.ts';

describe('SessionStore', () => {
  let dataDir: string;
  let path: string;
  let nowMs: number;
  let store: SessionStore;

  beforeEach(async () => {
    dataDir = await createDataDir();
    path = `${dataDir}/sessions.jsonl`;
    nowMs = 1_000_000;
    store = open();
  });

  afterEach(async () => {
    store.close();
    await removeDataDir(dataDir);
  });

  function open(options: Partial<SessionStoreOptions> = {}): SessionStore {
    return new SessionStore({ path, now: () => nowMs, ...options });
  }

  function reopen(options: Partial<SessionStoreOptions> = {}): void {
    store.close();
    store = open(options);
  }

  const lineCount = (): number => readFileSync(path, 'utf8').split('\n').length - 1;

  it('has what was put, used and deleted, before and after it is opened again', () => {
    store.put('Session', 'a', { uid: 'u' }, nowMs + 1_000);
    store.put('AuthorizationCode', 'b', { grantId: 'g' }, nowMs + 1_000);
    store.put('AccessToken', 'c', { grantId: 'g' }, nowMs + 1_000);
    store.consume('AuthorizationCode', 'b');
    store.delete('AccessToken', 'c');
    for (const open of [() => undefined, reopen]) {
      open();
      expect(store.find('Session', 'a')).toEqual({ uid: 'u' });
      expect(store.findWhere('Session', (payload) => payload.uid === 'u')).toEqual({ uid: 'u' });
      expect(store.find('AuthorizationCode', 'b')).toEqual({ grantId: 'g', consumed: 1_000 });
      expect(store.find('AccessToken', 'c')).toBeUndefined();
      expect(store.find('AccessToken', 'a')).toBeUndefined();
    }
  });

  it('gives copies, so that a reader cannot change what is kept', () => {
    store.put('Session', 'a', { authorizations: { web: { sid: '1' } } }, nowMs + 1_000);
    Object.assign(store.find('Session', 'a')?.authorizations ?? {}, { web: null });
    expect(store.find('Session', 'a')).toEqual({ authorizations: { web: { sid: '1' } } });
  });

  it('drops what has expired from memory and from disk', () => {
    store.put('Session', 'a', { uid: 'u' }, nowMs + 1_000);
    nowMs += 1_000;
    expect(store.find('Session', 'a')).toBeUndefined();
    reopen();
    expect(lineCount()).toBe(0);
  });

  it('ignores a torn last line and goes on after it', () => {
    store.put('Session', 'a', { uid: 'u' }, nowMs + 1_000);
    appendFileSync(path, '{"model":"Session","id":"b","payl');
    reopen();
    store.put('Session', 'c', { uid: 'v' }, nowMs + 1_000);
    reopen();
    expect(store.find('Session', 'a')).toEqual({ uid: 'u' });
    expect(store.find('Session', 'b')).toBeUndefined();
    expect(store.find('Session', 'c')).toEqual({ uid: 'v' });
  });

  it('ends a grant with all that was given under it', () => {
    store.put('Grant', 'g', { accountId: 'x' }, nowMs + 1_000);
    store.put('RefreshToken', 'r', { grantId: 'g' }, nowMs + 1_000);
    store.put('RefreshToken', 's', { grantId: 'h' }, nowMs + 1_000);
    store.revokeGrant('g');
    reopen();
    expect(store.find('Grant', 'g')).toBeUndefined();
    expect(store.find('RefreshToken', 'r')).toBeUndefined();
    expect(store.find('RefreshToken', 's')).toEqual({ grantId: 'h' });
  });

  it('makes room by the longest unchanged entry of the same model', () => {
    reopen({ entriesPerModel: 2 });
    store.put('Session', 'a', {}, nowMs + 1_000);
    store.put('Interaction', 'i', {}, nowMs + 1_000);
    store.put('Session', 'b', {}, nowMs + 1_000);
    store.put('Session', 'a', { uid: 'again' }, nowMs + 1_000);
    store.put('Session', 'c', {}, nowMs + 1_000);
    expect(['a', 'b', 'c'].filter((id) => store.find('Session', id))).toEqual(['a', 'c']);
    expect(store.find('Interaction', 'i')).toEqual({});
  });

  it('writes nothing once closed', () => {
    store.close();
    expect(() => { store.put('Session', 'a', {}, nowMs + 1_000); }).toThrow('The session store is closed.');
    expect(lineCount()).toBe(0);
  });

  it('keeps its log short however often an entry changes', () => {
    reopen({ spareLines: 10 });
    for (let count = 0; count < 100; count += 1) store.put('Session', 'a', { uid: String(count) }, nowMs + 1_000);
    expect(lineCount()).toBeLessThanOrEqual(12);
    reopen();
    expect(store.find('Session', 'a')).toEqual({ uid: '99' });
  });
});
