import { Empty, Segmented, Spin } from 'antd';
import { useMemo, useState } from 'react';
import { type LocalText, say, type Template } from '@gangmu/core';
import { useWords } from '../../../platform/language.js';
import { duesOf } from '../export/files.js';
import { drawPlan, type Mark, markWords } from '../export/plan-drawing.js';
import { useSessionStore } from '../session/use-editing.js';
import { byPhase, type Comparing, comparing, type Weight } from './comparing.js';
import { type StateKey, useAuthors, useTemplateOf } from './states.js';

const WEIGHTS: readonly Weight[] = ['date', 'person', 'other'];
const MARKS: readonly Mark[] = ['added', 'removed', 'changed', 'moved'];

/** What two states say differently, as sentences or as one picture. */
export function Compared({ design, from, to }: { design: string; from: StateKey; to: StateKey }) {
  const { t } = useWords();
  const before = useTemplateOf(design, from);
  const after = useTemplateOf(design, to);
  const authors = useAuthors(design, from, to);
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
        <Sentences
          before={before}
          after={after}
          made={made}
          authors={authors}
          weights={weights === 'all' ? WEIGHTS : [weights]}
        />
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
  authors,
  weights,
}: {
  before: Template;
  after: Template;
  made: Comparing;
  authors: ReadonlyMap<string, readonly LocalText[]>;
  weights: readonly Weight[];
}) {
  const { t, local, list, language } = useWords();
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
                <small className="by">{list((authors.get(path) ?? []).map(local))}</small>
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
