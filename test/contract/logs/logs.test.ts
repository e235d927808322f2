import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
  GetLogEventsCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import type { FilterLogEventsCommandInput, GetLogEventsCommandInput } from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createAwsEndpoint } from '../../../local/aws/endpoint.ts';
import type { AwsEndpoint } from '../../../local/aws/endpoint.ts';
import { createLogs } from '../../../local/logs/logs.ts';
import type { Logs } from '../../../local/logs/logs.ts';
import { createDataFolder } from '../../helpers/data-folder.ts';

const DAY_MS = 86_400_000;
const resource = (name: string, retentionInDays: number | null) => ({ name, arn: `arn:aws:logs:us-east-1:000000000000:log-group:${name}:*`, retentionInDays });
const noGroup = { name: 'ResourceNotFoundException', message: 'The specified log group does not exist.' };

describe('CloudWatch Logs over the wire', () => {
  const nowMs = Date.now();
  const defects: unknown[] = [];
  let folder: Awaited<ReturnType<typeof createDataFolder>>;
  let logs: Logs;
  let endpoint: AwsEndpoint;
  let client: CloudWatchLogsClient;
  beforeAll(async () => {
    folder = await createDataFolder();
    const onDefect = (...defect: unknown[]): void => {
      defects.push(defect);
    };
    logs = await createLogs({ groups: [resource('/invigil/verify-frame', 180), resource('/invigil/register-face', null)], dataDir: folder.path, onDefect });
    endpoint = await createAwsEndpoint({ services: [logs.service], faults: false, host: '127.0.0.1', port: 0, onDefect });
    client = new CloudWatchLogsClient({ endpoint: endpoint.url, region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' }, maxAttempts: 1 });
  });
  afterAll(async () => {
    client.destroy();
    await endpoint.close();
    await logs.close();
    expect(defects).toEqual([]);
    await folder[Symbol.asyncDispose]();
  });
  const filter = (input: FilterLogEventsCommandInput) => client.send(new FilterLogEventsCommand(input));
  const get = (input: Partial<GetLogEventsCommandInput>) => client.send(new GetLogEventsCommand({ logGroupName: '/get', logStreamName: 's', ...input }));
  const put = (group: string, stream: string, messages: string[], atMs = nowMs): void => {
    logs.store.put(group, stream, messages.map((message, index) => ({ timestampMs: atMs + index, message })));
  };

  it('describes groups by prefix and pattern, in pages', async () => {
    const describeGroups = (fields: object) => client.send(new DescribeLogGroupsCommand(fields));
    const { logGroups = [] } = await describeGroups({ logGroupNamePrefix: '/invigil/' });
    expect(logGroups).toMatchObject([
      { logGroupName: '/invigil/register-face', arn: 'arn:aws:logs:us-east-1:000000000000:log-group:/invigil/register-face:*', storedBytes: 0, metricFilterCount: 0 },
      { logGroupName: '/invigil/verify-frame', retentionInDays: 180 },
    ]);
    expect(logGroups[0]?.retentionInDays).toBeUndefined();
    await expect(describeGroups({ logGroupNamePattern: 'FRAME' })).resolves.toMatchObject({ logGroups: [{ logGroupName: '/invigil/verify-frame' }] });
    const first = await describeGroups({ logGroupNamePrefix: '/invigil/', limit: 1 });
    await expect(describeGroups({ logGroupNamePrefix: '/invigil/', limit: 1, nextToken: first.nextToken })).resolves.toMatchObject({ logGroups: [{ logGroupName: '/invigil/verify-frame' }] });
  });

  it('creates groups and streams, once', async () => {
    const createGroup = () => client.send(new CreateLogGroupCommand({ logGroupName: '/made' }));
    const createStream = () => client.send(new CreateLogStreamCommand({ logGroupName: '/made', logStreamName: 'one' }));
    await expect(createStream()).rejects.toMatchObject(noGroup);
    await createGroup();
    await expect(createGroup()).rejects.toMatchObject({ name: 'ResourceAlreadyExistsException', message: 'The specified log group already exists' });
    await createStream();
    await expect(createStream()).rejects.toMatchObject({ name: 'ResourceAlreadyExistsException' });
    await expect(client.send(new DescribeLogStreamsCommand({ logGroupName: '/made' }))).resolves.toMatchObject({ logStreams: [{ logStreamName: 'one', arn: 'arn:aws:logs:us-east-1:000000000000:log-group:/made:log-stream:one' }] });
  });

  it('puts events, and counts those that are too old or too new', async () => {
    await client.send(new CreateLogGroupCommand({ logGroupName: '/put' }));
    const putEvents = (timestamps: number[]) =>
      client.send(new PutLogEventsCommand({ logGroupName: '/put', logStreamName: 'one', logEvents: timestamps.map((timestamp) => ({ timestamp, message: String(timestamp) })) }));
    await expect(putEvents([nowMs])).rejects.toMatchObject({ name: 'ResourceNotFoundException', message: 'The specified log stream does not exist.' });
    await client.send(new CreateLogStreamCommand({ logGroupName: '/put', logStreamName: 'one' }));
    const answer = await putEvents([nowMs - 15 * DAY_MS, nowMs - DAY_MS, nowMs, nowMs + DAY_MS]);
    expect(answer.rejectedLogEventsInfo).toEqual({ tooOldLogEventEndIndex: 1, tooNewLogEventStartIndex: 3 });
    const { events = [] } = await filter({ logGroupName: '/put' });
    expect(events.map(({ timestamp }) => timestamp)).toEqual([nowMs - DAY_MS, nowMs]);
    await expect(putEvents([2, 1])).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });

  it('creates the group and stream of what is put in the process itself', async () => {
    put('/aws/lambda/judge', '2026/01/02/[$LATEST]x', ['hello']);
    put('/aws/lambda/judge', '2026/01/02/[$LATEST]x', ['again'], nowMs + 1);
    const { events = [] } = await filter({ logGroupName: '/aws/lambda/judge' });
    expect(events).toMatchObject([{ message: 'hello', logStreamName: '2026/01/02/[$LATEST]x', timestamp: nowMs }, { message: 'again' }]);
    expect(new Set(events.map(({ eventId }) => eventId)).size).toBe(2);
    expect(events[0]?.eventId).toMatch(/^\d{56}$/);
  });

  it('filters by time, stream and pattern', async () => {
    put('/filter', 'a/1', ['red one', 'green two']);
    put('/filter', 'b/1', ['red three', '{"colour":"blue"}'], nowMs + 10);
    const messages = async (fields: object) => (await filter({ logGroupName: '/filter', ...fields })).events?.map(({ message }) => message);
    await expect(messages({ startTime: nowMs + 1, endTime: nowMs + 10 })).resolves.toEqual(['green two', 'red three']);
    await expect(messages({ logStreamNames: ['b/1'] })).resolves.toEqual(['red three', '{"colour":"blue"}']);
    await expect(messages({ logStreamNamePrefix: 'a/' })).resolves.toEqual(['red one', 'green two']);
    await expect(messages({ filterPattern: 'red -one' })).resolves.toEqual(['red three']);
    await expect(messages({ filterPattern: '{ $.colour = "blue" }' })).resolves.toEqual(['{"colour":"blue"}']);
    await expect(messages({ logGroupName: undefined, logGroupIdentifier: 'arn:aws:logs:us-east-1:000000000000:log-group:/filter:*', filterPattern: 'green' })).resolves.toEqual(['green two']);
  });

  it('filters in pages that leave out nothing', async () => {
    const expected = Array.from({ length: 25 }, (_, index) => `n-${index}`);
    put('/pages', 's', expected, nowMs - 3_600_000);
    put('/pages', 't', ['skip me']);
    const found: (string | undefined)[] = [];
    let nextToken: string | undefined;
    do {
      const page: Awaited<ReturnType<typeof filter>> = await filter({ logGroupName: '/pages', limit: 10, filterPattern: '"n-"', nextToken });
      expect(page.events?.length).toBeLessThanOrEqual(10);
      found.push(...(page.events ?? []).map(({ message }) => message));
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    expect(found).toEqual(expected);
  });

  it('reads one stream forwards and backwards', async () => {
    put('/get', 's', ['0', '1', '2', '3', '4']);
    put('/get', 'other', ['x']);
    const texts = (page: Awaited<ReturnType<typeof get>>) => page.events?.map(({ message }) => message);
    const latest = await get({ limit: 2 });
    expect(texts(latest)).toEqual(['3', '4']);
    const before = await get({ limit: 2, nextToken: latest.nextBackwardToken });
    expect(texts(before)).toEqual(['1', '2']);
    const after = await get({ limit: 2, nextToken: before.nextForwardToken });
    expect(texts(after)).toEqual(['3', '4']);
    const end = await get({ nextToken: after.nextForwardToken });
    expect([texts(end), end.nextForwardToken]).toEqual([[], after.nextForwardToken]);
    expect(texts(await get({ startFromHead: true, limit: 2 }))).toEqual(['0', '1']);
    expect(texts(await get({ startTime: nowMs + 1, endTime: nowMs + 3 }))).toEqual(['1', '2']);
    await expect(get({ logStreamName: 'none' })).rejects.toMatchObject({ name: 'ResourceNotFoundException', message: 'The specified log stream does not exist.' });
  });

  it('describes streams by name and by their last event', async () => {
    put('/streams', 'b', ['1'], nowMs);
    put('/streams', 'a', ['2', '3'], nowMs + 100);
    const describeStreams = async (fields: object) => (await client.send(new DescribeLogStreamsCommand({ logGroupName: '/streams', ...fields }))).logStreams ?? [];
    await expect(describeStreams({})).resolves.toMatchObject([{ logStreamName: 'a', firstEventTimestamp: nowMs + 100, lastEventTimestamp: nowMs + 101 }, { logStreamName: 'b' }]);
    await expect(describeStreams({ orderBy: 'LastEventTime', descending: false, limit: 1 })).resolves.toMatchObject([{ logStreamName: 'b' }]);
    await expect(describeStreams({ logStreamNamePrefix: 'b' })).resolves.toHaveLength(1);
  });

  it('refuses what is wrong', async () => {
    await expect(filter({ logGroupName: '/none' })).rejects.toMatchObject(noGroup);
    await expect(filter({ logGroupName: '/invigil/verify-frame', filterPattern: '{ $.a' })).rejects.toMatchObject({ name: 'InvalidParameterException' });
    await expect(filter({ logGroupName: '/invigil/verify-frame', nextToken: 'x' })).rejects.toMatchObject({ name: 'InvalidParameterException', message: 'The specified nextToken is invalid.' });
    await expect(filter({ logGroupName: '/invigil/verify-frame', logStreamNames: ['a'], logStreamNamePrefix: 'a' })).rejects.toMatchObject({ name: 'InvalidParameterException' });
    await expect(filter({})).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });

  it('has everything again after a restart', async () => {
    put('/again', 's', ['before']);
    await logs.close();
    const reopened = await createLogs({ groups: [resource('/again', 7)], dataDir: folder.path, onDefect: (...defect) => defects.push(defect) });
    await using other = await createAwsEndpoint({ services: [reopened.service], faults: false, host: '127.0.0.1', port: 0, onDefect: () => undefined }).then((made) => ({ url: made.url, [Symbol.asyncDispose]: () => made.close() }));
    const second = new CloudWatchLogsClient({ endpoint: other.url, region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' }, maxAttempts: 1 });
    await expect(second.send(new FilterLogEventsCommand({ logGroupName: '/again' }))).resolves.toMatchObject({ events: [{ message: 'before', logStreamName: 's' }] });
    await expect(second.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: '/again' }))).resolves.toMatchObject({ logGroups: [{ retentionInDays: 7 }] });
    second.destroy();
    await reopened.close();
  });
});
