import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Empty, Modal } from 'antd';
import { type Design, designRoutes } from '@gangmu/contract';
import { client } from '../../../platform/client.js';
import { useWords } from '../../../platform/language.js';
import { LoadFailure } from '../../../shell/load-failure.js';
import { useRefusalWords } from '../../../shell/refusal.js';
import { Spinner } from '../../../shell/spinner.js';

/** What was put away or deleted, newest first, each with the way back. */
export function PutAwayList({ close }: { close: () => void }) {
  const { t, local } = useWords();
  const refusalWords = useRefusalWords();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const gone = useInfiniteQuery({
    queryKey: ['designs', 'put-away'],
    queryFn: async ({ signal, pageParam }) =>
      await client.call(designRoutes.list, {
        query: { limit: 30, archived: 'true', mine: 'true', ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next ?? null,
  });
  const back = useMutation({
    mutationFn: async (design: Design) =>
      await client.call(designRoutes.change, { params: { design: design.id }, body: { archived: false } }),
    onSuccess: async (_answer, design) => {
      message.success(t('designs.gone.back', { title: local(design.title) }));
      await queries.invalidateQueries({ queryKey: ['designs'] });
    },
    onError: (error) => void message.error(refusalWords(error)),
  });
  const designs = gone.data?.pages.flatMap(({ entries }) => entries);
  return (
    <Modal open title={t('designs.gone')} footer={null} onCancel={close}>
      {gone.isError ? (
        <LoadFailure error={gone.error} retry={() => void gone.refetch()} />
      ) : designs === undefined ? (
        <Spinner />
      ) : designs.length === 0 ? (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('designs.gone.nothing')} />
      ) : (
        <ul className="designs-gone">
          {designs.map((design) => (
            <li key={design.id}>
              <span>
                <strong>{local(design.title)}</strong>
                <small>
                  {local(design.unit.name)} · {t(`designs.kind.${design.kind}`)} ·{' '}
                  {design.published === null
                    ? t('designs.unpublished')
                    : t('designs.published', { number: design.published.number })}
                </small>
              </span>
              <Button
                loading={back.isPending && back.variables.id === design.id}
                aria-label={t('designs.gone.bring', { title: local(design.title) })}
                onClick={() => back.mutate(design)}
              >
                {t('designs.gone.restore')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {gone.hasNextPage && (
        <Button loading={gone.isFetchingNextPage} onClick={() => void gone.fetchNextPage()}>
          {t('designs.gone.more')}
        </Button>
      )}
    </Modal>
  );
}
