import { Tag } from 'antd';
import { say } from '@gangmu/core';
import { useWords } from '../../platform/language.js';
import type { ProblemLine } from './ledger-data.js';

const COLOURS = { open: 'blue', requested: 'gold', closed: 'green', withdrawn: 'default' } as const;

/** How a problem stands; that its date has passed is said beside it. */
export function StatusTag({ problem: { status, late } }: { problem: Pick<ProblemLine, 'status' | 'late'> }) {
  const { t, language } = useWords();
  return (
    <>
      <Tag color={COLOURS[status]}>{say(language, `problem.status.${status}`)}</Tag>
      {late && <Tag color="red">{t('ledger.late')}</Tag>}
    </>
  );
}
