import { Info, OctagonAlert, TriangleAlert } from '@lucide/vue';
import type { Component } from 'vue';
import type { Severity } from '../../../domain/incidents/incident.ts';

/** Each severity has a shape of its own: colour alone never tells it. */
export const SEVERITY_ICONS: Readonly<Record<Severity, Component>> = { low: Info, medium: TriangleAlert, high: OctagonAlert };

export const SEVERITY_CLASSES: Readonly<Record<Severity, string>> = {
  low: 'bg-accent-soft text-accent',
  medium: 'bg-unknown-soft text-unknown',
  high: 'bg-fail-soft text-fail',
};
