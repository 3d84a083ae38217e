// Runs before the first paint, so that a dark screen never flashes white, and before every module.
(() => {
  // zod tries `new Function` when the first schema is made; the content policy forbids it and would report it.
  globalThis['__zod_globalConfig'] = { jitless: true };
  const read = (key) => {
    try {
      return localStorage.getItem(`titian.${key}`);
    } catch {
      return null;
    }
  };
  const theme = read('theme');
  const dark = theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  document.documentElement.lang = read('locale') === 'en' ? 'en' : 'id';
})();
