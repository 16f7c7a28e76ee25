import { writeFile } from 'node:fs/promises';
import { Unreadable } from './input.js';
import type { Language } from './terminal.js';

const WORDS = {
  zh: (file: string) => `无法写入 ${file}：请检查路径和权限。`,
  en: (file: string) => `Cannot write ${file}: check its path and permissions.`,
};

/** Writes a result; a place that cannot be written is said like one that cannot be read. */
export async function writeOutput(file: string, content: string | Uint8Array, lang: Language): Promise<void> {
  try {
    await writeFile(file, content);
  } catch {
    throw new Unreadable(WORDS[lang](file));
  }
}
