import { CheckCircleFilled } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { designRoutes, type TakenDecision } from '@gangmu/contract';
import { placeName, type Template } from '@gangmu/core';
import { client } from '../../../platform/client.js';
import { instantWords } from '../../../platform/dates.js';
import { useWords } from '../../../platform/language.js';
import { useEditing, useSessionStore } from '../session/use-editing.js';
import { DecideAgain } from './decide-again.js';

/** What was decided in taking over from above – who, when, why – for as long as it stands; and deciding it again. */
export function TakenDecisions({ design, base }: { design: string; base: Template }) {
  const session = useSessionStore();
  const template = useEditing((editing) => editing.template);
  const mayEdit = useEditing((editing) => editing.readOnly === null);
  const [again, setAgain] = useState<TakenDecision | null>(null);
  const { data } = useQuery({
    queryKey: ['designs', design, 'decisions'],
    queryFn: async ({ signal }) => await client.call(designRoutes.decisions, { params: { design }, signal }),
    staleTime: 10_000,
  });
  if (data === undefined || data.decisions.length === 0) return null;
  return (
    <>
      <TakenList
        decisions={data.decisions}
        template={template}
        base={base}
        show={(path) => session.getState().show(path)}
        again={mayEdit ? setAgain : null}
      />
      {again !== null && <DecideAgain earlier={again} base={base} close={() => setAgain(null)} />}
    </>
  );
}

interface ListProps {
  decisions: readonly TakenDecision[];
  template: Template;
  base: Template;
  show: (path: string) => void;
  /** Null for who may only look. */
  again: ((decision: TakenDecision) => void) | null;
}

export function TakenList({ decisions, template, base, show, again }: ListProps) {
  const { t, local, language } = useWords();
  return (
    <section aria-labelledby="taken-decisions">
      <h3 id="taken-decisions">
        {t('taken.title')} <span className="tab-count">{decisions.length}</span>
      </h3>
      <ul className="taken-decisions">
        {decisions.map((decision) => {
          const { conflict, choice, by, at, reason, number, question } = decision;
          const place = local(placeName(template, question.path, base));
          return (
            <li key={conflict}>
              <button type="button" className="go" onClick={() => show(question.path)}>
                {place}
              </button>
              {again !== null && (
                <Button size="small" aria-label={t('taken.again.of', { place })} onClick={() => again(decision)}>
                  {t('takeover.reopen')}
                </Button>
              )}
              <p>
                <CheckCircleFilled aria-hidden /> <b>{t(`takeover.chose.${choice}`)}</b>
                {' · '}
                {number === null ? t('taken.in-draft') : t('taken.in-version', { number })}
              </p>
              <p className="soft">
                {t('takeover.decided', { name: by === null ? '' : local(by.name), time: instantWords(at, language) })}
                {reason !== undefined && reason !== '' && ` · ${t('takeover.because', { reason })}`}
              </p>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
