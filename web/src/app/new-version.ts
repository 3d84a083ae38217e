const KEY = 'titian.reloadedAt';
/** A page that can't be had right after a reload isn't missing because of a new version. */
const ONCE_WITHIN_MS = 60_000;

/** After an update the scripts of the old console are gone: the first one missed loads the new console. */
export function reloadOnNewVersion(): void {
  addEventListener('vite:preloadError', (event) => {
    const last = Number(sessionStorage.getItem(KEY) ?? 0);
    if (Date.now() - last < ONCE_WITHIN_MS) return;
    sessionStorage.setItem(KEY, String(Date.now()));
    event.preventDefault();
    location.reload();
  });
}
