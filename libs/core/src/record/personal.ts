/**
 * Personal fields in the record. The event keeps only the hash of a salted value, so the chain stays whole when the
 * value is lawfully erased; the value itself is kept apart.
 */
import { bytesOf, canonicalText, type Hash, hashOf, isHash } from './canonical.js';

/** A personal value kept apart from the event that mentions it. `salt` is random, at least 128 bits in hex. */
export interface PersonalValue {
  hash: Hash;
  salt: string;
  value: unknown;
}

const MARK = '$personal';

/**
 * Where personal data may stand in what is recorded: paths from the envelope, `*` for every entry. Closed list, one
 * line each – a new event that names people adds its line here.
 */
export const personalFields: readonly string[] = [
  // who gave an order by telephone, on whose word something was filed, who signed the paper
  'by.onBehalfOf.word',
  'event.by.onBehalfOf.word',
  'event.authority.who',
  'event.paper.signer',
  // leaders, cohorts and their labels in a run's registers
  'event.label',
  'event.item.label',
  // what a unit takes over from one that ended: whole items
  'event.item.paper.signer',
  'event.item.submittedBy.onBehalfOf.word',
  'event.items.*.label',
  'event.items.*.paper.signer',
  'event.items.*.submittedBy.onBehalfOf.word',
  'event.registers.*.entries.*.label',
  // people and posts
  'event.name',
  'event.login',
  'event.phone',
  'event.holderName',
  // the ledger: persons named in problems and measures
  'event.problem.leader.name',
  'event.measure.person.name',
  'event.changes.leader.name',
  'event.changes.person.name',
];

const split = personalFields.map((path) => path.split('.'));

type Tree = { [key: string]: unknown };
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What stands in the chain for a personal value; without the salt (hex) nobody can try out what it was. */
export const personalHash = (salt: string, value: unknown): Hash => hashOf(bytesOf(canonicalText([salt, value])));

/** The hash a field was replaced by, or undefined when the value is an ordinary one. */
export const personalMark = (value: unknown): Hash | undefined => {
  if (!isTree(value)) return undefined;
  const mark = value[MARK];
  return isHash(mark) && Object.keys(value).length === 1 ? mark : undefined;
};

/** Copies only along the paths that are replaced; everything else is shared with the original. */
const replaceAt = (value: unknown, path: readonly string[], replace: (found: unknown) => unknown): unknown => {
  const [key, ...rest] = path;
  if (key === undefined) return value === undefined || value === null ? value : replace(value);
  if (!isTree(value)) return value;
  const keys = key === '*' ? Object.keys(value) : Object.hasOwn(value, key) ? [key] : [];
  let copy: Tree | undefined;
  for (const name of keys) {
    const before = value[name];
    const after = replaceAt(before, rest, replace);
    if (after !== before) (copy ??= { ...value })[name] = after;
  }
  return copy ?? value;
};

/** Replaces every personal field of an envelope by its hash. Returns the sealed envelope and the values to keep apart. */
export const sealPersonal = (
  envelope: unknown,
  newSalt: () => string,
): { sealed: unknown; values: PersonalValue[] } => {
  const values: PersonalValue[] = [];
  const seal = (value: unknown): unknown => {
    const salt = newSalt();
    const hash = personalHash(salt, value);
    values.push({ hash, salt, value });
    return { [MARK]: hash };
  };
  let sealed = envelope;
  for (const path of split) sealed = replaceAt(sealed, path, seal);
  return { sealed, values };
};

/** Every personal hash mentioned in a recorded envelope. */
export const personalMarks = (value: unknown): Hash[] => {
  const found: Hash[] = [];
  const walk = (node: unknown): void => {
    const mark = personalMark(node);
    if (mark !== undefined) found.push(mark);
    else if (Array.isArray(node)) node.forEach(walk);
    else if (isTree(node)) Object.values(node).forEach(walk);
  };
  walk(value);
  return found;
};

/** Puts personal values back; what was erased, or is not known to `lookup`, becomes null. */
export const openPersonal = (value: unknown, lookup: (hash: Hash) => unknown): unknown => {
  const mark = personalMark(value);
  if (mark !== undefined) return lookup(mark) ?? null;
  if (Array.isArray(value)) return value.map((entry) => openPersonal(entry, lookup));
  if (!isTree(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, openPersonal(entry, lookup)]));
};
