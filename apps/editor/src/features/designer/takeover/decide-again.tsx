import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Modal } from 'antd';
import { useContext, useMemo, useRef, useState } from 'react';
import { designRoutes, type TakenDecision } from '@gangmu/contract';
import { type Conflict, type Template, valueAt, withValue } from '@gangmu/core';
import { client } from '../../../platform/client.js';
import { useWords } from '../../../platform/language.js';
import { useRefusalWords } from '../../../shell/refusal.js';
import { DraftContext } from '../session/draft-control.js';
import { refusedChange } from '../session/refused-change.js';
import { setBy } from '../session/set-by.js';
import { useEditing } from '../session/use-editing.js';
import { EditDrawer } from './edit-drawer.js';
import { QuestionCard } from './question-card.js';
import type { Question, Sides } from './questions.js';

interface Props {
  earlier: TakenDecision;
  base: Template;
  close: () => void;
}

type Answer = { choice: 'theirs' | 'mine' | 'edit'; value?: unknown; reason: string };

/** A question that was decided and taken over, put once more: the answer changes the draft there, and nowhere else. */
export function DecideAgain({ earlier, base, close }: Props) {
  const { t } = useWords();
  const { message } = App.useApp();
  const refusalWords = useRefusalWords();
  const control = useContext(DraftContext);
  const queries = useQueryClient();
  const heading = useRef<HTMLHeadingElement>(null);
  const template = useEditing((editing) => editing.template);
  const grants = useEditing((editing) => editing.grants);
  const provenance = useEditing((editing) => editing.provenance);
  const [editing, setEditing] = useState<{ reason: string } | null>(null);
  const { question, update } = useMemo(
    () => putAgain(earlier.question as unknown as Conflict, base, template, grants),
    [earlier, base, template, grants],
  );
  const decide = useMutation({
    mutationFn: async ({ choice, value, reason }: Answer) => {
      if (control === null) throw new Error('outside of a designer page');
      await control.autosave?.flush();
      return await client.call(designRoutes.decideAnew, {
        params: { design: control.design },
        body: {
          revision: control.autosave?.revision() ?? 0,
          lease: control.lease,
          conflict: earlier.conflict,
          choice,
          ...(value === undefined ? {} : { value }),
          ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
        },
      });
    },
    onSuccess: async () => {
      close();
      message.success(t('taken.done'));
      await queries.invalidateQueries({ queryKey: ['designs'] });
      control?.reopen(false);
    },
  });
  return (
    <>
      <Modal open={editing === null} title={t('takeover.reopen')} width={760} footer={null} onCancel={close}>
        <Alert type="info" showIcon title={t('taken.again.text')} />
        <QuestionCard
          question={{ conflict: question, decision: null }}
          update={update}
          number={1}
          busy={decide.isPending}
          refused={decide.isError ? refusalWords(decide.error) : null}
          heading={heading}
          again
          answer={(choice, reason) => choice !== 'rename' && decide.mutate({ choice, reason })}
          edit={(reason) => setEditing({ reason })}
          reopen={() => undefined}
          askVariance={undefined}
        />
      </Modal>
      {editing !== null && (
        <EditDrawer
          question={{ conflict: question, decision: earlier.choice === 'edit' ? earlier : null }}
          update={update}
          surroundings={{
            grants,
            ...(provenance === null ? {} : { setBy: (path: string) => setBy(provenance, path) }),
          }}
          close={() => setEditing(null)}
          decide={(value) => {
            decide.mutate({ choice: 'edit', value, reason: editing.reason });
            setEditing(null);
          }}
        />
      )}
    </>
  );
}

/** The question as it is by now: what the level above has there today, and whether one's own may still stand. */
export function putAgain(
  asked: Conflict,
  base: Template,
  template: Template,
  grants: Parameters<typeof refusedChange>[3],
): { question: Question['conflict']; update: Sides } {
  const { path, mine } = asked;
  const own = withValue(template, path, mine);
  const refusal = refusedChange(base, template, own, grants);
  const findings: Conflict['findings'] = refusal === null ? [] : [{ ...refusal, severity: 'error' }];
  return {
    question: { ...asked, theirs: valueAt(base, path), mayKeep: refusal === null, findings },
    update: { baseTemplate: withValue(base, path, asked.base), theirs: base, mine: own, result: template },
  };
}
