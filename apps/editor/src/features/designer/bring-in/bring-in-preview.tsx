import { Alert, App, Button, Checkbox, Modal, Popconfirm } from 'antd';
import { useMemo, useState } from 'react';
import {
  type BroughtIn,
  firstChosen,
  type LocalText,
  marksAmong,
  placeName,
  type Proposal,
  say,
  takeProposals,
  valueAt,
} from '@gangmu/core';
import { useWords } from '../../../platform/language.js';
import type { WordKey } from '../../../words/words.js';
import { byPhase, comparing } from '../compare/comparing.js';
import { markWords } from '../export/plan-drawing.js';
import { NOTHING } from '../session/session.js';
import { useSessionStore } from '../session/use-editing.js';
import { alongWith, type Chosen, ticked } from './chosen.js';
import { NotTaken } from './not-taken.js';
import type { Preview } from './preview.js';
import './bring-in.css';

interface Props {
  preview: Preview;
  close: () => void;
  /** Called when some of it was taken, before it closes. */
  taken?: () => void;
}

/** What a file or pasted rows would change, each with a box to tick; nothing is done before it is confirmed. */
export function BringInPreview({ preview, close, taken }: Props) {
  const { t, language } = useWords();
  const { message } = App.useApp();
  const session = useSessionStore();
  const { brought, locked, whole } = preview;
  const [chosen, setChosen] = useState<Chosen>(() => (brought === null ? new Set() : firstChosen(brought, locked)));
  const [along, setAlong] = useState<{ on: boolean; count: number } | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const tick = (ids: readonly string[], on: boolean): void => {
    if (brought === null) return;
    const next = ticked(brought, chosen, ids, on);
    const count = alongWith(chosen, next, ids);
    setAlong(count === 0 ? null : { on, count });
    setRefused(null);
    setChosen(next);
  };
  const take = (): void => {
    if (brought === null) return;
    const { apply, kept } = session.getState();
    const marks = marksAmong(brought, chosen);
    const done = apply(takeProposals(brought, chosen) ?? NOTHING, { quiet: true, kept: [...kept, ...marks] });
    if (!done.ok) return setRefused(say(language, done.refusal.code, done.refusal.params));
    message.success(t('table.import.done', { count: chosen.size }));
    taken?.();
    close();
  };
  const replace = (): void => {
    if (whole === null) return;
    const done = session.getState().apply(whole, { quiet: true });
    if (!done.ok) return setRefused(say(language, done.refusal.code, done.refusal.params));
    message.success(t('bring-in.replaced'));
    close();
  };
  const title = t(preview.from.kind === 'copy' ? 'designer.recover.title' : 'table.import.title');
  const nothing = brought === null || brought.proposals.length === 0;
  return (
    <Modal
      open
      title={title}
      width={preview.findings.length > 0 && !nothing ? 980 : 720}
      onCancel={close}
      footer={
        <div className="bring-in-foot">
          {whole !== null && !nothing && (
            <Popconfirm
              title={t('bring-in.replace.sure')}
              okText={t('bring-in.replace')}
              cancelText={t('action.cancel')}
              onConfirm={replace}
            >
              <Button danger>{t('bring-in.replace')}</Button>
            </Popconfirm>
          )}
          <span className="right">
            <Button onClick={close}>{t('action.cancel')}</Button>
            <Button type="primary" disabled={chosen.size === 0} onClick={take}>
              {t(nothing ? 'table.import.ok' : 'bring-in.take', { count: chosen.size })}
            </Button>
          </span>
        </div>
      }
    >
      <div className="bring-in" role="region" aria-label={title} tabIndex={0}>
        <div className="proposals">
          {nothing ? (
            <Alert type="info" showIcon title={t(emptyOf(preview))} />
          ) : (
            <>
              <p className="about">{t(aboutOf(preview, brought), { number: preview.from.version?.number ?? 0 })}</p>
              <Proposals brought={brought} locked={locked} chosen={chosen} tick={tick} />
            </>
          )}
          <p className="along" role="status">
            {along !== null && t(along.on ? 'bring-in.along.on' : 'bring-in.along.off', { count: along.count })}
          </p>
          {refused !== null && <Alert type="error" showIcon title={refused} />}
        </div>
        <NotTaken findings={preview.findings} />
      </div>
    </Modal>
  );
}

