import { PlusOutlined, UndoOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Dropdown, Popconfirm, Segmented, Select } from 'antd';
import { useDeferredValue, useMemo } from 'react';
import { Link } from 'react-router';
import { type Design, designRoutes } from '@gangmu/contract';
import { lockAt, openPoints, say, stepKind, stepKinds, type Template, tightenings } from '@gangmu/core';
import { client } from '../../../platform/client.js';
import { useWords } from '../../../platform/language.js';
import { NamedIcon } from '../../../theme/icons.js';
import { newId } from '../session/names.js';
import { useEditing, useSessionStore } from '../session/use-editing.js';
import { TakenDecisions } from '../takeover/taken-decisions.js';
import { waitsFor } from '../takeover/waits.js';
import { BurdenMeters } from './burden-meters.js';
import { marksAfter, ownChanges, revertOperation } from './own-changes.js';
import { useVariances } from './variances-page.js';
import './adapting.css';

/** What one's own level made of the plan from above: every change, what it costs below, and what else is open. */
export function AdaptingPanel({ design }: { design: Design }) {
  const base = useEditing((editing) => editing.base);
  if (base === null) return null;
  return <Panel design={design} base={base} />;
}

/** How many own changes there are, for the tab. */
export function OwnCount() {
  const base = useEditing((editing) => editing.base);
  const template = useDeferredValue(useEditing((editing) => editing.template));
  const kept = useEditing((editing) => editing.kept);
  const count = useMemo(() => (base === null ? 0 : ownChanges(base, template, kept).length), [base, template, kept]);
  return count === 0 ? null : <span className="tab-count">{count}</span>;
}

function Panel({ design, base }: { design: Design; base: Template }) {
  const { t, local, language } = useWords();
  const session = useSessionStore();
  const template = useEditing((editing) => editing.template);
  const readOnly = useEditing((editing) => editing.readOnly);
  const settled = useDeferredValue(template);
  const kept = useEditing((editing) => editing.kept);
  const changes = useMemo(() => ownChanges(base, settled, kept), [base, settled, kept]);
  const asked = useMemo(() => tightenings(base, settled), [base, settled]);
  const variances = useVariances(design.id);
  const own = (variances.data ?? []).filter(
    // What one took back oneself is over; a refusal, and a grant that was taken back, are what one has to know.
    ({ unit, state, answeredAt }) => unit.id === design.unit.id && (state !== 'withdrawn' || answeredAt !== null),
  );
  const mayEdit = readOnly === null;
  const waits = waitsFor(design);
  return (
    <div className="adapting">
      {design.above !== null && (
        <p className="soft">{t('adapting.on', { unit: local(design.above.unit.name), number: design.above.number })}</p>
      )}
      {waits !== null && (
        <Alert
          type="info"
          showIcon
          title={t(waits === 'takeover' ? 'designer.updated.text' : 'designer.updated.drafted')}
          action={waits === 'takeover' && <Link to={`/designs/${design.id}/takeover`}>{t('takeover.open')}</Link>}
        />
      )}
      <Applies design={design} disabled={!mayEdit} />

      <section aria-labelledby="own-changes">
        <h3 id="own-changes">
          {t('adapting.own')} <span className="tab-count">{changes.length}</span>
          {changes.length > 0 && mayEdit && (
            <Popconfirm
              title={t('adapting.revert.all.title')}
              description={t('adapting.revert.all.text')}
              okText={t('adapting.revert.all')}
              cancelText={t('action.cancel')}
              onConfirm={() => session.getState().replace(base)}
            >
              <Button size="small" type="text">
                {t('adapting.revert.all')}
              </Button>
            </Popconfirm>
          )}
        </h3>
        {changes.length === 0 ? (
          <p className="soft">{t('adapting.own.none')}</p>
        ) : (
          <ul className="own-changes">
            {changes.map((change) => {
              const { code, path, params, kind } = change.sentence;
              const words = say(language, code, params);
              return (
                <li key={`${code} ${path}`} className={kind}>
                  <button type="button" className="go" onClick={() => session.getState().show(path)}>
                    {words}
                  </button>
                  {mayEdit && (
                    <Button
                      type="text"
                      size="small"
                      icon={<UndoOutlined aria-hidden />}
                      aria-label={t('adapting.revert', { change: words })}
                      title={t('adapting.revert.short')}
                      onClick={() => {
                        const { apply, template: now, kept: marks } = session.getState();
                        apply(revertOperation(base, now, change), { kept: marksAfter(base, now, marks, change) });
                      }}
                    />
                  )}
                </li>
              );
            })}
          </ul>
        )}
      </section>

      <TakenDecisions design={design.id} base={base} />
      <BurdenMeters base={base} template={settled} />
      <Invitations template={template} disabled={!mayEdit} />
      <Equivalents base={base} template={template} disabled={!mayEdit} />

      <section aria-labelledby="tightened">
        <h3 id="tightened">{t('adapting.tightened')}</h3>
        <p className="soft">{t(asked.length === 0 ? 'adapting.tightened.none' : 'adapting.tightened.hint')}</p>
        <ul className="sentences">
          {asked.map(({ code, path, params }) => (
            <li key={`${code} ${path}`}>{say(language, code, params)}</li>
          ))}
        </ul>
      </section>

      <section aria-labelledby="own-variances">
        <h3 id="own-variances">
          {t('variances.title')} <Link to={`/designs/${design.id}/variances`}>{t('adapting.variances.all')}</Link>
        </h3>
        {own.length === 0 ? (
          <p className="soft">{t('adapting.variances.none')}</p>
        ) : (
          <ul className="own-changes">
            {own.map(({ id, state, place, path }) => (
              <li key={id} className={state}>
                <button type="button" className="go" onClick={() => session.getState().show(path)}>
                  <em>{t(`variances.state.${state}`)}</em> {place}
                </button>
              </li>
            ))}
          </ul>
        )}
      </section>
    </div>
  );
}

