import { mount, type ComponentMountingOptions, type VueWrapper } from '@vue/test-utils';
import type { Component } from 'vue';
import { createMemoryHistory, createRouter } from 'vue-router';
import { i18n } from '../../../frontend/locales/i18n.ts';

/** Pages that are linked to by their names. */
const NAMED: Readonly<Record<string, string>> = { verdicts: '/verdicts', execution: '/executions/:name', session: '/sessions/:sessionId' };

/** Mounts a component as the app would, in English, into the document, so that it can have the focus. */
export function mountPage(component: Component, options: ComponentMountingOptions<unknown> = {}): VueWrapper {
  const page = { render: () => null };
  const named = Object.entries(NAMED).map(([name, path]) => ({ name, path, component: page }));
  const router = createRouter({ history: createMemoryHistory(), routes: [...named, { path: '/:path(.*)*', component: page }] });
  return mount(component, { attachTo: document.body, ...options, global: { plugins: [i18n, router], ...options.global } }) as VueWrapper;
}
