import { Button, Result } from 'antd';
import { ProblemResponse } from '@gangmu/contract';
import { useWords } from '../platform/language.js';
import { useRefusalWords } from './refusal.js';
import { MissingPage } from './missing-page.js';

/** What stands in place of data that could not be loaded: why, and a way to try again. */
export function LoadFailure({ error, retry }: { error: unknown; retry: () => void }) {
  const { t } = useWords();
  const refusalWords = useRefusalWords();
  if (error instanceof ProblemResponse && error.problem.status === 404) return <MissingPage />;
  return (
    <Result
      status="warning"
      title={t('load.failed')}
      subTitle={refusalWords(error)}
      extra={
        <Button type="primary" onClick={retry}>
          {t('load.again')}
        </Button>
      }
    />
  );
}
