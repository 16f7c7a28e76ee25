/** Which level set a place of the template above, by name. */
import type { LocalText } from '@gangmu/core';

/** As the server answers it: places that some level set, the longest first; all others are the root's. */
export interface Provenance {
  places: readonly { path: string; unit: { name: LocalText } }[];
  root: { name: LocalText };
}

/** The unit that set a place: the level that set it, or something it lies in. */
export function setBy({ places, root }: Provenance, path: string): LocalText {
  const holder = places.find((place) => path === place.path || path.startsWith(`${place.path}/`));
  return holder?.unit.name ?? root.name;
}
