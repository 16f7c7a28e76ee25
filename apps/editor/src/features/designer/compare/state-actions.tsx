import { RollbackOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import type { Template } from '@gangmu/core';
import { useWords } from '../../../platform/language.js';
import { type StateKey, useTemplateOf } from './states.js';

interface ActionsProps {
  design: string;
  state: StateKey;
  compare: () => void;
  restore: ((template: Template | null) => void) | undefined;
}

/** Comparing a state of the design and going back to it. A state is fetched when somebody asks for it, not for every line of the list. */
export function StateActions({ design, state, compare, restore }: ActionsProps) {
  const { t } = useWords();
  const [wanted, setWanted] = useState(false);
  return (
    <span className="actions">
      <Button size="small" type="link" onClick={compare}>
        {t('history.compare.draft')}
      </Button>
      {restore !== undefined && (
        <Button size="small" type="link" icon={<RollbackOutlined aria-hidden />} onClick={() => setWanted(true)}>
          {t('history.restore')}
        </Button>
      )}
      {wanted && restore !== undefined && (
        <Restoring
          design={design}
          state={state}
          done={(template) => {
            setWanted(false);
            restore(template);
          }}
          cancel={() => setWanted(false)}
        />
      )}
    </span>
  );
}

/** Asks before the draft becomes an earlier state; it can be undone like any edit. */
function Restoring({
  design,
  state,
  done,
  cancel,
}: {
  design: string;
  state: StateKey;
  done: (template: Template | null) => void;
  cancel: () => void;
}) {
  const { t } = useWords();
  const template = useTemplateOf(design, state);
  return (
    <span className="restoring" role="alertdialog" aria-label={t('history.restore')}>
      {t('history.restore.text')}
      <Button size="small" type="primary" disabled={template === null} onClick={() => done(template)}>
        {t('history.restore.ok')}
      </Button>
      <Button size="small" onClick={cancel}>
        {t('action.cancel')}
      </Button>
    </span>
  );
}
