import { RollbackOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useState } from 'react';
import { contentHash, keptOf } from '@gangmu/core';
import { useWords } from '../../../platform/language.js';
import { useRefusalWords } from '../../../shell/refusal.js';
import { useExchange } from '../session/draft-control.js';
import { useEditing, useSessionStore } from '../session/use-editing.js';
import { type StateKey, useStored } from './states.js';

interface ActionsProps {
  design: string;
  state: StateKey;
  compare: () => void;
  mayRestore: boolean;
}

/** Comparing a state of the design and going back to it. A state is fetched when somebody asks for it, not for every line of the list. */
export function StateActions({ design, state, compare, mayRestore }: ActionsProps) {
  const { t } = useWords();
  const [wanted, setWanted] = useState(false);
  return (
    <span className="actions">
      <Button size="small" type="link" onClick={compare}>
        {t('history.compare.draft')}
      </Button>
      {mayRestore && (
        <Button size="small" type="link" icon={<RollbackOutlined aria-hidden />} onClick={() => setWanted(true)}>
          {t('history.restore')}
        </Button>
      )}
      {wanted && mayRestore && <Restoring design={design} state={state} close={() => setWanted(false)} />}
    </span>
  );
}

/**
 * Asks before the draft becomes an earlier state. Made on what the draft is made on, it is an edit like any other and
 * can be undone. Made on an older version from above, what it changes there has to be merged onto the newest: taken as
 * a whole, the old texts of the level above would count as one's own.
 */
function Restoring({ design, state, close }: { design: string; state: StateKey; close: () => void }) {
  const { t } = useWords();
  const refusalWords = useRefusalWords();
  const { message } = App.useApp();
  const session = useSessionStore();
  const base = useEditing((editing) => editing.base);
  const exchange = useExchange();
  const stored = useStored(design, state);
  const onSame = stored !== null && (base === null ? null : contentHash(base)) === stored.base;
  const restore = (): void => {
    if (stored === null) return;
    if (!onSame) {
      exchange.mutate(state, { onError: (error) => void message.error(refusalWords(error)) });
      return;
    }
    session.getState().replace(stored.template, base === null ? [] : keptOf(base, stored.difference));
    if (session.getState().refused === null) message.success(t('history.restored'));
    close();
  };
  return (
    <span className="restoring" role="alertdialog" aria-label={t('history.restore')}>
      {t(stored === null || onSame ? 'history.restore.text' : 'history.restore.older')}
      <Button size="small" type="primary" disabled={stored === null} loading={exchange.isPending} onClick={restore}>
        {t('history.restore.ok')}
      </Button>
      <Button size="small" onClick={close}>
        {t('action.cancel')}
      </Button>
    </span>
  );
}
