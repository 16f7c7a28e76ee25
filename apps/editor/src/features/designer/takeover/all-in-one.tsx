import { useMutation } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { designRoutes, ProblemResponse } from '@gangmu/contract';
import { client } from '../../../platform/client.js';
import { useWords } from '../../../platform/language.js';
import { DatesTable } from './dates-table.js';
import { decisionsOf, linesOf, tickedAtFirst, type Update } from './questions.js';
import { readUpdate, useAnswered } from './update-data.js';

interface Props {
  design: string;
  update: Update;
  confirm: (update: Update) => void;
  busy: boolean;
}

/** Nearly always only dates and people differ: one table, one button. */
export function AllInOne({ design, update, confirm, busy }: Props) {
  const { t } = useWords();
  const answered = useAnswered(design);
  // What was asked at first stays: answers given meanwhile do not take lines away under one's eyes.
  const [first] = useState(() => linesOf(update));
  // With the answers there are by now: what was decided just before is not decided again.
  const answers = new Map(update.decisions.map(({ conflict, choice }) => [conflict, choice]));
  const lines = first.map((line) => ({ ...line, answer: answers.get(line.key) ?? null }));
  const [ticked, setTicked] = useState<ReadonlySet<string>>(() => tickedAtFirst(first));
  const decide = useMutation({
    mutationFn: async () => {
      const { decisions, reopen } = decisionsOf(lines, ticked);
      if (decisions.length === 0 && reopen.length === 0) return update;
      const answer = await client.call(designRoutes.decide, {
        params: { design },
        body: { against: update.against, decisions, reopen },
      });
      answered(answer);
      return readUpdate(answer);
    },
    onSuccess: (now) => {
      if (now.conflicts.length === 0) confirm(now);
    },
  });
  const tick = (keys: readonly string[], on: boolean): void =>
    setTicked((before) => {
      const next = new Set(before);
      for (const key of keys)
        if (on) next.add(key);
        else next.delete(key);
      return next;
    });
  const refused = decide.error instanceof ProblemResponse ? decide.error.problem.detail : null;
  const open = decide.data?.conflicts.length ?? 0;
  return (
    <>
      <p className="hint">{t('takeover.table.hint')}</p>
      <DatesTable lines={lines} update={update} ticked={ticked} tick={tick} />
      {decide.isError && <Alert type="error" showIcon title={refused ?? t('signin.unreachable')} />}
      {open > 0 && <Alert type="warning" showIcon title={t('takeover.left', { count: open })} />}
      <div className="confirm-bar">
        <span>{t('takeover.table.count', { taken: ticked.size, kept: lines.length - ticked.size })}</span>
        <Button type="primary" size="large" loading={decide.isPending || busy} onClick={() => decide.mutate()}>
          {t('takeover.confirm')}
        </Button>
      </div>
    </>
  );
}
