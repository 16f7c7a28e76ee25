import { CheckCircleOutlined, ExclamationCircleFilled, InfoCircleFilled, WarningFilled } from '@ant-design/icons';
import type { Finding, Template } from '@gangmu/core';
import { Button } from 'antd';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { useWords } from '../../../platform/language.js';
import { SearchField } from '../../../platform/search-field.js';
import { countOf, grouped, type Problem, problemsOf, SEVERITIES, type Severity } from './problem-groups.js';
import './problems.css';

const SIGNS = { error: ExclamationCircleFilled, warning: WarningFilled, info: InfoCircleFilled } as const;
/** More than this of one severity is read by filtering, not by scrolling. */
const AT_ONCE = 60;

interface Props {
  template: Template;
  findings: readonly Finding[];
  /** Whether the findings are those of the template as it stands; false while they are being looked for. */
  checked?: boolean;
  /** Shows the place in the form and on the canvas. */
  goTo: (path: string) => void;
  /** Applies the quick fix; left out where nothing may be changed. */
  fix?: ((finding: Finding) => void) | undefined;
}

/** Everything the linter found, by severity: what it is, where it is, and the fix where there is one. */
export function ProblemsPanel({ template, findings, checked = true, goTo, fix }: Props) {
  const { t, language } = useWords();
  const problems = useMemo(() => problemsOf(findings, template, language), [findings, template, language]);
  const [off, setOff] = useState<ReadonlySet<Severity>>(new Set());
  const [typed, type] = useState('');
  const [all, showAll] = useState<ReadonlySet<Severity>>(new Set());
  const list = useRef<HTMLDivElement>(null);
  const groups = grouped(problems, new Set(SEVERITIES.filter((each) => !off.has(each))), typed);
  const toggle = (severity: Severity): void =>
    setOff(off.has(severity) ? new Set([...off].filter((each) => each !== severity)) : new Set([...off, severity]));

  if (problems.length === 0)
    return (
      <div className="problems-panel empty" role="status">
        <CheckCircleOutlined aria-hidden />
        <p>{t(checked ? 'problems.none' : 'problems.checking')}</p>
        {checked && <p className="soft">{t('problems.none.about')}</p>}
      </div>
    );
  return (
    <div className="problems-panel">
      <div className="problems-tools">
        <div role="group" aria-label={t('problems.severity')}>
          {SEVERITIES.map((severity) => {
            const Sign = SIGNS[severity];
            const count = countOf(problems, severity);
            return (
              <button
                key={severity}
                type="button"
                className={`severity ${severity}`}
                aria-pressed={!off.has(severity)}
                disabled={count === 0}
                onClick={() => toggle(severity)}
              >
                <Sign aria-hidden /> {t(`severity.${severity}`)} {count}
              </button>
            );
          })}
        </div>
        <SearchField size="small" label={t('problems.filter')} value={typed} onChange={type} />
      </div>
      <div ref={list} className="problems-list" aria-busy={!checked} onKeyDown={(event) => move(event, list.current)}>
        {groups.length === 0 && <p className="soft none">{t('problems.filtered')}</p>}
        {groups.map(({ severity, problems: found }) => (
          <section key={severity} aria-label={t(`severity.${severity}`)}>
            <h3>
              {t(`severity.${severity}`)} <span className="number">{found.length}</span>
            </h3>
            <ul>
              {(all.has(severity) ? found : found.slice(0, AT_ONCE)).map((problem) => (
                <Line key={problem.key} problem={problem} goTo={goTo} fix={fix} />
              ))}
            </ul>
            {found.length > AT_ONCE && !all.has(severity) && (
              <Button size="small" type="link" onClick={() => showAll(new Set([...all, severity]))}>
                {t('problems.more', { count: found.length - AT_ONCE })}
              </Button>
            )}
          </section>
        ))}
      </div>
    </div>
  );
}

/** Whether the sentence names the element already, so that the place would only repeat it. */
const saysWhere = ({ sentence, place }: Problem): boolean => {
  const named = /[“"]([^”"]+)[”"]/u.exec(place)?.[1];
  return place === '' || (named !== undefined && sentence.includes(named));
};

function Line({ problem, goTo, fix }: { problem: Problem } & Pick<Props, 'goTo' | 'fix'>) {
  const { t } = useWords();
  const { finding, sentence, advice, place } = problem;
  const Sign = SIGNS[finding.severity];
  return (
    <li className={finding.severity}>
      <button type="button" className="go" data-problem onClick={() => goTo(finding.path)}>
        <Sign aria-hidden />
        <span className="words">
          <span className="sentence">{sentence}</span>
          {advice !== '' && <span className="advice">{advice}</span>}
          {!saysWhere(problem) && <span className="place">{place}</span>}
        </span>
      </button>
      {finding.fix !== undefined && fix !== undefined && (
        <Button size="small" aria-label={t('problems.fix.of', { problem: sentence })} onClick={() => fix(finding)}>
          {t('problems.fix')}
        </Button>
      )}
    </li>
  );
}

/** Arrow keys go from finding to finding, Home and End to the ends; Enter is the button's own. */
function move(event: KeyboardEvent, list: HTMLElement | null): void {
  const lines = [...(list?.querySelectorAll<HTMLElement>('[data-problem]') ?? [])];
  const here = lines.findIndex((line) => line.closest('li')?.contains(document.activeElement));
  const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: lines.length - 1 }[event.key];
  if (to === undefined || here < 0) return;
  event.preventDefault();
  lines[Math.min(Math.max(to, 0), lines.length - 1)]?.focus();
}
