/**
 * Two templates compared by meaning: one sentence for each thing that is different, as data with words in both
 * languages. Where the cards stand is no meaning.
 */
import { differenceOf } from '../adaptation/difference.js';
import type { Difference, Pointer } from '../adaptation/model.js';
import { placeName } from '../adaptation/place-name.js';
import { equal, keysOf, valueAt } from '../adaptation/shape.js';
import { type Weight, weightOf } from '../adaptation/weight.js';
import { type Param, pointer } from '../findings.js';
import { inOrder } from '../operations/ordering.js';
import { own } from '../run/own.js';
import type { LocalText, Template } from '../template/document.js';
import { inBoth, quote, sayList, textIn } from './speech.js';
import { type Spoken, spokenPlace } from './spoken-places.js';
import { patternOf, valueWords } from './value-words.js';

export interface Sentence {
  /** Its words stand under this code. */
  code: string;
  /** The place, for jumping there and for marking it on the canvas. */
  path: Pointer;
  params: Record<string, Param>;
  kind: 'added' | 'removed' | 'changed' | 'moved';
  /** Dates and people change with every re-issue of a plan, the rest seldom. */
  weight: Weight;
}

type Both = { zh: string; en: string };

const SORTS: Readonly<Record<string, Both>> = {
  steps: { zh: '任务', en: 'step' },
  phases: { zh: '板块', en: 'phase' },
  roles: { zh: '岗位角色', en: 'role' },
  registers: { zh: '名册', en: 'register' },
  policies: { zh: '政策要求', en: 'policy' },
  categories: { zh: '单位类别', en: 'category' },
  edges: { zh: '前后关系', en: 'dependency' },
  ladder: { zh: '提醒催办规则', en: 'rung of the deadline ladder' },
  evidence: { zh: '佐证材料', en: 'evidence' },
  reviews: { zh: '审核', en: 'review' },
  alternatives: { zh: '等效做法', en: 'equivalent' },
  notes: { zh: '本级说明', en: 'local note' },
  chosen: { zh: '选定的做法', en: 'choice among the equivalents' },
  fieldMandates: { zh: '单项动作属性', en: 'mandate of a single field' },
};
const SORTED_OUT: Both = { zh: '内容', en: 'content' };

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
const bothOf = (text: LocalText): Both => inBoth((lang) => textIn(text, lang));

/** How a place is called at the head of a sentence. */
function headOf(a: Template, b: Template, keys: readonly string[]): Both {
  const path = pointer(...keys);
  const inB = valueAt(b, path) !== undefined;
  const name = bothOf(inB ? placeName(b, path, a) : placeName(a, path, b));
  // One deadline is what nearly every step has.
  const en = patternOf(keys) === 'steps/*/deadlines' ? name.en.replace(/^deadlines/, 'deadline') : name.en;
  return { zh: name.zh, en: capital(en) };
}

/** Longer than this, two texts are shown around the place where they begin to differ. */
const SHOWN = 120;
function aroundDifference(a: string, b: string): [string, string] {
  if (a.length <= SHOWN && b.length <= SHOWN) return [a, b];
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  const from = Math.max(0, at - 20);
  const shown = (words: string): string =>
    `${from > 0 ? '…' : ''}${words.slice(from, from + SHOWN)}${words.length > from + SHOWN ? '…' : ''}`;
  return [shown(a), shown(b)];
}

/** Both sides as they are shown. Where the English did not change along, it is the Chinese that tells the difference. */
function bothShown(was: Both, is: Both): [Both, Both] {
  const zh = aroundDifference(was.zh, is.zh);
  const en = was.en === is.en ? zh : aroundDifference(was.en, is.en);
  return [
    { zh: zh[0], en: en[0] },
    { zh: zh[1], en: en[1] },
  ];
}

class Comparison {
  readonly sentences: Sentence[] = [];

  constructor(
    private readonly a: Template,
    private readonly b: Template,
  ) {}

  private words(side: 'a' | 'b', keys: readonly string[], full = false): Both {
    const template = this[side];
    const value = valueAt(template, pointer(...keys));
    return inBoth((lang) => valueWords(value, keys, template, lang, full));
  }

  private title(keys: readonly string[], side: 'a' | 'b'): Both | undefined {
    const title = (valueAt(this[side], pointer(...keys)) as { title?: LocalText } | undefined)?.title;
    return title && inBoth((lang) => quote(textIn(title, lang), lang));
  }

  private say(
    code: string,
    keys: readonly string[],
    kind: Sentence['kind'],
    weight: Weight,
    params: Record<string, Param>,
  ): void {
    this.sentences.push({ code: `compare.${code}`, path: pointer(...keys), params, kind, weight });
  }

