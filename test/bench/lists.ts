import { readFile } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';
import type { Decision } from '../../domain/decision.ts';
import type { Verdict } from '../../domain/verdict.ts';
import { DynamoDbSessions } from '../../functions/shared/adapters/dynamodb-sessions.ts';
import { createDataFolder } from '../helpers/data-folder.ts';
import { Instance } from '../helpers/instance.ts';
import { scene } from '../helpers/scenes.ts';
import { seedChain, seedVerdicts } from '../helpers/seed-verdicts.ts';

/*
 * npm run bench: what an auditor waits for. The lists of the product over 10,000 verdicts through its HTTP API, page after page, while new verdicts
 * arrive; the whole timeline of a long session; then every page of one list, to see that none is lost or repeated. A table, then JSON. It fails when a list takes too long at its median:
 * run it on a machine that does nothing else. The CPU time is that of all the product, and depends less on what else there is.
 */
const SESSIONS = 16;
const LONG_SESSION = 2_000;
const VERDICTS = 10_000;
const PAGES = 30;
const ARRIVAL_INTERVAL_MS = 200;
/** A session that is read as a whole, to draw its timeline. */
const TIMELINE = { sessionId: 'timeline', verdicts: 10_000, readings: 10 } as const;
const LIMITS = { medianMs: 100, timelineMs: 1_000 } as const;

const LISTS = [
  '/executions',
  '/executions?status=FAILED',
  '/executions?machine=register-face',
  '/executions?decision=flagged',
  '/executions?session=session-0',
  '/executions?person=person-0',
  '/executions?person=person-0&decision=flagged',
  '/verdicts',
  '/verdicts?decision=flagged',
  '/verdicts?decision=flagged&reviewed=false',
  '/verdicts?reviewed=true',
  '/verdicts?session=session-0',
  '/verdicts?session=session-0&decision=inconclusive',
  '/verdicts?person=person-1',
  '/sessions',
  '/sessions?decision=flagged',
  '/sessions?person=person-1@example.org',
  '/sessions/session-0/verdicts',
  '/audit',
] as const;

const decisionOf = (index: number): Decision => (index % 20 === 0 ? 'flagged' : index % 50 === 7 ? 'inconclusive' : 'clear');
/** Of Linux's clock, by which a process's CPU time is counted. */
const MS_PER_TICK = 10;

const dayOf = (session: number): string => new Date(Date.now() - (session + 1) * 86_400_000).toISOString();

interface Page {
  items: { name?: string; verdictId?: string; sessionId?: string; entryId?: string }[];
  nextCursor: string | null;
}

async function seed(invigil: Instance): Promise<{ like: Verdict; ids: string[] }> {
  const documents = invigil.aws.dynamoDb();
  const like = (await invigil.call('/verdicts', { body: { image: (await scene('personWithPhone')).toString('base64') } })).body as Verdict;
  const sessions = new DynamoDbSessions(documents, 'Sessions', { retentionDays: 180 });
  const ids: string[] = [];
  for (let session = 0; session < SESSIONS; session += 1) {
    const sessionId = `session-${String(session)}`;
    const owner = `person-${String(session)}`;
    const startedAt = dayOf(session);
    await sessions.create({ sessionId, examId: 'algebra', candidate: { sub: owner, email: `${owner}@example.org` }, expected: null, consentVersion: '1', startedAt, firstPolicy: like.policy });
    const count = session === 0 ? LONG_SESSION : Math.ceil((VERDICTS - LONG_SESSION) / (SESSIONS - 1));
    ids.push(...(await seedVerdicts(documents, { like, sessionId, owner, count, firstAt: startedAt, decisionOf })));
  }
  const { sessionId, verdicts: count } = TIMELINE;
  await sessions.create({ sessionId, examId: 'algebra', candidate: { sub: 'somebody', email: null }, expected: null, consentVersion: '1', startedAt: dayOf(SESSIONS), firstPolicy: like.policy });
  await seedChain(documents, { like, sessionId, owner: 'somebody', count, firstAt: dayOf(SESSIONS), decisionOf });
  return { like, ids };
}

async function readPage(invigil: Instance, path: string, cursor: string | null): Promise<Page> {
  const query = cursor === null ? '' : `${path.includes('?') ? '&' : '?'}cursor=${cursor}`;
  const { status, body } = await invigil.call(`${path}${query}`, { method: 'GET', as: 'auditor' });
  if (status !== 200) throw new Error(`${path} answered ${String(status)}: ${JSON.stringify(body)}`);
  return body as Page;
}

