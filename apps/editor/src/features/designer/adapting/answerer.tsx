import { useQuery } from '@tanstack/react-query';
import { designRoutes } from '@gangmu/contract';
import { client } from '../../../platform/client.js';
import { useWords } from '../../../platform/language.js';
import { Refusal } from '../../../shell/refusal.js';

interface Props {
  design: string;
  /** The place leave is asked for at. */
  path: string;
  allows?: 'change' | 'remove';
  /** Says as well why nobody would. */
  refusals?: boolean;
}

/** Who would answer a wish to deviate: not always the level that is named at the lock, but the first that set one. */
export function Answerer({ design, path, allows = 'change', refusals = false }: Props) {
  const { t, local } = useWords();
  const answerer = useQuery({
    queryKey: ['variances', design, 'answerer', path, allows],
    retry: false,
    queryFn: async ({ signal }) => {
      const { unit } = await client.call(designRoutes.get, { params: { design }, signal });
      const query = { unit: unit.id, path, allows };
      return (await client.call(designRoutes.varianceAnswerer, { params: { design }, query, signal })).unit;
    },
  });
  if (answerer.isError) return refusals ? <Refusal error={answerer.error} /> : null;
  // Its line is there from the start, so that nothing jumps when the name comes.
  return (
    <p className="soft">
      {answerer.data === undefined ? '…' : t('variance.answerer', { unit: local(answerer.data.name) })}
    </p>
  );
}
