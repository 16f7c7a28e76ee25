import { RollbackOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { App, Button, Empty, Segmented, Select, Spin } from 'antd';
import { useMemo, useState } from 'react';
import { designRoutes } from '@gangmu/contract';
import { say, type Template } from '@gangmu/core';
import { client } from '../../../platform/client.js';
import { instantWords } from '../../../platform/dates.js';
import { useWords } from '../../../platform/language.js';
import { duesOf } from '../export/files.js';
import { drawPlan, type Mark, markWords } from '../export/plan-drawing.js';
import { useEditing, useSessionStore } from '../session/use-editing.js';
import { byPhase, type Comparing, comparing, type Weight } from './comparing.js';
import { type StateKey, useAutosaves, useTemplateOf, useVersions } from './states.js';
import '../views.css';
import './history.css';

const WEIGHTS: readonly Weight[] = ['date', 'person', 'other'];
const MARKS: readonly Mark[] = ['added', 'removed', 'changed', 'moved'];

/** Versions of the design, what any two of them say differently, and the way back to one. */
export function HistoryView() {
  const { t, local, language } = useWords();
  const { message } = App.useApp();
  const session = useSessionStore();
  const id = useEditing((editing) => editing.design);
  const base = useEditing((editing) => editing.base);
  const readOnly = useEditing((editing) => editing.readOnly);
  const design = useQuery({
    queryKey: ['designs', id],
    queryFn: async ({ signal }) => await client.call(designRoutes.get, { params: { design: id }, signal }),
  });
  const versions = useVersions(id);
  const mayDesign = design.data?.may.design === true;
  const autosaves = useAutosaves(id, mayDesign);
  const known = (versions.data?.pages ?? []).flatMap(({ entries }) => entries);
  const newest = known[0]?.number;
  const [picked, setPicked] = useState<{ from?: StateKey; to?: StateKey }>({});
  const from = picked.from ?? (newest === undefined ? (base === null ? 'draft' : 'above') : `version:${newest}`);
  const to = picked.to ?? (mayDesign || newest === undefined ? 'draft' : `version:${newest}`);

  const restore = (template: Template | null): void => {
    if (template === null) return;
    session.getState().replace(template);
    if (session.getState().refused === null) message.success(t('history.restored'));
  };
  const options = [
    ...(mayDesign ? [{ value: 'draft', label: t('history.draft') }] : []),
    ...(base === null ? [] : [{ value: 'above', label: t('history.above') }]),
    ...known.map(({ number, at }) => ({
      value: `version:${number}`,
      label: `${t('designs.published', { number })} · ${instantWords(at, language)}`,
    })),
    ...(autosaves.data?.entries ?? []).map(({ id: saved, at }) => ({
      value: `autosave:${saved}`,
      label: t('history.autosave', { time: instantWords(at, language) }),
    })),
  ];
  return (
    <div className="history">
      <aside className="versions" aria-label={t('history.versions')}>
        <h2>{t('history.versions')}</h2>
        {versions.data === undefined ? (
          <Spin size="small" />
        ) : known.length === 0 ? (
          <p className="soft">{t('history.none')}</p>
        ) : (
          <ol>
            {known.map((version) => (
              <li key={version.number}>
                <b>{t('designs.published', { number: version.number })}</b>
                <small>
                  {instantWords(version.at, language)}
                  {version.by !== null && ` · ${local(version.by.name)}`}
                </small>
                {version.reason !== '' && <p>{version.reason}</p>}
                {version.document !== null && <small>{version.document}</small>}
                {version.origin === 'taken-over' && <small>{t('history.taken-over')}</small>}
                <StateActions
                  design={id}
                  state={`version:${version.number}`}
                  compare={() => setPicked({ from: `version:${version.number}`, to: mayDesign ? 'draft' : to })}
                  restore={readOnly === null ? restore : undefined}
                />
              </li>
            ))}
          </ol>
        )}
        {versions.hasNextPage && (
          <Button size="small" onClick={() => void versions.fetchNextPage()}>
            {t('designs.all')}
          </Button>
        )}
        {mayDesign && (
          <>
            <h2>{t('history.drafts')}</h2>
            {(autosaves.data?.entries ?? []).length === 0 ? (
              <p className="soft">{t('history.drafts.none')}</p>
            ) : (
              <ol>
                {(autosaves.data?.entries ?? []).map((saved) => (
                  <li key={saved.id}>
                    <b>{instantWords(saved.at, language)}</b>
                    <small>
                      {saved.by !== null && `${local(saved.by.name)} · `}
                      {t(`history.kind.${saved.kind}`)}
                    </small>
                    <StateActions
                      design={id}
                      state={`autosave:${saved.id}`}
                      compare={() => setPicked({ from: `autosave:${saved.id}`, to: 'draft' })}
                      restore={readOnly === null ? restore : undefined}
                    />
                  </li>
                ))}
              </ol>
            )}
          </>
        )}
      </aside>
      <section className="comparison" aria-label={t('history.compare')}>
        <div className="view-bar">
          <Select
            size="small"
            aria-label={t('history.from')}
            popupMatchSelectWidth={false}
            value={from}
            options={options}
            onChange={(value) => setPicked({ from: value, to })}
          />
          <span aria-hidden>→</span>
          <Select
            size="small"
            aria-label={t('history.to')}
            popupMatchSelectWidth={false}
            value={to}
            options={options}
            onChange={(value) => setPicked({ from, to: value })}
          />
        </div>
        <Compared design={id} from={from} to={to} />
      </section>
    </div>
  );
}

interface ActionsProps {
  design: string;
  state: StateKey;
  compare: () => void;
  restore: ((template: Template | null) => void) | undefined;
}

/** A state is fetched when somebody asks for it, not for every line of the list. */
function StateActions({ design, state, compare, restore }: ActionsProps) {
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

/** What two states say differently, as sentences or as one picture. */
function Compared({ design, from, to }: { design: string; from: StateKey; to: StateKey }) {
  const { t } = useWords();
  const before = useTemplateOf(design, from);
  const after = useTemplateOf(design, to);
  const [how, setHow] = useState<'words' | 'picture'>('words');
  const [weights, setWeights] = useState<Weight | 'all'>('all');
  const made = useMemo(() => (before === null || after === null ? null : comparing(before, after)), [before, after]);
  if (before === null || after === null || made === null) return <Spin className="wait" />;
  const count = (weight: Weight): number => made.sentences.filter((one) => one.weight === weight).length;
  return (
    <>
      <div className="view-bar">
        <Segmented
          size="small"
          aria-label={t('history.how')}
          value={how}
          onChange={setHow}
          options={[
            { value: 'words', label: t('history.words') },
            { value: 'picture', label: t('history.picture') },
          ]}
        />
        {how === 'words' && (
          <Segmented
            size="small"
            aria-label={t('history.weights')}
            value={weights}
            onChange={setWeights}
            options={[
              { value: 'all', label: t('history.weight.all', { count: made.sentences.length }) },
              ...WEIGHTS.map((weight) => ({
                value: weight,
                label: t(`history.weight.${weight}`, { count: count(weight) }),
              })),
            ]}
          />
        )}
      </div>
      {made.sentences.length === 0 ? (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('history.same')} />
      ) : how === 'words' ? (
        <Sentences before={before} after={after} made={made} weights={weights === 'all' ? WEIGHTS : [weights]} />
      ) : (
        <Picture made={made} />
      )}
    </>
  );
}

function Sentences({
  before,
  after,
  made,
  weights,
}: {
  before: Template;
  after: Template;
  made: Comparing;
  weights: readonly Weight[];
}) {
  const { t, local, language } = useWords();
  const session = useSessionStore();
  const groups = byPhase(before, after, made, weights);
  if (groups.length === 0)
    return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('history.same.filtered')} />;
  return (
    <div className="sentence-groups">
      {groups.map(({ phase, sentences }) => (
        <section key={phase ?? ''}>
          <h3>{phase === null ? t('history.whole') : local(made.both.phases[phase]?.title)}</h3>
          <ul>
            {sentences.map(({ path, code, params, kind }, index) => (
              <li key={`${path} ${code} ${index}`} className={kind}>
                <span className="mark">{markWords(kind, language)}</span>
                <button type="button" onClick={() => session.getState().show(path)}>
                  {say(language, code, params)}
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function Picture({ made }: { made: Comparing }) {
  const { t, language } = useWords();
  const drawing = useMemo(
    () => drawPlan(made.both, { language, marks: made.marks, due: duesOf(made.both), heading: false }),
    [made, language],
  );
  return (
    <>
      <ul className="legend" aria-label={t('history.legend')}>
        {MARKS.map((mark) => (
          <li key={mark} className={mark}>
            {markWords(mark, language)} {[...made.marks.values()].filter((one) => one === mark).length}
          </li>
        ))}
      </ul>
      {/* The drawing writes every text of people escaped. */}
      <div
        className="drawing"
        role="region"
        tabIndex={0}
        aria-label={t('history.picture')}
        dangerouslySetInnerHTML={{ __html: drawing.svg }}
      />
    </>
  );
}