  /** Something is new, or gone. */
  private element(keys: readonly string[], added: boolean, weight: Weight): void {
    const side = added ? 'b' : 'a';
    const map = keys.at(-2) ?? '';
    const sort = own(SORTS, map) ?? SORTED_OUT;
    const detail = this.words(side, keys);
    const title = keys.length === 2 ? this.title(keys, side) : undefined;
    const params: Record<string, Param> = {
      what: title ? { zh: `${sort.zh}${title.zh}`, en: `${sort.en} ${title.en}` } : sort,
      detail,
    };
    // What is called by its title alone needs no detail that repeats it.
    const bare = detail.zh === '' || (title !== undefined && title.zh === detail.zh);
    const code = added ? 'added' : 'removed';
    const kind = added ? 'added' : 'removed';
    if (keys.length === 2) return this.say(bare ? `${code}-bare` : code, keys, kind, weight, params);
    const place = headOf(this.a, this.b, keys.slice(0, -2));
    this.say(bare ? `${code}-within-bare` : `${code}-within`, keys, kind, weight, { ...params, place });
  }

  /** A field, or an element as a whole, says something else. */
  private value(keys: readonly string[], weight: Weight): void {
    const path = pointer(...keys);
    const place = headOf(this.a, this.b, keys);
    const [before, after] = [valueAt(this.a, path), valueAt(this.b, path)];
    if (Array.isArray(before) && Array.isArray(after)) return this.members(keys, weight, place);
    if (patternOf(keys) === 'steps/*/phase')
      return this.say('moved', keys, 'moved', weight, {
        step: this.title(keys.slice(0, 2), 'b') ?? SORTED_OUT,
        from: this.words('a', keys),
        to: this.words('b', keys),
      });
    for (const full of [false, true]) {
      const [was, is] = bothShown(this.words('a', keys, full), this.words('b', keys, full));
      if (was.zh === is.zh && was.en === is.en) continue;
      // Said in one language only: what changed is its translation.
      if (was.zh === is.zh)
        return this.say('english', keys, 'changed', weight, { place, before: was.en, after: is.en });
      if (was.zh === '') return this.say('set', keys, 'changed', weight, { place, after: is });
      if (is.zh === '') return this.say('cleared', keys, 'changed', weight, { place, before: was });
      const sort = keys.length === 3 && keys[2] === 'title' ? own(SORTS, keys[0] ?? '') : undefined;
      if (sort) {
        const what = { zh: `${sort.zh}${was.zh}`, en: capital(`${sort.en} ${was.en}`) };
        return this.say('renamed', keys, 'changed', weight, { what, to: is });
      }
      return this.say('changed', keys, 'changed', weight, { place, before: was, after: is });
    }
    this.say('altered', keys, 'changed', weight, { place });
  }

  private members(keys: readonly string[], weight: Weight, place: Both): void {
    const path = pointer(...keys);
    const [before, after] = [valueAt(this.a, path) as unknown[], valueAt(this.b, path) as unknown[]];
    const list = (side: 'a' | 'b', members: unknown[]): Both =>
      inBoth((lang) => valueWords(members, keys, this[side], lang));
    const added = after.filter((one) => !before.includes(one));
    const removed = before.filter((one) => !after.includes(one));
    const params = { place, added: list('b', added), removed: list('a', removed) };
    if (added.length > 0 && removed.length > 0) this.say('members', keys, 'changed', weight, params);
    else if (added.length > 0) this.say('members-added', keys, 'changed', weight, params);
    else if (removed.length > 0) this.say('members-removed', keys, 'changed', weight, params);
    else this.say('altered', keys, 'changed', weight, { place });
  }

  /** Other places in the order, of one map: one sentence, however many numbers had to change for it. */
  order(places: readonly string[][]): void {
    const [first = []] = places;
    const named = places.flatMap((keys) => this.title(keys.slice(0, -1), 'b') ?? []);
    const shown = named.slice(0, 5);
    const what = inBoth((lang) => {
      const names = sayList(
        shown.map((title) => title[lang]),
        lang,
      );
      if (named.length <= shown.length) return names;
      return lang === 'zh' ? `${names}等 ${named.length} 项` : `${names} and ${named.length - shown.length} more`;
    });
    // Reviews have no names of their own.
    const nameless = headOf(this.a, this.b, first.slice(0, -1));
    if (named.length === 0) return this.say('reordered-many', first, 'moved', 'other', { what: nameless });
    this.say(named.length === 1 ? 'reordered' : 'reordered-many', first, 'moved', 'other', { what });
  }

