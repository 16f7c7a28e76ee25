import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect } from 'react';
import { useConnection } from '../platform/connection.js';
import { useWords } from '../platform/language.js';

const PAUSE = 5000;

/** Says that the engine does not answer and keeps asking; goes away by itself. */
export function ConnectionStrip() {
  const { reachable } = useConnection();
  const { t } = useWords();
  const queries = useQueryClient();
  useEffect(() => {
    if (reachable) return undefined;
    const timer = setInterval(() => void queries.refetchQueries({ queryKey: ['system'] }), PAUSE);
    return () => {
      clearInterval(timer);
      // Back again: what is on the screen may have changed in between.
      void queries.invalidateQueries();
    };
  }, [reachable, queries]);
  if (reachable) return null;
  return (
    <div className="strip lost" role="alert">
      {t('connection.lost')}
      <Button size="small" ghost onClick={() => void queries.refetchQueries({ type: 'active' })}>
        {t('connection.retry')}
      </Button>
    </div>
  );
}
