import { readFile } from 'node:fs/promises';

/** The JSON in a file, with or without a byte order mark, as office PCs save it. Rejects where there is none. */
export const jsonFile = async (file: string): Promise<unknown> =>
  JSON.parse(new TextDecoder().decode(await readFile(file)));