/** For the unit itself and everything below it, or for what is below it only. */
function Applies({ design, disabled }: { design: Design; disabled: boolean }) {
  const { t } = useWords();
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: async (order: Partial<Pick<Design, 'applies' | 'takeover'>>) =>
      await client.call(designRoutes.change, { params: { design: design.id }, body: order }),
    onSuccess: (now) => queries.setQueryData(['designs', design.id], now),
  });
  return (
    <section className="applies" aria-label={t('adapting.applies')}>
      <Segmented
        block
        size="small"
        disabled={disabled || change.isPending}
        aria-label={t('adapting.applies')}
        value={design.applies}
        options={(['self-and-below', 'below'] as const).map((value) => ({
          value,
          label: t(value === 'below' ? 'adapting.applies.below' : 'adapting.applies.self'),
        }))}
        onChange={(applies) => change.mutate({ applies })}
      />
      <label>
        <span>{t('adapting.takeover')}</span>
        <Select
          size="small"
          disabled={disabled || change.isPending}
          value={design.takeover}
          popupMatchSelectWidth={false}
          options={(['ask', 'dates-and-people', 'automatic'] as const).map((value) => ({
            value,
            label: t(`adapting.takeover.${value}`),
          }))}
          onChange={(takeover) => change.mutate({ takeover })}
        />
      </label>
    </section>
  );
}

/** Where the level above left room for steps of one's own. */
function Invitations({ template, disabled }: { template: Template; disabled: boolean }) {
  const { t, local } = useWords();
  const session = useSessionStore();
  const points = useMemo(() => openPoints(template), [template]);
  const add = (host: string, kind: string): void => {
    const [, map, id = ''] = host.split('/');
    const step = newId((taken) => Object.hasOwn(template.steps, taken), kind);
    const title = stepKind(kind)?.title;
    session.getState().apply(
      {
        op: 'add-local-step',
        id: step,
        kind,
        title: title ?? { zh: kind },
        hangsAt: map === 'phases' ? { at: 'phase', phase: id } : { at: 'step', step: id },
      },
      { select: [`/steps/${step}`] },
    );
    session.getState().show(`/steps/${step}/title`);
  };
  return (
    <section aria-labelledby="invitations">
      <h3 id="invitations">{t('adapting.points')}</h3>
      {points.length === 0 ? (
        <p className="soft">{t('adapting.points.none')}</p>
      ) : (
        <ul className="own-changes">
          {points.map(({ host, title, left, extension }) => (
            <li key={host}>
              <button type="button" className="go" onClick={() => session.getState().show(host)}>
                {t(host.startsWith('/phases/') ? 'adapting.points.phase' : 'adapting.points.step', {
                  title: local(title),
                })}{' '}
                <small>{t('adapting.points.left', { count: left })}</small>
              </button>
              <Dropdown
                trigger={['click']}
                disabled={disabled}
                menu={{
                  items: stepKinds
                    .filter(({ id }) => extension.kinds === undefined || extension.kinds.includes(id))
                    .map((kind) => ({ key: kind.id, label: local(kind.title), icon: <NamedIcon name={kind.icon} /> })),
                  onClick: ({ key }) => add(host, key),
                }}
              >
                <Button
                  type="text"
                  size="small"
                  icon={<PlusOutlined aria-hidden />}
                  aria-label={t('adapting.points.add', { title: local(title) })}
                />
              </Dropdown>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** Steps with equivalents listed above, of which one may be chosen for a category of units. */
function Equivalents({ base, template, disabled }: { base: Template; template: Template; disabled: boolean }) {
  const { t, local } = useWords();
  const session = useSessionStore();
  const grants = useEditing((editing) => editing.grants);
  const offers = useMemo(
    () =>
      Object.entries(template.steps).flatMap(([id, { alternatives, title, chosen }]) => {
        const all = Object.entries(alternatives ?? {});
        if (all.length === 0 || !lockAt(base, `/steps/${id}/chosen`, { grants }).may.set) return [];
        return Object.entries(template.categories).flatMap(([category, { title: name }]) => {
          const fitting = all.filter(([, { categories }]) => categories.length === 0 || categories.includes(category));
          return fitting.length === 0 ? [] : [{ id, category, name, title, fitting, value: chosen?.[category] ?? '' }];
        });
      }),
    [base, template, grants],
  );
  if (offers.length === 0) return null;
  return (
    <section aria-labelledby="equivalents">
      <h3 id="equivalents">{t('adapting.equivalents')}</h3>
      <ul className="equivalents">
        {offers.map(({ id, category, name, title, fitting, value }) => (
          <li key={`${id} ${category}`}>
            <button type="button" className="go" onClick={() => session.getState().show(`/steps/${id}/chosen`)}>
              {local(title)} <small>{local(name)}</small>
            </button>
            <Select
              size="small"
              disabled={disabled}
              value={value}
              aria-label={t('adapting.equivalents.for', { step: local(title), category: local(name) })}
              popupMatchSelectWidth={false}
              options={[
                { value: '', label: t('props.alternatives.original') },
                ...fitting.map(([key, { title: said }]) => ({ value: key, label: local(said) })),
              ]}
              onChange={(next) =>
                session.getState().apply({
                  op: 'choose-alternative',
                  step: id,
                  category,
                  alternative: next === '' ? null : next,
                })
              }
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
