/** What replaces the draft as a whole, beside the edits of a session: the engine does it, the design is opened again. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { useNavigate } from 'react-router';
import { designRoutes } from '@gangmu/contract';
import { client } from '../../../platform/client.js';
import { waitsFor } from '../takeover/waits.js';
import type { Autosave } from './autosave.js';

export interface DraftControl {
  design: string;
  /** Names this window's editing session to the engine. */
  lease: string;
  autosave: Autosave | null;
  reopen: (takeOver: boolean) => void;
}

export const DraftContext = createContext<DraftControl | null>(null);

/** Puts the draft away, so that what is published stands again: `published`; or `version:3`, `autosave:17`. */
export type Instead = string;

async function exchange({ design, lease }: DraftControl, instead: Instead): Promise<void> {
  const [kind, id] = instead.split(':');
  const number = Number(id);
  if (kind === 'version') await client.call(designRoutes.restore, { params: { design, number }, body: { lease } });
  else if (kind === 'autosave')
    await client.call(designRoutes.restoreAutosave, { params: { design, id: number }, body: { lease } });
  else await client.call(designRoutes.discardDraft, { params: { design }, query: { lease } });
}

/** Exchanges the draft; one that then stands on an older version from above is led to taking the newest over. */
export function useExchange() {
  const control = useContext(DraftContext);
  if (control === null) throw new Error('outside of a designer page');
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: async (instead: Instead) => {
      await control.autosave?.flush();
      await exchange(control, instead);
      return await client.call(designRoutes.get, { params: { design: control.design } });
    },
    onSuccess: async (design) => {
      await queries.invalidateQueries({ queryKey: ['designs'] });
      await queries.invalidateQueries({ queryKey: ['design-autosaves', design.id] });
      if (waitsFor(design) === 'takeover') await navigate(`/designs/${design.id}/takeover`);
      else control.reopen(false);
    },
  });
}