/** Why there is nothing to choose from. */
function emptyOf({ brought, findings }: Preview): WordKey {
  if (brought?.against === 'merge') return 'bring-in.nothing-new';
  return findings.length === 0 ? 'table.import.same' : 'table.import.none';
}

/** What the plan was held against, and what that means for the boxes. */
function aboutOf({ from }: Preview, { against }: BroughtIn): WordKey {
  if (from.kind !== 'file') return `bring-in.about.${from.kind}`;
  return against === 'merge' ? 'bring-in.about.version' : `bring-in.about.${against}`;
}

interface ListProps {
  brought: BroughtIn;
  locked: Preview['locked'];
  chosen: Chosen;
  tick: (ids: readonly string[], on: boolean) => void;
}

function Proposals({ brought, locked, chosen, tick }: ListProps) {
  const { t, local } = useWords();
  const { groups, both } = useMemo(() => {
    const made = comparing(brought.mine, brought.target);
    const sentences = brought.proposals.map(({ sentence }) => sentence);
    const bySentence = new Map(brought.proposals.map((one) => [one.sentence, one]));
    return {
      both: made.both,
      groups: byPhase(brought.mine, brought.target, { ...made, sentences }).map(({ phase, sentences: own }) => ({
        phase,
        proposals: own.flatMap((sentence) => bySentence.get(sentence) ?? []),
      })),
    };
  }, [brought]);
  const free = (of: readonly Proposal[]): string[] => of.flatMap(({ id }) => (locked.has(id) ? [] : [id]));
  const box = (of: readonly Proposal[], label: string) => {
    const ids = free(of);
    const count = ids.filter((id) => chosen.has(id)).length;
    return (
      <Checkbox
        checked={count > 0 && count === ids.length}
        indeterminate={count > 0 && count < ids.length}
        disabled={ids.length === 0}
        onChange={({ target }) => tick(ids, target.checked)}
      >
        {label} <small>{`${count} / ${of.length}`}</small>
      </Checkbox>
    );
  };
  return (
    <>
      <div className="all">{box(brought.proposals, t('bring-in.all'))}</div>
      {groups.map(({ phase, proposals }) => {
        const title = phase === null ? t('history.whole') : local(both.phases[phase]?.title);
        return (
          <section key={phase ?? ''} aria-label={title}>
            <h3>{box(proposals, title)}</h3>
            <ul>
              {proposals.map((one) => (
                <ProposalLine key={one.id} one={one} brought={brought} locked={locked} chosen={chosen} tick={tick} />
              ))}
            </ul>
          </section>
        );
      })}
    </>
  );
}

/** What a proposal is about: by its name in the file, or here where it goes. */
const nameOf = ({ mine, target }: BroughtIn, { sentence: { path } }: Proposal): LocalText =>
  valueAt(target, path) === undefined ? placeName(mine, path, target) : placeName(target, path, mine);

/** As many names as are read at a glance. */
const NAMED = 3;

function ProposalLine({ one, brought, locked, chosen, tick }: ListProps & { one: Proposal }) {
  const { t, language, list, local } = useWords();
  const { id, sentence, needs, doubt } = one;
  const said = ({ code, params }: { code: string; params: Proposal['sentence']['params'] }): string =>
    say(language, code, params);
  const lock = locked.get(id);
  const needed = brought.proposals
    .filter((other) => needs.includes(other.id))
    .map((other) => local(nameOf(brought, other)));
  const named = [...needed.slice(0, NAMED), ...(needed.length > NAMED ? ['…'] : [])];
  return (
    <li className={sentence.kind}>
      <Checkbox
        checked={chosen.has(id)}
        disabled={lock !== undefined}
        onChange={({ target }) => tick([id], target.checked)}
      >
        <span className="mark">{markWords(sentence.kind, language)}</span> {said(sentence)}
      </Checkbox>
      {lock !== undefined && <p className="why locked">{t('bring-in.locked', { why: said(lock) })}</p>}
      {lock === undefined && doubt !== null && <p className="why">{t(`bring-in.doubt.${doubt}`)}</p>}
      {needed.length > 0 && <p className="why">{t('bring-in.needs', { what: list(named) })}</p>}
    </li>
  );
}
