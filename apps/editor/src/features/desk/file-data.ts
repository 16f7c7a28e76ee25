import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import {
  addressOf,
  type AnswerOf,
  CSRF_HEADER,
  type EvidenceFile,
  fileRoutes,
  OCTETS,
  type ProblemDocument,
  ProblemResponse,
} from '@gangmu/contract';
import { client } from '../../platform/client.js';
import { noteContact } from '../../platform/connection.js';
import { currentLanguage, TAGS } from '../../platform/language.js';
import { runKey } from './run-data.js';

/** The item a file is uploaded for. */
export interface FilePlace {
  run: string;
  item: string;
}
export type ListedFile = AnswerOf<typeof fileRoutes.list>['files'][number];

export const filesKey = ({ run, item }: FilePlace): readonly string[] => [...runKey(run), 'files', item];

/** Files uploaded for an item, as far as the reader may see them. */
export const useFiles = (place: FilePlace): UseQueryResult<ListedFile[]> =>
  useQuery({
    queryKey: filesKey(place),
    queryFn: async ({ signal }) =>
      (await client.call(fileRoutes.list, { signal, params: { run: place.run }, query: { item: place.item } })).files,
  });

export const fileAddress = (run: string, hash: string): string => addressOf(fileRoutes.download, { run, hash });

/**
 * Uploads a file, telling the share sent (0 to 1). Not through the client: `fetch` tells nothing about how much of a
 * body has left. @throws ProblemResponse, or an Error where there was no answer
 */
export function uploadFile(
  place: FilePlace & { evidence: string },
  { name, content }: { name: string; content: Blob },
  onShare: (share: number) => void,
): Promise<EvidenceFile> {
  const { run, item, evidence } = place;
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', addressOf(fileRoutes.upload, { run, item }, { evidence, name }));
    request.setRequestHeader('content-type', OCTETS);
    request.setRequestHeader('accept-language', TAGS[currentLanguage()]);
    request.setRequestHeader(CSRF_HEADER, '1');
    request.upload.addEventListener('progress', ({ loaded, total }) => onShare(total === 0 ? 0 : loaded / total));
    request.addEventListener('error', () => {
      noteContact(false);
      reject(new Error('no answer'));
    });
    request.addEventListener('load', () => {
      let answer: unknown;
      try {
        answer = JSON.parse(request.responseText);
      } catch {
        return reject(new Error('no answer of the engine'));
      }
      if (request.status === 201) resolve(answer as EvidenceFile);
      else reject(new ProblemResponse(answer as ProblemDocument));
    });
    request.send(content);
  });
}

/** A size as people read it. */
export const sizeWords = (bytes: number): string =>
  bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
