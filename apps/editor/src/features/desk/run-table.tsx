import { dateWords, instantWords, minuteWords } from '../../platform/dates.js';
import { useWords } from '../../platform/language.js';
import { CellMark } from '../monitor/matrix/cell.js';
import { cellWord } from '../monitor/matrix/cell-state.js';
import type { RunView } from './run-model.js';
import { StepKindIcon } from './step-kind-icon.js';

/** The run as a table: the same content for phones and screen readers. */
export function RunTable({
  view,
  selected,
  select,
}: {
  view: RunView;
  selected: string | null;
  select: (step: string) => void;
}) {
  const { t, local, language } = useWords();
  return (
    <div className="run-table" tabIndex={0} role="region" aria-label={t('run.view.table')}>
      <table aria-label={t('run.title')}>
        <thead>
          <tr>
            <th scope="col">{t('table.step')}</th>
            <th scope="col">{t('table.status')}</th>
            <th scope="col">{t('table.due')}</th>
            <th scope="col">{t('table.heldOn')}</th>
            <th scope="col">{t('table.submitted')}</th>
          </tr>
        </thead>
        {view.phases.map((phase) => {
          const steps = view.steps.filter((step) => step.phase === phase.id);
          return steps.length === 0 ? null : (
            <tbody key={phase.id}>
              <tr className="phase">
                <th scope="rowgroup" colSpan={5}>
                  {local(phase.title)}
                </th>
              </tr>
              {steps.map((step) => {
                const last = step.items.findLast((item) => item.submittedAt !== undefined);
                return (
                  <tr key={step.id} aria-current={step.id === selected}>
                    <td>
                      <button type="button" className="link" onClick={() => select(step.id)}>
                        <StepKindIcon kind={step.step.kind} /> {local(step.step.title)}
                      </button>
                    </td>
                    <td>
                      <span className="state">
                        <CellMark state={step.state} />
                        {step.items.length > 1
                          ? t('step.occurrences', { done: step.done, total: step.items.length })
                          : t(cellWord(step.state))}
                      </span>
                    </td>
                    <td className={step.state === 'late' ? 'when alert' : 'when'}>
                      {step.due === null ? '' : minuteWords(step.due, language)}
                    </td>
                    <td className="when optional">
                      {last?.heldOn === undefined ? '' : dateWords(last.heldOn, language)}
                    </td>
                    <td className="when optional">
                      {last?.submittedAt === undefined ? '' : instantWords(last.submittedAt, language)}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          );
        })}
      </table>
    </div>
  );
}
