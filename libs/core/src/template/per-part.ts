/**
 * Remembers what was computed of a part of a template – a step, a piece of evidence – for as long as that very object
 * is in use. While somebody edits, all but one part stay the same objects.
 */
export function perPart<Part extends object, Value>(compute: (part: Part) => Value): (part: Part) => Value {
  const known = new WeakMap<Part, { value: Value }>();
  return (part) => {
    let entry = known.get(part);
    if (!entry) {
      entry = { value: compute(part) };
      known.set(part, entry);
    }
    return entry.value;
  };
}
