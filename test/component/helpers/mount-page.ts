import { mount, type ComponentMountingOptions, type VueWrapper } from '@vue/test-utils';
import type { Component } from 'vue';
import { createMemoryHistory, createRouter } from 'vue-router';
import { i18n } from '../../../frontend/locales/i18n.ts';

/** Mounts a component as the app would, in English, into the document, so that it can have the focus. */
export function mountPage(component: Component, options: ComponentMountingOptions<unknown> = {}): VueWrapper {
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/:path(.*)*', component: { render: () => null } }] });
  return mount(component, { attachTo: document.body, ...options, global: { plugins: [i18n, router], ...options.global } }) as VueWrapper;
}
