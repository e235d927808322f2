import { afterEach, describe, expect, it } from '@jest/globals';
import { DEFAULT_INCIDENT_RULES } from '../../../domain/incidents/default-rules.ts';
import { createPolicy, type Policy } from '../../../domain/policy.ts';
import { DEFAULT_PHOTO_LIMITS } from '../../../domain/registration/photo-limits.ts';
import { ApiError } from '../../../frontend/api/api-error.ts';
import type { ApiClient, ApiRequest } from '../../../frontend/api/client.ts';
import { usePolicyEditor } from '../../../frontend/composables/usePolicyEditor.ts';
import { inScope } from '../helpers/in-scope.ts';

const disposals: (() => void)[] = [];
afterEach(() => { for (const dispose of disposals.splice(0)) dispose(); });

const POLICY = createPolicy({ minConfidencePercent: 85, faceMatchPercent: 85, moderationPercent: 85, objects: [], frameIntervalMs: 1_000, maxGapMs: 5_000, incidentRules: DEFAULT_INCIDENT_RULES, photo: DEFAULT_PHOTO_LIMITS });

/** A server that has a policy in force, and refuses as the test says. */
async function setUp() {
  const server = { policy: POLICY, refuse: null as ApiError | null, bodies: [] as unknown[] };
  const api = {
    json: (_path: string, { method, body }: ApiRequest): Promise<Policy> => {
      if (method !== 'PUT') return Promise.resolve(server.policy);
      server.bodies.push(body);
      if (server.refuse !== null) return Promise.reject(server.refuse);
      const { basedOn, ...rules } = body as Policy & { basedOn: string };
      if (basedOn !== server.policy.version) return Promise.reject(new ApiError({ status: 409, code: 'POLICY_CHANGED', message: 'Changed.', requestId: null, field: 'basedOn' }));
      server.policy = createPolicy(rules);
      return Promise.resolve(server.policy);
    },
  } as unknown as ApiClient;
  const { value: editor, dispose } = inScope(() => usePolicyEditor(api));
  disposals.push(dispose);
  await new Promise((resolve) => { setTimeout(resolve, 0); });
  return { server, editor };
}

function write(editor: Awaited<ReturnType<typeof setUp>>['editor'], change: object): void {
  if (editor.draft.value === null) throw new Error('There is no draft yet.');
  editor.draft.value = { ...editor.draft.value, ...change };
}

describe('a policy that is changed', () => {
  it('is put in force with the version that it was made from, and is the new ground then', async () => {
    const { server, editor } = await setUp();
    write(editor, { faceMatchPercent: 90 });
    expect(editor.changes.value).toEqual([{ kind: 'number', path: 'faceMatchPercent', before: 85, after: 90 }]);
    expect(await editor.save()).toBe(true);
    expect(server.bodies).toMatchObject([{ faceMatchPercent: 90, basedOn: POLICY.version }]);
    expect(editor.current.value?.version).toBe(server.policy.version);
    expect(editor.changes.value).toEqual([]);
  });

  it('does not replace what somebody else put meanwhile, but is compared with it, and can then', async () => {
    const { server, editor } = await setUp();
    write(editor, { faceMatchPercent: 90 });
    server.policy = createPolicy({ ...POLICY, moderationPercent: 70 });
    expect(await editor.save()).toBe(false);
    expect(editor.conflict.value).toBe(true);
    expect(editor.changes.value.map((change) => ('path' in change ? change.path : change.name))).toEqual(['faceMatchPercent', 'moderationPercent']);
    expect(await editor.save()).toBe(true);
    expect(server.policy).toMatchObject({ faceMatchPercent: 90, moderationPercent: 85 });
  });

  it('can be given up for theirs', async () => {
    const { server, editor } = await setUp();
    write(editor, { faceMatchPercent: 90 });
    server.policy = createPolicy({ ...POLICY, moderationPercent: 70 });
    await editor.save();
    editor.reset();
    expect(editor.conflict.value).toBe(false);
    expect(editor.rules.value).toMatchObject({ faceMatchPercent: 85, moderationPercent: 70 });
  });

  it('shows what the API refuses at its field, until that is changed', async () => {
    const { server, editor } = await setUp();
    server.refuse = new ApiError({ status: 422, code: 'INVALID_REQUEST', message: 'Too much.', detail: 'tooLarge', parameters: { limit: 100 }, requestId: null, field: 'faceMatchPercent' });
    write(editor, { faceMatchPercent: 99 });
    expect(await editor.save()).toBe(false);
    expect(editor.refusal.value).toMatchObject({ path: 'faceMatchPercent', told: { code: 'INVALID_REQUEST', detail: 'tooLarge', parameters: { limit: 100 } } });
    write(editor, { faceMatchPercent: 98 });
    expect(editor.refusal.value).toBeNull();
  });
});
