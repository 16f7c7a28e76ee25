/**
 * Marks of classified papers (GB/T 9704-2012, 7.2.2): what carries one must not be handed in, whatever it holds. Found
 * are marks, not content; nobody is relieved of knowing what they upload.
 */

/** In a file's name the word alone is enough: nobody is hurt by renaming a file that only speaks of secrets. */
const IN_NAME = /秘\s*密|机\s*密|绝\s*密/;
/** In a text the mark stands on a line of its own, with a term or none: `机密★1年`, `秘 密`. Prose may speak of secrets. */
const AS_LINE = /^[(（【[]?\s*(?:秘\s*密|机\s*密|绝\s*密)\s*[)）】\]]?(?:\s*[★☆*].{0,12})?$/;
/** Marks stand in the head of the first page. */
const LINES = 40;

/** Whether a file's name carries a secrecy mark. */
export const hasMarkedName = (name: string): boolean => IN_NAME.test(name);

/** Whether the head of a text – its first lines that are not blank – carries a secrecy mark. */
export const hasMarkedHead = (text: string): boolean =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(0, LINES)
    .some((line) => AS_LINE.test(line));
