/**
 * No word of the other language on a page – whoever wrote it, but the people who use the program.
 *
 * What people wrote comes from the engine, so the answers a page got say what may stand on it as it was written:
 * whole names and codes, and texts that nobody translated. A text with both languages must be shown in the reader's.
 * A part of the page that says itself that it is in another language (`lang`) is right as well.
 */
import type { Page } from 'playwright-core';

type Language = 'zh' | 'en';

/** The runs of the other language in a text: Chinese signs and stops on an English page; words of Latin letters on a Chinese one. */
const FOREIGN: Record<Language, RegExp> = {
  zh: /[A-Za-z][A-Za-z]+/gu,
  en: /[\p{Script=Han}\u3001-\u303f\uff01-\uff5e]+/gu,
};

/** What a Chinese office calls by Latin letters too: file formats, keys, the units of a file's size. */
const LATIN = new Set(
  'Word Excel BPMN JSON PNG SVG PDF CSV TXT xlsx docx bpmn json png svg pdf csv txt Ctrl Shift Alt Esc Enter Tab Del Delete Home End KB MB GB'.split(
    ' ',
  ),
);

/** Members that people fill with names and codes of their own; ids and kinds are not for anybody's eyes. */
const WRITTEN = new Set(['name', 'title', 'code', 'login', 'document', 'reason', 'note', 'filename']);

/** Members in which the engine speaks itself, in the reader's language. */
const SPOKEN = new Set(['text', 'detail', 'place']);

/** Collects from an answer what people wrote, as it may be seen by a reader of this language. */
function collect(value: unknown, language: Language, into: Set<string>, member = ''): void {
  if (typeof value === 'string') {
    if (SPOKEN.has(member)) return;
    // Other prose in Chinese was written by people.
    if (WRITTEN.has(member) || /\p{Script=Han}/u.test(value))
      for (const run of value.match(FOREIGN[language]) ?? []) into.add(run);
  } else if (Array.isArray(value)) for (const entry of value) collect(entry, language, into, member);
  else if (value !== null && typeof value === 'object') {
    const text = value as { zh?: unknown; en?: unknown };
    if (typeof text.zh === 'string') {
      const translated = typeof text.en === 'string' && text.en !== '';
      if (language === 'zh' || !translated) collect(text.zh, language, into, 'name');
      else collect(text.en, language, into, 'name');
    } else for (const [key, entry] of Object.entries(value)) collect(entry, language, into, key);
  }
}

/** Everything a page says: its texts, what stands in its fields, and what is only heard or shown by pointing. */
const said = (page: Page, language: Language): Promise<string[]> =>
  page.evaluate((tongue) => {
    const texts: string[] = [];
    const own = (element: Element | null): boolean =>
      element?.closest('[lang]')?.getAttribute('lang')?.startsWith(tongue) ?? true;
    const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode())
      if (
        node.parentElement?.closest('script, style, noscript, .react-flow__attribution') === null &&
        own(node.parentElement)
      )
        texts.push(node.textContent ?? '');
    for (const element of document.querySelectorAll('[title], [aria-label], [placeholder], [alt], input, textarea')) {
      if (!own(element) || element.closest('.react-flow__attribution') !== null) continue;
      const heard = element.closest('[aria-hidden="true"]') === null;
      for (const name of ['title', 'placeholder', ...(heard ? ['aria-label', 'alt'] : [])])
        texts.push(element.getAttribute(name) ?? '');
      if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement)
        if (!(element instanceof HTMLInputElement && ['radio', 'checkbox', 'hidden'].includes(element.type)))
          texts.push(element.value);
    }
    return texts.filter((text) => text.trim() !== '');
  }, language);

/**
 * Listens to what the engine tells this page from now on. The function it returns names the words of the other
 * language that stand on the page when it is called, each with the text around it.
 */
export function listenTo(page: Page, language: Language): () => Promise<string[]> {
  const written = new Set<string>();
  const pending = new Set<Promise<void>>();
  page.on('response', (answer) => {
    if (answer.headers()['content-type']?.startsWith('application/json') !== true) return;
    const read = answer
      .json()
      .then((body: unknown) => collect(body, language, written))
      // A page that was left takes its answers along: nothing of them stands on the next one.
      .catch(() => undefined)
      .finally(() => pending.delete(read));
    pending.add(read);
  });
  return async () => {
    const texts = await said(page, language);
    await Promise.all(pending);
    const allowed = (run: string): boolean => written.has(run) || (language === 'zh' && LATIN.has(run));
    const strangers = (text: string): string[] => (text.match(FOREIGN[language]) ?? []).filter((run) => !allowed(run));
    return [...new Set(texts.flatMap((text) => strangers(text).map((run) => `${run} – ${text.trim()}`)))];
  };
}
