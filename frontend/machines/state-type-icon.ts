import { ArrowRight, Columns3, Flag, GitFork, Hourglass, Repeat, SquareFunction, X } from '@lucide/vue';
import type { Component } from 'vue';

const ICONS: Readonly<Record<string, Component>> = { Task: SquareFunction, Choice: GitFork, Parallel: Columns3, Map: Repeat, Wait: Hourglass, Pass: ArrowRight, Succeed: Flag, Fail: X };

/** What a state of a type does, as a picture; its name is said beside it. */
export function iconOfStateType(type: string): Component {
  return ICONS[type] ?? SquareFunction;
}
