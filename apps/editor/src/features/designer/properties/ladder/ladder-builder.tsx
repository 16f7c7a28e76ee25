import { describeReach, describeRung, type Ladder, type Rung, RUNG_EFFECTS } from '@gangmu/core';
import { Button, InputNumber, Select } from 'antd';
import { useWords } from '../../../../platform/language.js';
import { ChoiceField, SwitchField } from '../field/choice-field.js';
import { TimeField } from '../field/date-field.js';
import { Frame } from '../field/frame.js';
import { NumberField } from '../field/number-field.js';
import { useField } from '../field/use-field.js';
import { ElementList } from '../list/element-list.js';
import { below, valueAt } from '../place.js';
import { useSheetPart } from '../sheet.js';
import { LadderTimeline } from './ladder-timeline.js';

type Shown = { path: string; count: number } | null;
const EFFECTS = ['remind', 'urge', 'escalate', 'tell'] as const;
const RECEIVERS = ['unit', 'superior', 'county', 'reviewer', 'inspection-group'] as const;

/** Who hears what, how long before and after a deadline: the rungs in their order, and the days they come to. */
export function LadderBuilder({ path, shown, due }: { path: string; shown?: Shown; due?: string | undefined }) {
  const { t, language } = useWords();
  const ladder = useSheetPart(({ template }) => (valueAt(template, path) ?? {}) as Ladder);
  const titles = useSheetPart(({ template }) =>
    Object.fromEntries(Object.entries(ladder).map(([id, rung]) => [id, describeRung(rung, template, language)])),
  );
  const byTime = (ids: string[]): string[] =>
    ids.toSorted((a, b) => (ladder[a]?.offset ?? 0) - (ladder[b]?.offset ?? 0));
  return (
    <>
      <LadderTimeline ladder={ladder} due={due} />
      <ElementList
        path={path}
        label={t('props.section.ladder')}
        prefix="rung"
        shown={shown}
        sorted={byTime}
        empty={t('props.ladder.empty')}
        addLabel={t('props.ladder.add')}
        add={EFFECTS.map((effect) => ({
          key: effect,
          label: RUNG_EFFECTS[effect][language],
          make: () => newRung(effect),
        }))}
        renderTitle={(id) => {
          const rung = ladder[id];
          return rung && <span className={rung.on ? '' : 'off'}>{titles[id]}</span>;
        }}
        renderBody={(_, place) => <RungFields path={place} />}
      />
    </>
  );
}

const newRung = (effect: Rung['effect']): Rung => ({
  offset: { remind: -3, urge: 1, escalate: 3, tell: 5 }[effect],
  unit: 'working-days',
  at: '09:00',
  effect,
  to: effect === 'escalate' ? 'superior' : effect === 'tell' ? 'inspection-group' : 'unit',
  on: true,
});

function RungFields({ path }: { path: string }) {
  const { t, language } = useWords();
  const receivers = useSheetPart(({ template }) =>
    RECEIVERS.map((to) => ({ value: to, label: describeReach(to, template, language) })),
  );
  return (
    <>
      <SwitchField path={below(path, 'on')} label={t('props.rung.switch')} help={t('props.rung.switch.help')} />
      <RungOffset path={path} />
      <div className="pair">
        <ChoiceField
          path={below(path, 'effect')}
          label={t('props.rung.effect')}
          options={EFFECTS.map((effect) => ({ value: effect, label: RUNG_EFFECTS[effect][language] }))}
        />
        <ChoiceField path={below(path, 'to')} label={t('props.rung.to')} options={receivers} />
      </div>
      <TimeField path={below(path, 'at')} label={t('props.bound.at')} />
      <Repeat path={below(path, 'repeat')} />
    </>
  );
}

/** Days before or after the deadline, as people say it. */
function RungOffset({ path }: { path: string }) {
  const { t } = useWords();
  const field = useField(below(path, 'offset'));
  const unit = useField(below(path, 'unit'));
  const value = typeof field.value === 'number' ? field.value : 0;
  const way = value === 0 ? 'on' : value < 0 ? 'before' : 'after';
  return (
    <Frame label={t('props.rung.when')} path={below(path, 'offset')} field={field} group>
      <div className="offset">
        <Select
          aria-label={t('props.bound.way')}
          value={way}
          disabled={field.disabled}
          options={(['before', 'on', 'after'] as const).map((each) => ({
            value: each,
            label: t(`props.rung.way.${each}`),
          }))}
          onChange={(next) => field.set(next === 'on' ? 0 : (Math.abs(value) || 1) * (next === 'before' ? -1 : 1))}
        />
        {way !== 'on' && (
          <InputNumber
            aria-label={t('props.bound.days')}
            min={1}
            max={365}
            precision={0}
            value={Math.abs(value)}
            disabled={field.disabled}
            onChange={(next) => next !== null && field.set(way === 'before' ? -next : next, true)}
          />
        )}
        <Select
          aria-label={t('props.bound.unit')}
          value={unit.value === 'calendar-days' ? 'calendar-days' : 'working-days'}
          disabled={unit.disabled}
          options={(['calendar-days', 'working-days'] as const).map((each) => ({
            value: each,
            label: t(`props.bound.unit.${each}`),
          }))}
          onChange={(next) => unit.set(next)}
        />
      </div>
    </Frame>
  );
}

function Repeat({ path }: { path: string }) {
  const { t } = useWords();
  const field = useField(path);
  const on = field.value !== undefined;
  return (
    <Frame label={t('props.rung.repeat')} path={path} field={field} group>
      <Button
        size="small"
        disabled={field.disabled}
        aria-pressed={on}
        onClick={() => field.set(on ? undefined : { every: 1, times: 3 })}
      >
        {t(on ? 'props.rung.repeat.stop' : 'props.rung.repeat.start')}
      </Button>
      {on && (
        <div className="pair">
          <NumberField path={below(path, 'every')} label={t('props.rung.every')} suffix={t('props.unit.days')} />
          <NumberField path={below(path, 'times')} label={t('props.rung.times')} suffix={t('props.unit.times')} />
        </div>
      )}
    </Frame>
  );
}
