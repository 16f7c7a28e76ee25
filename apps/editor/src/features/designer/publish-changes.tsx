import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Spin } from 'antd';
import { type Design, designRoutes } from '@gangmu/contract';
import type { Template } from '@gangmu/core';
import { client } from '../../platform/client.js';
import { useWords } from '../../platform/language.js';
import { useRefusalWords } from '../../shell/refusal.js';

/** Sentences shown before it is said how many more there are. */
const MOST = 30;

interface Props {
  design: Design;
  template: Template;
  /** Whether the draft is saved: the engine compares what it has. */
  ready: boolean;
}

/** What publishing would change of what is published, or of what is above. */
export function PublishChanges({ design, template, ready }: Props) {
  const { t } = useWords();
  const refusalWords = useRefusalWords();
  const number = design.published?.number;
  const first = number === undefined && design.kind === 'template';
  const changes = useQuery({
    queryKey: ['design-changes', design.id, number, template],
    queryFn: async ({ signal }) =>
      await client.call(designRoutes.compare, {
        params: { design: design.id },
        query: number === undefined ? {} : { from: number },
        signal,
      }),
    enabled: ready && !first,
    gcTime: 0,
  });
  if (first) {
    const { phases, steps } = template;
    return (
      <p>{t('designer.publish.first', { phases: Object.keys(phases).length, steps: Object.keys(steps).length })}</p>
    );
  }
  if (changes.isError && !changes.isFetching)
    return (
      <Alert
        type="warning"
        showIcon
        title={t('load.failed')}
        description={refusalWords(changes.error)}
        action={
          <Button size="small" onClick={() => void changes.refetch()}>
            {t('load.again')}
          </Button>
        }
      />
    );
  if (changes.data === undefined) return <Spin size="small" />;
  const { sentences } = changes.data;
  if (sentences.length === 0) return <p>{t('designer.publish.none')}</p>;
  return (
    // Long lists scroll, by keyboard too.
    <ul className="sentences" tabIndex={0}>
      {sentences.slice(0, MOST).map(({ path, code, text }) => (
        <li key={`${path} ${code} ${text}`}>{text}</li>
      ))}
      {sentences.length > MOST && <li>{t('designer.publish.more', { count: sentences.length - MOST })}</li>}
    </ul>
  );
}
