import { mount, type ComponentMountingOptions, type VueWrapper } from '@vue/test-utils';
import type { Component } from 'vue';
import { createMemoryHistory, createRouter } from 'vue-router';
import { i18n } from '../../../frontend/locales/i18n.ts';

/** Pages that are linked to by their names. */
const NAMED = ['/verdicts', '/executions/:name'];

/** Mounts a component as the app would, in English, into the document, so that it can have the focus. */
export function mountPage(component: Component, options: ComponentMountingOptions<unknown> = {}): VueWrapper {
  const router = createRouter({ history: createMemoryHistory(), routes: [...NAMED, '/:path(.*)*'].map((path) => ({ path, component: { render: () => null }, ...(NAMED.includes(path) ? { name: path === '/executions/:name' ? 'execution' : path.slice(1) } : {}) })) });
  return mount(component, { attachTo: document.body, ...options, global: { plugins: [i18n, router], ...options.global } }) as VueWrapper;
}
