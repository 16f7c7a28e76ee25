import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined, RightOutlined } from '@ant-design/icons';
import type { Edit, Operation } from '@gangmu/core';
import { Button, Dropdown, Tooltip } from 'antd';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useWords } from '../../../../platform/language.js';
import { LockSign } from '../field/lock-sign.js';
import { Messages } from '../field/frame.js';
import { useField } from '../field/use-field.js';
import { below, drop, freshId, inOrder, moveEdits, put, within } from '../place.js';
import { findingsIn, useLiveSheet, useSheetPart } from '../sheet.js';

export interface Adding {
  key: string;
  label: string;
  icon?: ReactNode;
  /** Why it cannot be added now. */
  disabled?: string | undefined;
  /** The id the new element gets, where that means something; otherwise a fresh one. */
  id?: string;
  make: () => unknown;
}

interface Props {
  /** The place of the map. */
  path: string;
  /** What the map is called, for the screen reader. */
  label: string;
  /** What a new id begins with. */
  prefix: string;
  /** Said where there is nothing. */
  empty: string;
  /** The word on the button, and what it can add: one thing at once, several from a menu. */
  addLabel: string;
  add: Adding[];
  /** Elements have an order that people set. */
  ordered?: boolean;
  /** What is added is chosen even where there is one thing left to choose. */
  alwaysMenu?: boolean;
  /** The order in which elements are shown, where it is not theirs. */
  sorted?: (ids: string[]) => string[];
  renderTitle: (id: string) => ReactNode;
  /** The element in plain words, beneath its title while folded. */
  summary?: (id: string) => ReactNode;
  renderBody: (id: string, path: string) => ReactNode;
  shown?: { path: string; count: number } | null | undefined;
  /** How an element is removed, where more than the element itself has to be minded. */
  removing?: (id: string) => Operation;
}

/** Elements of a map – evidence, deadlines, rungs, roles – one under the other: unfold, add, move, remove. */
export function ElementList({
  path,
  label,
  prefix,
  empty,
  addLabel,
  add,
  ordered = false,
  alwaysMenu = false,
  ...props
}: Props) {
  const { t } = useWords();
  const live = useLiveSheet();
  const mayEdit = useSheetPart((sheet) => sheet.mayEdit);
  const field = useField(path);
  const map = (field.value ?? {}) as Record<string, { order?: number }>;
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [answered, answer] = useState(0);
  const fresh = useRef<string | null>(null);
  const list = useRef<HTMLUListElement>(null);
  const { shown } = props;
  if (shown !== null && shown !== undefined && answered !== shown.count && within(path, shown.path)) {
    answer(shown.count);
    const id = Object.keys(map).find((each) => within(below(path, each), shown.path));
    if (id !== undefined && !open.has(id)) setOpen(new Set([...open, id]));
  }
  // A new element is where the hand goes next.
  useEffect(() => {
    const id = fresh.current;
    if (id === null) return;
    fresh.current = null;
    list.current
      ?.querySelector<HTMLElement>(`[data-element="${id}"] :is(input, textarea):not([disabled]):not([type="checkbox"])`)
      ?.focus();
  });

  const ids = ordered ? inOrder(map) : Object.keys(map);
  const visible = props.sorted === undefined ? ids : props.sorted(ids);
  const mayAdd = mayEdit && (field.lock === null || field.lock.may.add);
  const change = (edits: readonly Edit[]): boolean => {
    const refusal = live.get().change(edits);
    field.refuse(refusal);
    return refusal === null;
  };
  const remove = (id: string): void =>
    field.refuse(
      props.removing === undefined ? live.get().change([drop(below(path, id))]) : live.get().apply(props.removing(id)),
    );
  const adding = (one: Adding): void => {
    const id = one.id ?? freshId(prefix, map);
    if (!change([put(below(path, id), one.make())])) return;
    fresh.current = id;
    setOpen(new Set([...open, id]));
  };
  const fold = (id: string): void =>
    setOpen(open.has(id) ? new Set([...open].filter((each) => each !== id)) : new Set([...open, id]));

  const [only] = add;
  return (
    <div className="element-list" data-path={path} role="group" aria-label={label}>
      {visible.length === 0 ? (
        <p className="soft">{empty}</p>
      ) : (
        <ul ref={list}>
          {visible.map((id, index) => (
            <Element
              key={id}
              id={id}
              path={below(path, id)}
              open={open.has(id)}
              fold={() => fold(id)}
              title={props.renderTitle(id)}
              summary={props.summary?.(id)}
              up={ordered && index > 0 ? () => change(moveEdits(path, map, id, -1)) : null}
              down={ordered && index < visible.length - 1 ? () => change(moveEdits(path, map, id, 1)) : null}
              ordered={ordered}
              remove={() => remove(id)}
            >
              {props.renderBody(id, below(path, id))}
            </Element>
          ))}
        </ul>
      )}
      <Messages id={field.id} messages={field.messages} />
      {mayAdd && only !== undefined && (
        <div className="element-add">
          {add.length === 1 && !alwaysMenu ? (
            <Button
              size="small"
              icon={<PlusOutlined aria-hidden />}
              disabled={only.disabled !== undefined}
              title={only.disabled}
              onClick={() => adding(only)}
            >
              {addLabel}
            </Button>
          ) : (
            <Dropdown
              trigger={['click']}
              menu={{
                items: add.map(({ key, label: words, icon, disabled }) => ({
                  key,
                  icon,
                  disabled: disabled !== undefined,
                  label: disabled === undefined ? words : `${words} – ${disabled}`,
                })),
                onClick: ({ key }) => {
                  const one = add.find((each) => each.key === key);
                  if (one !== undefined) adding(one);
                },
              }}
            >
              <Button size="small" icon={<PlusOutlined aria-hidden />} aria-haspopup="menu">
                {addLabel}
              </Button>
            </Dropdown>
          )}
        </div>
      )}
      {!mayAdd && field.lock !== null && mayEdit && (
        <p className="soft closed">
          <LockSign path={path} lock={field.lock} label={label} /> {t('props.list.closed')}
        </p>
      )}
    </div>
  );
}

