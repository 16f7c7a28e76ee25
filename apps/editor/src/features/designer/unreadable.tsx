import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Popconfirm, Result } from 'antd';
import { Link } from 'react-router';
import { designRoutes } from '@gangmu/contract';
import { client } from '../../platform/client.js';
import { instantWords } from '../../platform/dates.js';
import { useWords } from '../../platform/language.js';
import { saveFile } from '../../platform/file-content.js';
import { useRefusalWords } from '../../shell/refusal.js';
import { useExchange } from './session/draft-control.js';
import type { UnreadableDesign } from './session/open-design.js';

/** Earlier states that are offered; the others are in the history, once the design can be opened. */
const OFFERED = 5;

/** A draft, or what is published, that cannot be drawn: nothing of it is lost, and every way on is offered. */
export function Unreadable({ opened: { design, findings }, again }: { opened: UnreadableDesign; again: () => void }) {
  const { t, local, language } = useWords();
  const refusalWords = useRefusalWords();
  const exchange = useExchange();
  const params = { design: design.id };
  const mayDesign = design.may.design;
  const earlier = useQuery({
    queryKey: ['design-autosaves', design.id, 'offered'],
    queryFn: async ({ signal }) =>
      (await client.call(designRoutes.autosaves, { params, query: { limit: OFFERED }, signal })).entries,
    enabled: mayDesign,
  });
  const download = async (): Promise<void> => {
    const { template, difference } = await client.call(designRoutes.draft, { params });
    const text = JSON.stringify(difference ?? template, null, 2);
    saveFile(new Blob([text], { type: 'application/json' }), `${local(design.title)}-${t('history.draft')}.json`);
  };
  const vanished = findings.some(({ code }) => code === 'design-base-vanished');
  return (
    <Result
      status="warning"
      title={local(design.title)}
      subTitle={t(design.draft === null ? 'designer.unreadable.version' : 'designer.unreadable.text', {
        reason: findings[0]?.text ?? '',
      })}
      extra={
        <div className="ways-on">
          {exchange.isError && <Alert type="error" showIcon title={refusalWords(exchange.error)} />}
          {mayDesign && vanished && design.above !== null && (
            <Link to={`/designs/${design.id}/takeover`}>
              <Button type="primary" tabIndex={-1}>
                {t('designer.unreadable.takeover')}
              </Button>
            </Link>
          )}
          {mayDesign && design.draft !== null && design.published !== null && (
            <Popconfirm
              title={t('history.discard.text')}
              okText={t('history.discard')}
              cancelText={t('action.cancel')}
              onConfirm={() => exchange.mutate('published')}
            >
              <Button loading={exchange.isPending}>
                {t('designer.unreadable.published', { number: design.published.number })}
              </Button>
            </Popconfirm>
          )}
          {(earlier.data ?? []).map(({ id, at }) => (
            <Button key={id} disabled={exchange.isPending} onClick={() => exchange.mutate(`autosave:${id}`)}>
              {t('designer.unreadable.earlier', { time: instantWords(at, language) })}
            </Button>
          ))}
          {mayDesign && (
            <Button onClick={() => void download()}>
              {t(design.draft === null ? 'designer.unreadable.version.file' : 'designer.unreadable.file')}
            </Button>
          )}
          <Button onClick={again}>{t('load.again')}</Button>
        </div>
      }
    />
  );
}
