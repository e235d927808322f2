// Runs before the first paint, so that a chosen theme does not flash up as the other one. See composables/useTheme.ts.
(() => {
  try {
    const theme = localStorage.getItem('invigil.theme');
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  } catch {
    // Storage is blocked: the system's theme it is.
  }
})();
