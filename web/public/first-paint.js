// Runs before the first paint, so that a dark screen never flashes white.
(() => {
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
