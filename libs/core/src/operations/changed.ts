type Tree = Record<string, unknown>;

/** A copy of a tree with the value at a place – keys from its root down, lists too – set, or with undefined taken away. */
export function changed(node: unknown, keys: readonly string[], value: unknown): unknown {
  const [key, ...rest] = keys;
  if (key === undefined) return value;
  if (Array.isArray(node)) return node.map((entry, i) => (String(i) === key ? changed(entry, rest, value) : entry));
  const tree = node as Tree;
  if (rest.length === 0 && value === undefined) {
    const { [key]: _gone, ...others } = tree;
    return others;
  }
  return { ...tree, [key]: changed(tree[key], rest, value) };
}
