/** Loaded before anything is drawn: a reader who leaves it to the system gets the system's colours, also where no hint came. */
const page = document.documentElement;
if (page.dataset['theme'] === 'system') {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const follow = (): void => page.setAttribute('data-bs-theme', dark.matches ? 'dark' : 'light');
  dark.addEventListener('change', follow);
  follow();
}
