/** Waits until a condition holds; fails with its name after `timeoutMs`. */
export async function waitFor(name: string, condition: () => boolean, timeoutMs = 10_000): Promise<void> {
  const end = performance.now() + timeoutMs;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`timed out waiting for: ${name}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