/** The times of a list's pages, in milliseconds: from the first to the last, and from the first again. */
async function timesOf(invigil: Instance, path: string): Promise<{ medianMs: number; p95Ms: number; cpuMs: number; itemsPerPage: number }> {
  const times: number[] = [];
  let items = 0;
  let { nextCursor } = await readPage(invigil, path, null);
  const cpuBefore = await cpuMsOf(invigil.pid);
  for (let page = 0; page < PAGES; page += 1) {
    const startedAt = performance.now();
    const answer = await readPage(invigil, path, nextCursor);
    times.push(performance.now() - startedAt);
    items += answer.items.length;
    nextCursor = answer.nextCursor;
  }
  const cpuMs = ((await cpuMsOf(invigil.pid)) - cpuBefore) / PAGES;
  times.sort((a, b) => a - b);
  return { medianMs: times[Math.floor(PAGES / 2)] ?? NaN, p95Ms: times[Math.floor(PAGES * 0.95)] ?? NaN, cpuMs, itemsPerPage: items / PAGES };
}

/** The CPU time of a process so far, from the fields utime and stime of /proc/pid/stat. */
async function cpuMsOf(pid: number): Promise<number> {
  const fields = (await readFile(`/proc/${String(pid)}/stat`, 'utf8')).replace(/^.*\) /, '').split(' ');
  return (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK;
}

/** How long all pages of the long session's timeline take together, at the median. */
async function timelineOf(invigil: Instance): Promise<{ medianMs: number; pages: number }> {
  const times: number[] = [];
  let pages = 0;
  for (let reading = 0; reading < TIMELINE.readings; reading += 1) {
    const startedAt = performance.now();
    let items = 0;
    pages = 0;
    for (let cursor: string | null = null; pages === 0 || cursor !== null; pages += 1) {
      const page: Page = await readPage(invigil, `/sessions/${TIMELINE.sessionId}/timeline`, cursor);
      items += page.items.length;
      cursor = page.nextCursor;
    }
    if (items !== TIMELINE.verdicts) throw new Error(`The timeline has ${String(items)} of ${String(TIMELINE.verdicts)} verdicts.`);
    times.push(performance.now() - startedAt);
  }
  times.sort((a, b) => a - b);
  return { medianMs: times[Math.floor(TIMELINE.readings / 2)] ?? NaN, pages };
}

async function idsOf(invigil: Instance, path: string): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: string | null = null, isFirst = true; isFirst || cursor !== null; isFirst = false) {
    const page: Page = await readPage(invigil, path, cursor);
    ids.push(...page.items.map(({ name = '' }) => name));
    cursor = page.nextCursor;
  }
  return ids;
}

await using folder = await createDataFolder();
await using invigil = await Instance.start(folder.path);
const { like, ids } = await seed(invigil);
let arrived = 0;
const arrivals = setInterval(() => {
  arrived += 1;
  void seedVerdicts(invigil.aws.dynamoDb(), { like, sessionId: 'arriving', owner: 'somebody', count: 1, firstAt: new Date().toISOString(), firstSequence: arrived, decisionOf });
}, ARRIVAL_INTERVAL_MS);

const results = [];
for (const path of LISTS) {
  const result = { path, ...(await timesOf(invigil, path)) };
  results.push(result);
  process.stdout.write(`${path.padEnd(52)} ${result.medianMs.toFixed(1).padStart(8)} ms  p95 ${result.p95Ms.toFixed(1).padStart(8)} ms  CPU ${result.cpuMs.toFixed(1).padStart(6)} ms  ${result.itemsPerPage.toFixed(1).padStart(5)} items a page\n`);
}
const timeline = await timelineOf(invigil);
process.stdout.write(`${`a timeline of ${String(TIMELINE.verdicts)}, all of it`.padEnd(52)} ${timeline.medianMs.toFixed(1).padStart(8)} ms  ${String(timeline.pages)} pages\n`);
const read = await idsOf(invigil, '/executions');
clearInterval(arrivals);
const seeded = new Set(ids);
const found = read.filter((id) => seeded.has(id));
const isWhole = found.length === ids.length && new Set(read).size === read.length;
process.stdout.write(`${String(ids.length)} executions seeded, ${String(found.length)} of them read, ${new Set(read).size === read.length ? 'none' : 'some'} repeated, ${String(arrived)} arrived meanwhile\n`);
process.stdout.write(`${JSON.stringify({ verdicts: VERDICTS, results, timeline, limits: LIMITS })}\n`);

const slow = [...results.filter(({ medianMs }) => medianMs > LIMITS.medianMs).map(({ path }) => path), ...(timeline.medianMs > LIMITS.timelineMs ? ['the timeline'] : [])];
if (slow.length > 0 || !isWhole) {
  process.stderr.write(`${isWhole ? '' : 'Executions were lost or repeated. '}Too slow: ${slow.join(' ')}\n`);
  process.exitCode = 1;
}
