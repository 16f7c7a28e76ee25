/** Small things a browser keeps between visits. Storage may be forbidden; then nothing is kept and nothing breaks. */
const PREFIX = 'gangmu.';

export function recall(name: string): string | null {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}

export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch {
    // Forbidden or full: the choice lasts as long as the page.
  }
}
