import { beforeEach, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import type { RowResult } from '../../../../domain/import/import-row.ts';
import { listArchive } from '../../../../functions/shared/import/archive.ts';
import { ImportRows, RegistrationFailedError, type ImportRowsProps } from '../../../../functions/shared/logic/import-rows.ts';
import { RegistrationRunningError } from '../../../../functions/shared/logic/row-result.ts';
import type { PersonRow } from '../../../../functions/shared/ports/face-directory.ts';
import type { ImportRecord, StoredRow } from '../../../../functions/shared/ports/imports.ts';
import type { ExecutionResult } from '../../../../functions/shared/ports/workflow.ts';
import { zip } from '../../../helpers/zip.ts';

const IMPORT_ID = '7d1f8e0e-4a6d-4d5e-9a39-3f5d6f0c0a11';
const NOW = new Date('2026-01-02T03:04:05.678Z');
const PNG = await sharp({ create: { width: 80, height: 80, channels: 3, background: 'white' } }).png().toBuffer();
const ARCHIVE = zip([{ name: 'a.png', content: PNG, method: 0 }]);
const SOURCE = { sizeBytes: ARCHIVE.length, read: (start: number, end: number) => Promise.resolve(ARCHIVE.subarray(start, end)) };
const RECORD: ImportRecord = { importId: IMPORT_ID, status: 'running', createdBy: 'admin', creatorEmail: null, createdAt: NOW.toISOString(), uploadExpiresAt: '', startedAt: NOW.toISOString(), completedAt: null, archive: { etag: 'e', sizeBytes: ARCHIVE.length }, rowCount: 1, counts: null, error: null };

const ended = (fields: Partial<ExecutionResult>): ExecutionResult => ({ status: 'FAILED', executionArn: 'arn', output: null, error: null, cause: null, ...fields });

let row: StoredRow;
let executions: Map<string, ExecutionResult | 'RUNNING'>;
let storedPhotos: string[];
let closed: string[];
let holder: string | null;
let guardLease: string | null;
/** The external id in the holder's row. */
let heldId: string | null;
/** Whoever the table has, of any id. */
let person: Pick<PersonRow, 'state' | 'reservation'> | null;
let rows: ImportRows;

beforeEach(async () => {
  const [photo = null] = await listArchive(SOURCE);
  row = { row: 1, line: 2, file: 'a.png', fullName: 'Ada', externalId: 'ada', attempt: 1, photo, result: null };
  executions = new Map();
  storedPhotos = [];
  closed = [];
  holder = null;
  [guardLease, heldId] = [null, 'ada'];
  person = { state: 'registered', reservation: null };
  // Of each port, what rows need of it.
  const props = {
    imports: {
      find: () => Promise.resolve(RECORD),
      findRow: () => Promise.resolve(row),
      decideRow: (_importId: string, _row: number, result: RowResult) => Promise.resolve(void (row = { ...row, result })),
      beginAttempt: (_importId: string, _row: number, attempt: number) => Promise.resolve(void (row = { ...row, attempt })),
    },
    archives: { open: () => SOURCE },
    photos: {
      put: (key: string) => Promise.resolve(void storedPhotos.push(key)).then(() => ({ bucket: 'photos', key })),
      remove: (key: string) => Promise.resolve(void (storedPhotos = storedPhotos.filter((stored) => stored !== key))),
    },
    executions: { claim: () => Promise.resolve(true), close: ({ executionName }: { executionName: string }) => Promise.resolve(void closed.push(executionName)) },
    workflow: { arnOf: (name: string) => name, result: (name: string) => Promise.resolve(executions.get(name) ?? null) },
    directory: { find: (externalImageId: string) => Promise.resolve(person && { ...person, externalImageId, fullName: 'Somebody' }) },
    externalIds: { find: () => Promise.resolve(holder === null ? null : { guard: { holder, leaseExpiresAt: guardLease }, holder: person && { ...person, externalId: heldId } }) },
    now: () => NOW,
  } as unknown as ImportRowsProps;
  rows = new ImportRows(props);
});

/** Prepares the row and answers its registration. */
async function prepare() {
  const prepared = await rows.prepare(IMPORT_ID, 1);
  if (prepared.next !== 'register') throw new Error(`It is to be ${prepared.next}.`);
  return prepared.registration;
}

describe('a row', () => {
  it('is prepared with its photo and the ids that follow from it, the same every time', async () => {
    const registration = await prepare();
    expect(registration).toMatchObject({ kind: 'person', fullName: 'Ada', externalId: 'ada', registeredBy: 'admin', registeredAt: NOW.toISOString(), override: null, photo: { bucket: 'photos', key: `photos/${registration.externalImageId}/${registration.registrationId}.png` } });
    expect(await prepare()).toEqual(registration);
  });

  it('is not prepared again once its registration has begun, or it is decided', async () => {
    const { registrationId } = await prepare();
    executions.set(registrationId, 'RUNNING');
    expect(await rows.prepare(IMPORT_ID, 1)).toEqual({ next: 'record' });
    await expect(rows.record(IMPORT_ID, 1)).rejects.toThrow(RegistrationRunningError);
    executions.set(registrationId, ended({ status: 'SUCCEEDED', output: JSON.stringify({ registrationId, externalImageId: registrationId, faceId: 'f', quality: { faceSidePx: 100, sharpnessPercent: null, brightnessPercent: null, yawDegrees: null, pitchDegrees: null, rollDegrees: null } }) }));
    await rows.record(IMPORT_ID, 1);
    expect(row.result).toMatchObject({ outcome: 'registered', reasons: [] });
    expect(await rows.prepare(IMPORT_ID, 1)).toEqual({ next: 'nothing' });
  });

  it('is tried three times under ids of its own each, when its registration fails for want of a service', async () => {
    const names: string[] = [];
    for (let attempt = 1; attempt <= 3; attempt++) {
      const { registrationId } = await prepare();
      names.push(registrationId);
      executions.set(registrationId, ended({ error: 'States.Timeout' }));
      if (attempt < 3) await expect(rows.record(IMPORT_ID, 1)).rejects.toThrow(RegistrationFailedError);
    }
    await rows.record(IMPORT_ID, 1);
    expect(row.result).toMatchObject({ outcome: 'failed', reasons: [{ code: 'REGISTRATION_FAILED' }] });
    expect([new Set(names).size, closed]).toEqual([3, names]);
  });

  it('keeps no photo of a registration that could not be started', async () => {
    await prepare();
    await expect(rows.record(IMPORT_ID, 1)).rejects.toThrow(RegistrationFailedError);
    expect(storedPhotos).toEqual([]);
  });

  it.each([
    ['somebody else', 'another', 'alreadyRegistered'],
    ['what an earlier attempt has left', 'own', 'failed'],
  ])('whose external id is kept for %s is %s', async (_title, whose, outcome) => {
    const first = await prepare();
    row = { ...row, attempt: 3 };
    const { registrationId } = await prepare();
    holder = whose === 'own' ? first.externalImageId : 'another';
    executions.set(registrationId, ended({ error: 'ExternalIdTaken' }));
    await rows.record(IMPORT_ID, 1);
    expect(row.result?.outcome).toBe(outcome);
  });

  const underWay = { executionName: 'other', reservedAt: NOW.toISOString(), leaseExpiresAt: NOW.toISOString(), isWithdrawn: false };
  const GAVE_WAY: [string, Partial<ExecutionResult>][] = [
    ['external id', { error: 'ExternalIdTaken' }],
    ['face', { error: 'FaceAlreadyRegistered', cause: JSON.stringify([{ externalImageId: 'another', similarityPercent: 97 }]) }],
  ];

  it.each(GAVE_WAY)('that gave way to a registration of its %s that is under way waits for what becomes of that', async (_title, failure) => {
    const { registrationId } = await prepare();
    executions.set(registrationId, ended(failure));
    holder = 'another';
    for (const isWithdrawn of [false, true]) {
      person = { state: 'pending', reservation: { ...underWay, isWithdrawn } };
      await expect(rows.record(IMPORT_ID, 1)).rejects.toThrow(RegistrationRunningError);
    }
    expect(row).toMatchObject({ result: null, attempt: 1 });
    person = { state: 'registered', reservation: null };
    await rows.record(IMPORT_ID, 1);
    expect(row.result).toMatchObject({ outcome: 'alreadyRegistered', externalImageId: 'another', reasons: [{ parameters: { name: 'Somebody' } }] });
  });

  it.each(
    GAVE_WAY.flatMap(([title, failure]): [string, string, Partial<ExecutionResult>, typeof person][] => [
      [title, 'is gone', failure, null],
      [title, 'was cut off', failure, { state: 'pending', reservation: { ...underWay, leaseExpiresAt: '2026-01-01T00:00:00.000Z' } }],
      [title, 'is being removed', failure, { state: 'removing', reservation: null }],
    ]),
  )('that gave way to somebody of its %s who %s is tried again: nobody is registered', async (_title, _what, failure, found) => {
    const { registrationId } = await prepare();
    executions.set(registrationId, ended(failure));
    holder = 'another';
    person = found;
    await expect(rows.record(IMPORT_ID, 1)).rejects.toThrow(RegistrationFailedError);
    expect(row).toMatchObject({ result: null, attempt: 2 });
  });

  it('whose external id somebody may be about to get by a change waits for that, and is tried again when they did not', async () => {
    const { registrationId } = await prepare();
    executions.set(registrationId, ended({ error: 'ExternalIdTaken' }));
    [holder, heldId, guardLease] = ['another', 'before', NOW.toISOString()];
    await expect(rows.record(IMPORT_ID, 1)).rejects.toThrow(RegistrationRunningError);
    guardLease = '2026-01-01T00:00:00.000Z';
    await expect(rows.record(IMPORT_ID, 1)).rejects.toThrow(RegistrationFailedError);
  });

  it('whose external id nobody keeps any more is tried again', async () => {
    const { registrationId } = await prepare();
    executions.set(registrationId, ended({ error: 'ExternalIdTaken' }));
    await expect(rows.record(IMPORT_ID, 1)).rejects.toThrow(RegistrationFailedError);
  });

  it('is refused for its photo with every reason, that its face is registered among them', async () => {
    const { registrationId } = await prepare();
    const blurred = { code: 'BLURRED', quantity: 'sharpnessPercent', measured: 12, limit: 30, message: 'The face is blurred.' };
    executions.set(registrationId, ended({ error: 'PhotoRefused', cause: JSON.stringify({ reasons: [blurred], duplicates: [{ externalImageId: 'another', similarityPercent: 97 }] }) }));
    await rows.record(IMPORT_ID, 1);
    expect(row.result).toMatchObject({ outcome: 'refused', reasons: [{ code: 'BLURRED', measured: 12, limit: 30 }, { code: 'FACE_ALREADY_REGISTERED' }] });
  });

  it('is refused when its file is not what the archive says of it', async () => {
    if (row.photo) row = { ...row, photo: { ...row.photo, crc32: 1 } };
    expect(await rows.prepare(IMPORT_ID, 1)).toEqual({ next: 'nothing' });
    expect(row.result).toMatchObject({ outcome: 'refused', reasons: [{ code: 'FILE_UNREADABLE' }] });
  });

  it('is given up as what it is by then', async () => {
    const { registrationId } = await prepare();
    executions.set(registrationId, 'RUNNING');
    await rows.giveUp(IMPORT_ID, 1);
    expect(row.result).toMatchObject({ outcome: 'failed', reasons: [{ code: 'INTERRUPTED' }] });
  });
});
