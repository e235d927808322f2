/** @jest-environment node */
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { UserManager } from 'oidc-client-ts';
import { createApiClient } from '../../../frontend/api/client.ts';
import { createSession } from '../../../frontend/auth/session.ts';
import { useVerdicts } from '../../../frontend/composables/useVerdicts.ts';
import { FakePage } from '../helpers/fake-page.ts';
import { FakeSource } from '../helpers/fake-source.ts';
import { FakeUserManager, userWith } from '../helpers/fake-user-manager.ts';
import { inScope } from '../helpers/in-scope.ts';
import { clearChecks, verdictOf } from '../helpers/verdicts.ts';

const disposals: (() => void)[] = [];
const pass = (ms: number): Promise<void> => jest.advanceTimersByTimeAsync(ms);
beforeEach(() => { jest.useFakeTimers(); });
afterEach(() => {
  for (const dispose of disposals.splice(0)) dispose();
  jest.useRealTimers();
});

/** The app from its camera to the API, whose gateway accepts one token alone. */
async function setUp() {
  const userManager = new FakeUserManager();
  userManager.stored = userWith({ idToken: 'token 1' });
  const session = createSession({ userManager: userManager as unknown as UserManager, clientId: 'app', origin: 'https://app.example', logoutUrl: null, language: () => 'en', navigate: () => undefined });
  await session.restore();
  const server = { accepts: 'token 1', judged: [] as string[], refused: [] as string[], keys: new Set<string>() };
  const api = createApiClient({
    baseUrl: '/api',
    idToken: (options) => session.idToken(options),
    onUnauthenticated: () => { session.expire(); },
    fetch: (_url, init) => {
      const { headers, body } = init as { headers: Record<string, string>; body: string };
      const { image } = JSON.parse(body) as { image: string };
      if (headers.authorization !== `Bearer ${server.accepts}`) {
        server.refused.push(image);
        return Promise.resolve(new Response(JSON.stringify({ error: { code: 'UNAUTHENTICATED', message: '', requestId: 'r' } }), { status: 401 }));
      }
      server.judged.push(image);
      server.keys.add(headers['idempotency-key'] ?? '');
      return Promise.resolve(new Response(JSON.stringify(verdictOf(clearChecks()))));
    },
  });
  const page = new FakePage();
  const source = new FakeSource();
  const { value: verdicts, dispose } = inScope(() => useVerdicts({ api, sessionId: () => 's-1', intervalMs: () => 1_000, page, network: page }));
  disposals.push(dispose);
  verdicts.start(source);
  await pass(0);
  return { userManager, session, server, source, verdicts };
}

describe('frames while a token ends', () => {
  it('are all judged, each once and in their order, when it is renewed before it ends', async () => {
    const { userManager, server, source, session } = await setUp();
    await pass(2_000);
    // A token of the server's next hour; this one has half a minute left.
    Object.assign(userManager.stored as object, { expires_in: 30 });
    userManager.renew = () => {
      server.accepts = 'token 2';
      return Promise.resolve(userWith({ idToken: 'token 2' }));
    };
    await pass(3_000);
    expect(server.judged).toEqual(['frame 1', 'frame 2', 'frame 3', 'frame 4', 'frame 5', 'frame 6']);
    expect([server.refused, source.captured, userManager.renewals, session.state.value]).toEqual([[], 6, 1, 'signed-in']);
  });

  it('are all judged when it is refused in the middle: the refused frame goes out again', async () => {
    const { userManager, server, source, verdicts, session } = await setUp();
    await pass(1_000);
    server.accepts = 'token 2';
    userManager.renew = () => Promise.resolve(userWith({ idToken: 'token 2' }));
    await pass(3_000);
    expect(server.judged).toEqual(['frame 1', 'frame 2', 'frame 3', 'frame 4', 'frame 5']);
    expect([server.refused, server.keys.size, source.captured, userManager.renewals]).toEqual([['frame 3'], 5, 5, 1]);
    expect([verdicts.state.value, session.state.value]).toEqual(['judging', 'signed-in']);
  });

  it('are all judged when the renewal takes longer than an interval', async () => {
    const { userManager, server, source, verdicts } = await setUp();
    server.accepts = 'token 2';
    userManager.renew = () => new Promise((resolve) => { setTimeout(() => { resolve(userWith({ idToken: 'token 2' })); }, 2_500); });
    await pass(4_500);
    expect(server.judged).toEqual(['frame 1', 'frame 2', 'frame 3', 'frame 4']);
    expect([source.captured, verdicts.state.value]).toEqual([4, 'judging']);
  });

  it('stop, and that is said, where the renewed token is refused as well', async () => {
    const { server, verdicts, session } = await setUp();
    server.accepts = 'none';
    await pass(2_000);
    expect([server.judged, server.refused]).toEqual([['frame 1'], ['frame 2', 'frame 2']]);
    expect([verdicts.state.value, session.state.value]).toEqual(['signedOut', 'expired']);
  });
});
