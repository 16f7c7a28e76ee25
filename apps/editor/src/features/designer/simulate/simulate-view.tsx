import { useQuery } from '@tanstack/react-query';
import { Alert, Checkbox, Segmented, Select, Spin } from 'antd';
import { useMemo, useState } from 'react';
import { type AnswerOf, designRoutes, unitRoutes } from '@gangmu/contract';
import { type Level, type SimulatedUnit, unitPerCategory, windowFrom } from '@gangmu/core';
import { client } from '../../../platform/client.js';
import { DateField } from '../../../platform/date-field.js';
import { useWords } from '../../../platform/language.js';
import { useConcurrent } from './concurrent.js';
import { useEditing, useSessionStore } from '../session/use-editing.js';
import { Gantt } from './gantt.js';
import { BurdenTable, Collisions, DatesTable } from './simulation-tables.js';
import { useSimulation } from './use-simulation.js';
import '../views.css';
import './simulate.css';

type TreeUnit = AnswerOf<typeof unitRoutes.tree>['units'][number];
const NOTHING: readonly Level[] = [];

/** The units a design is for, as a launch would take them: its own and those below. */
function realUnits(
  tree: readonly TreeUnit[],
  superiors: ReadonlyMap<string, string | null>,
  top: string | undefined,
): SimulatedUnit[] {
  const within = (unit: string): boolean => {
    for (let at: string | null | undefined = unit; at != null; at = superiors.get(at)) if (at === top) return true;
    return false;
  };
  return tree.flatMap(({ id, name, category, level, parent, territory, facts }) =>
    top !== undefined && !within(id)
      ? []
      : [
          {
            id,
            name,
            facts: { category, level, ...facts },
            ...(parent === null ? {} : { superior: parent }),
            ...(territory && { place: territory }),
          },
        ],
  );
}

/** What the plan comes to before anybody has to do it: dates, burden, collisions. */
export function SimulateView() {
  const { t, local } = useWords();
  const session = useSessionStore();
  const template = useEditing((editing) => editing.template);
  const design = useEditing((editing) => editing.design);
  const [start, setStart] = useState<string | null>(null);
  const [whose, setWhose] = useState<'categories' | 'units'>('categories');
  const [only, setOnly] = useState<string[]>([]);
  const [others, setOthers] = useState(true);
  const [how, setHow] = useState<'chart' | 'table'>('chart');
  const tree = useQuery({
    queryKey: ['units', 'tree', 'facts'],
    queryFn: async ({ signal }) => await client.call(unitRoutes.tree, { query: { with: 'facts' }, signal }),
    staleTime: 300_000,
  });
  const below = useQuery({
    queryKey: ['designs', design, 'below'],
    queryFn: async ({ signal }) => await client.call(designRoutes.below, { params: { design }, signal }),
    staleTime: 60_000,
  });
  const window = useMemo(() => windowFrom(template, start ?? template.window.start), [template, start]);
  const concurrent = useConcurrent(others, { design, template: template.id, window });
  const superiors = useMemo(() => new Map((tree.data?.units ?? []).map(({ id, parent }) => [id, parent])), [tree.data]);
  const real = useMemo(
    () => realUnits(tree.data?.units ?? [], superiors, below.data?.unit),
    [tree.data, superiors, below.data],
  );
  const question = useMemo(() => {
    const known = Object.keys(template.categories);
    const all =
      whose === 'units'
        ? real.filter(({ facts }) => known.length === 0 || known.includes(facts.category ?? ''))
        : unitPerCategory(template);
    const units = only.length === 0 ? all : all.filter(({ facts }) => only.includes(String(facts['category'])));
    if (units.length === 0 || (others && concurrent.plans === null)) return null;
    const plans = others ? (concurrent.plans ?? []) : [];
    return {
      template,
      window,
      units,
      // One unit of each category is nobody's: it is in no scope and has no adaptation.
      concurrent:
        whose === 'units'
          ? plans
          : plans.map(({ id, template: own, window: dates }) => ({
              id,
              template: own,
              ...(dates && { window: dates }),
            })),
      levels: whose === 'units' ? (below.data?.adaptations ?? NOTHING) : NOTHING,
      superiors,
    };
  }, [template, window, real, superiors, below.data, whose, only, others, concurrent.plans]);
  const { simulation, working } = useSimulation(question);
  const show = (step: string): void => session.getState().show(`/steps/${step}`);
  return (
    <div className="simulation">
      <div className="view-bar">
        <label>
          {t('simulate.start')} <DateField value={start ?? template.window.start} onChange={setStart} />
        </label>
        <Segmented
          size="small"
          aria-label={t('simulate.whose')}
          value={whose}
          onChange={setWhose}
          options={[
            { value: 'categories', label: t('simulate.whose.categories') },
            { value: 'units', label: t('simulate.whose.units', { count: real.length }) },
          ]}
        />
        <Select
          size="small"
          mode="multiple"
          maxTagCount={2}
          allowClear
          aria-label={t('simulate.only')}
          placeholder={t('simulate.only')}
          style={{ minWidth: 160 }}
          value={only}
          onChange={setOnly}
          options={Object.entries(template.categories).map(([value, { title }]) => ({ value, label: local(title) }))}
        />
        <Checkbox checked={others} onChange={({ target }) => setOthers(target.checked)}>
          {t('simulate.others')}
        </Checkbox>
        <span className="right" role="status">
          {working && question !== null && (
            <>
              <Spin size="small" /> {t('simulate.working')}
            </>
          )}
        </span>
      </div>
      {question === null && !(others && concurrent.plans === null) && (
        <Alert type="info" showIcon title={t('simulate.nobody')} />
      )}
      {others && concurrent.failed && <Alert type="warning" showIcon title={t('simulate.others.failed')} />}
      {simulation !== null && (
        <div className="simulation-parts">
          <p className="sum">
            {t('simulate.sum', {
              units: simulation.units,
              steps: simulation.steps.length,
              findings: simulation.findings.filter(({ severity }) => severity !== 'info').length,
              collisions: simulation.collisions.length,
            })}
          </p>
          {simulation.provisionalYears.length > 0 && (
            <Alert
              type="warning"
              showIcon
              title={t('simulate.provisional', { years: simulation.provisionalYears.join(', ') })}
            />
          )}
          <Collisions simulation={simulation} show={show} />
          <section aria-label={t('simulate.dates')}>
            <header>
              <h2>{t('simulate.dates')}</h2>
              <Segmented
                size="small"
                aria-label={t('simulate.how')}
                value={how}
                onChange={setHow}
                options={[
                  { value: 'chart', label: t('simulate.how.chart') },
                  { value: 'table', label: t('simulate.how.table') },
                ]}
              />
              <ul className="gantt-legend" aria-label={t('history.legend')}>
                <li className="planned">{t('simulate.legend.planned')}</li>
                <li className="earliest">{t('simulate.legend.earliest')}</li>
                <li className="rest">{t('simulate.legend.rest')}</li>
                <li className="holiday">{t('simulate.legend.holiday')}</li>
                <li className="make-up">{t('simulate.legend.make-up')}</li>
              </ul>
            </header>
            {how === 'chart' ? (
              <Gantt simulation={simulation} template={template} show={show} />
            ) : (
              <DatesTable simulation={simulation} show={show} />
            )}
          </section>
          <BurdenTable simulation={simulation} />
        </div>
      )}
    </div>
  );
}
