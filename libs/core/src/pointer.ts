/** Places of a document as JSON pointers (RFC 6901). */

/** The pointer of keys. */
export const pointer = (...keys: (string | number)[]): string =>
  keys.reduce<string>((path, key) => {
    const text = String(key);
    // Ids have neither; a template has thousands of places.
    const plain = !text.includes('~') && !text.includes('/');
    return `${path}/${plain ? text : text.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  }, '');

/** The keys of a pointer; the empty pointer has none. */
export const keysOf = (path: string): string[] =>
  path
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));

/** What stands at a place, in lists too; undefined where there is nothing. */
export function valueAt(document: unknown, path: string): unknown {
  let node: unknown = document;
  for (const key of keysOf(path)) {
    if (typeof node !== 'object' || node === null || !Object.hasOwn(node, key)) return undefined;
    node = (node as Record<string, unknown>)[key];
  }
  return node;
}

/** Whether one place is the other, or lies within it. */
export const within = (path: string, outer: string): boolean => path === outer || path.startsWith(`${outer}/`);