interface ElementProps {
  id: string;
  path: string;
  open: boolean;
  fold: () => void;
  title: ReactNode;
  summary: ReactNode;
  ordered: boolean;
  up: (() => void) | null;
  down: (() => void) | null;
  remove: () => void;
  children: ReactNode;
}

function Element({ id, path, open, fold, title, summary, ordered, up, down, remove, children }: ElementProps) {
  const { t } = useWords();
  const { lock, count, wrong, mayEdit } = useSheetPart((sheet) => {
    const found = findingsIn(sheet.findings, path);
    return {
      lock: sheet.lockAt(path),
      count: found.length,
      wrong: found.some(({ severity }) => severity === 'error'),
      mayEdit: sheet.mayEdit,
    };
  });
  const body = useId();
  const name = useId();
  const worst = wrong ? 'error' : count > 0 ? 'warning' : null;
  const mayRemove = mayEdit && (lock === null || lock.may.remove);
  const mayMove = mayEdit && (lock === null || lock.may.set);
  return (
    <li className="element" data-path={path} data-element={id}>
      <div className="element-head">
        <button type="button" aria-expanded={open} aria-controls={body} onClick={fold}>
          <RightOutlined aria-hidden rotate={open ? 90 : 0} />
          <span id={name} className="title">
            {title}
          </span>
          {worst !== null && (
            <span className={`count ${worst}`}>
              <span aria-hidden>{count}</span>
              <span className="visually-hidden">{t('props.section.warnings', { count })}</span>
            </span>
          )}
        </button>
        {ordered && mayMove && (
          <>
            <Act label={t('props.list.up')} name={name} icon={<ArrowUpOutlined aria-hidden />} act={up} />
            <Act label={t('props.list.down')} name={name} icon={<ArrowDownOutlined aria-hidden />} act={down} />
          </>
        )}
        {mayRemove ? (
          <Act label={t('props.list.remove')} name={name} icon={<DeleteOutlined aria-hidden />} act={remove} />
        ) : (
          lock !== null && mayEdit && <LockSign path={path} lock={lock} label={t('props.list.element')} />
        )}
      </div>
      {!open && summary !== undefined && <div className="element-summary">{summary}</div>}
      <div id={body} hidden={!open} className="element-body">
        {open && children}
      </div>
    </li>
  );
}

function Act({ label, name, icon, act }: { label: string; name: string; icon: ReactNode; act: (() => void) | null }) {
  const id = useId();
  return (
    <Tooltip title={label}>
      <Button
        id={id}
        type="text"
        size="small"
        icon={icon}
        disabled={act === null}
        aria-label={label}
        aria-labelledby={`${id} ${name}`}
        {...(act === null ? {} : { onClick: act })}
      />
    </Tooltip>
  );
}