  speak({ keys, as }: Spoken, weight: Weight): void {
    const path = pointer(...keys);
    const [before, after] = [valueAt(this.a, path), valueAt(this.b, path)];
    if (as === 'element' && (before === undefined || after === undefined))
      return this.element(keys, after !== undefined, weight);
    this.value(keys, weight);
  }
}

/** Where a place stands when sentences are read in the order of the plan. */
function ranks(a: Template, b: Template): (path: Pointer) => number[] {
  const maps = ['', 'phases', 'steps', 'edges', 'ladder', 'roles', 'registers', 'categories', 'policies'];
  const phases = new Map(inOrder({ ...a.phases, ...b.phases }).map(([id], i) => [id, i]));
  const steps = new Map(inOrder({ ...a.steps, ...b.steps }).map(([id], i) => [id, i]));
  return (path) => {
    const [map = '', id = ''] = keysOf(path);
    const step = own(b.steps, id) ?? own(a.steps, id);
    if (map === 'steps') return [2, phases.get(step?.phase ?? '') ?? 0, steps.get(id) ?? 0];
    if (map === 'phases') return [1, phases.get(id) ?? 0, 0];
    return [Math.max(0, maps.indexOf(map)), 0, 0];
  };
}

const heavier = (weights: readonly Weight[]): Weight => {
  const [first = 'other'] = weights;
  return weights.every((one) => one === first) ? first : 'other';
};

/** A sentence, and the places of the difference that it speaks of. */
export interface SpokenChange {
  sentence: Sentence;
  places: readonly Pointer[];
}

/**
 * A difference between `a` and `b` as sentences in the order of the plan. Each of its places that has a meaning is
 * spoken of by exactly one sentence.
 */
export function spokenChanges(a: Template, b: Template, difference: Difference): SpokenChange[] {
  const comparison = new Comparison(a, b);
  const spoken = new Map<string, { place: Spoken; weights: Weight[]; places: Pointer[] }>();
  const orders = new Map<string, string[][]>();
  for (const path of Object.keys(difference)) {
    if (path.startsWith('/layout') || path === '/$schema') continue;
    const keys = keysOf(path);
    if (equal(valueAt(a, path), valueAt(b, path))) continue;
    if (keys.at(-1) === 'order' && keys.length % 2 === 1 && keys.length > 1) {
      const phase = keys[0] === 'steps' && keys.length === 3 ? own(b.steps, keys[1] ?? '')?.phase : '';
      const group = `${keys.slice(0, -2).join('/')} ${phase ?? ''}`;
      orders.set(group, [...(orders.get(group) ?? []), keys]);
      continue;
    }
    const place = spokenPlace(keys);
    const key = pointer(...place.keys);
    const known = spoken.get(key);
    spoken.set(key, {
      place,
      weights: [...(known?.weights ?? []), weightOf(path)],
      places: [...(known?.places ?? []), path],
    });
  }
  const said: (readonly Pointer[])[] = [];
  const stays: string[][][] = [];
  for (const places of orders.values()) {
    // A step that went to another phase is said to have moved: its new number says nothing more.
    const movedWith = ([map, id = '']: string[]) =>
      map === 'steps' ? spoken.get(pointer('steps', id, 'phase')) : undefined;
    for (const keys of places) movedWith(keys)?.places.push(pointer(...keys));
    stays.push(places.filter((keys) => movedWith(keys) === undefined));
  }
  for (const { place, weights, places } of spoken.values()) {
    comparison.speak(place, heavier(weights));
    said.push(places);
  }
  for (const places of stays) {
    if (places.length === 0) continue;
    comparison.order(places);
    said.push(places.map((keys) => pointer(...keys)));
  }
  const rank = ranks(a, b);
  return comparison.sentences
    .map((sentence, index) => ({ sentence, places: said[index] ?? [], at: rank(sentence.path) }))
    .toSorted((x, y) => x.at.reduce((sign, one, i) => sign || one - (y.at[i] ?? 0), 0))
    .map(({ sentence, places }) => ({ sentence, places }));
}

/** The sentences for a difference between `a` and `b` that is known already. */
export const sentencesOf = (a: Template, b: Template, difference: Difference): Sentence[] =>
  spokenChanges(a, b, difference).map(({ sentence }) => sentence);

/** What is different in `b`, in the order of the plan; nothing where both mean the same. */
export const compare = (a: Template, b: Template): Sentence[] => sentencesOf(a, b, differenceOf(a, b));
