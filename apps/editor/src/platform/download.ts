import { type ProblemDocument, ProblemResponse } from '@gangmu/contract';
import { noteContact } from './connection.js';
import { saveFile } from './file-content.js';
import { currentLanguage, TAGS } from './language.js';

/**
 * Fetches a file the engine makes and hands it to the browser to keep. Not a bare link: a refusal would be saved as
 * the file. @throws ProblemResponse, or an Error where there was no answer
 */
export async function download(address: string, name: string): Promise<void> {
  let response: Response;
  try {
    response = await fetch(address, {
      credentials: 'same-origin',
      headers: { 'accept-language': TAGS[currentLanguage()] },
    });
  } catch (error) {
    noteContact(false);
    throw error;
  }
  if (response.ok) return saveFile(await response.blob(), name);
  if ((response.headers.get('content-type') ?? '').includes('json'))
    throw new ProblemResponse((await response.json()) as ProblemDocument);
  throw new Error(`the server answered ${response.status}`);
}
