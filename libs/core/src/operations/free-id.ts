/** An id like the one wanted that is not taken; derived and not drawn, so that the same edit gives the same document. */
export function freeId(taken: (id: string) => boolean, wanted: string): string {
  if (wanted.length <= 64 && !taken(wanted)) return wanted;
  for (let count = 2; ; count += 1) {
    const ending = `-${count}`;
    const id = wanted.slice(0, 64 - ending.length) + ending;
    if (!taken(id)) return id;
  }
}
