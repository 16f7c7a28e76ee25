/**
 * Remembers what was made of an element – a step, an edge – under its id, together with whatever else was looked at, for
 * as long as all of that is the same. While somebody edits, all but one are; what was found of them is then the very
 * same as well.
 */
export function perElement<Element extends object, Others extends readonly unknown[], Value>(
  look: (id: string, element: Element, ...others: Others) => Value,
): (id: string, element: Element, ...others: Others) => Value {
  const known = new WeakMap<Element, { id: string; others: Others; value: Value }>();
  return (id, element, ...others) => {
    const before = known.get(element);
    if (before?.id === id && others.every((one, index) => Object.is(one, before.others[index]))) return before.value;
    const value = look(id, element, ...others);
    known.set(element, { id, others, value });
    return value;
  };
}
