import type { Adapter, AdapterFactory } from 'oidc-provider';
import type { SessionStore } from './session-store.ts';

/** Lets oidc-provider keep its models, each under its name, in one store. */
export function createSessionAdapter(store: SessionStore, now: () => number = Date.now): AdapterFactory {
  return (model): Adapter => ({
    upsert: async (id, payload, expiresInSeconds) => {
      store.put(model, id, payload, expiresInSeconds === undefined ? Number.MAX_SAFE_INTEGER : now() + expiresInSeconds * 1000);
      return Promise.resolve();
    },
    find: async (id) => Promise.resolve(store.find(model, id)),
    findByUid: async (uid) => Promise.resolve(store.findWhere(model, (payload) => payload.uid === uid)),
    findByUserCode: async (userCode) => Promise.resolve(store.findWhere(model, (payload) => payload.userCode === userCode)),
    consume: async (id) => {
      store.consume(model, id);
      return Promise.resolve();
    },
    destroy: async (id) => {
      store.delete(model, id);
      return Promise.resolve();
    },
    revokeByGrantId: async (grantId) => {
      store.revokeGrant(grantId);
      return Promise.resolve();
    },
  });
}
