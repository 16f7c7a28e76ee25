/** Gives out ids that templates accept, each once. */
export class Ids {
  private readonly taken = new Set<string>();

  take(wanted: string): string {
    const sound = wanted
      .normalize('NFKC')
      .replaceAll(/[^A-Za-z0-9_-]+/g, '-')
      .replace(/^[^A-Za-z]+/, '')
      .slice(0, 64);
    const base = sound === '' ? 'x' : sound;
    let id = base;
    for (let n = 2; this.taken.has(id); n += 1) id = `${base.slice(0, 58)}-${n}`;
    this.taken.add(id);
    return id;
  }
}
