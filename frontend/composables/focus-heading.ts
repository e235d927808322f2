/** Moves the focus to the page's heading, from where a screen reader reads on: for when what had the focus is gone. */
export function focusHeading(): void {
  document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true });
}
