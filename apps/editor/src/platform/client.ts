import { createClient, ProblemResponse } from '@gangmu/contract';
import { currentLanguage, TAGS } from './language.js';
import { noteContact } from './connection.js';

/** Calls to the engine from the page it served: same origin, cookie session, words in the reader's language. */
export const client = createClient({
  headers: () => ({ 'accept-language': TAGS[currentLanguage()] }),
  fetch: async (input, init) => {
    try {
      const response = await fetch(input, init);
      // A proxy answers for an engine that is down.
      noteContact(response.status !== 502 && response.status !== 503 && response.status !== 504);
      return response;
    } catch (error) {
      if (!(error instanceof DOMException && error.name === 'AbortError')) noteContact(false);
      throw error;
    }
  },
});

/** The status a refusal came with; undefined when there was no answer at all. */
export const statusOf = (error: unknown): number | undefined =>
  error instanceof ProblemResponse ? error.problem.status : undefined;
