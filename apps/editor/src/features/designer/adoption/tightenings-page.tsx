import { CheckOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Empty, Switch } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { type Design, designRoutes } from '@gangmu/contract';
import { client } from '../../../platform/client.js';
import { instantWords } from '../../../platform/dates.js';
import { useWords } from '../../../platform/language.js';
import { LoadFailure } from '../../../shell/load-failure.js';
import { Spinner } from '../../../shell/spinner.js';
import { useRefusalWords } from '../../../shell/refusal.js';
import { DesignFrame } from '../adapting/design-frame.js';
import './adoption.css';

/** What the levels below ask beyond this one (加码清单), and that somebody took note of it. */
export function TighteningsPage() {
  const { design = '' } = useParams();
  const { t } = useWords();
  return (
    <DesignFrame id={design} here="tightenings" title={t('tightenings.title')}>
      {(facts) => <List design={facts} />}
    </DesignFrame>
  );
}

function List({ design }: { design: Design }) {
  const { t, local, language } = useWords();
  const refusalWords = useRefusalWords();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [unseen, setUnseen] = useState(false);
  const params = { design: design.id };
  const key = ['tightenings', design.id, language];
  const found = useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => (await client.call(designRoutes.tightenings, { params, signal })).designs,
  });
  const see = useMutation({
    mutationFn: async (order: { below: string; number: number }) =>
      await client.call(designRoutes.acknowledge, { params, body: order }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: key });
      await queries.invalidateQueries({ queryKey: ['designs', 'inbox'] });
    },
    onError: (error) => message.error(refusalWords(error)),
  });
  if (found.isError) return <LoadFailure error={found.error} retry={() => void found.refetch()} />;
  if (found.data === undefined) return <Spinner />;
  const shown = found.data.filter(({ seen }) => !unseen || seen === null);
  return (
    <>
      <p className="hint">{t('tightenings.text')}</p>
      {found.data.length > 0 && (
        <label className="switch">
          <Switch size="small" checked={unseen} onChange={setUnseen} /> {t('tightenings.unseen')}
        </label>
      )}
      {shown.length === 0 && (
        <Empty
          image={Empty.PRESENTED_IMAGE_SIMPLE}
          description={<span className="soft">{t('tightenings.empty')}</span>}
        />
      )}
      <ul className="tightening-list">
        {shown.map(({ design: below, unit, number, lines, seen }) => (
          <li key={below}>
            <h2>
              <Link to={`/designs/${below}`}>{local(unit.name)}</Link>{' '}
              <small>{t('designs.published', { number })}</small>
              {seen === null ? (
                design.may.publish && (
                  <Button
                    size="small"
                    icon={<CheckOutlined aria-hidden />}
                    loading={see.isPending && see.variables.below === below}
                    aria-label={t('tightenings.see.of', { unit: local(unit.name) })}
                    onClick={() => see.mutate({ below, number })}
                  >
                    {t('tightenings.see')}
                  </Button>
                )
              ) : (
                <span className="soft">
                  {t('tightenings.seen', { name: seen.by, time: instantWords(seen.at, language) })}
                </span>
              )}
            </h2>
            <ul className="sentences">
              {lines.map(({ code, path, text }) => (
                <li key={`${code} ${path}`}>{text}</li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </>
  );
}
