/** @jest-environment jsdom */
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { cleanup, screen, within } from '@testing-library/react';
import { PropertiesPanel } from './properties-panel.js';
import { choose, hand, open, unfold, violations } from './sheet.given.js';
import { input, templateOf } from './template.given.js';

// A hand has many small movements; on a busy computer they add up.
jest.setTimeout(60_000);

afterEach(() => {
  cleanup();
  localStorage.clear();
});

const step = () => <PropertiesPanel selection={['/steps/kickoff']} shown={null} />;

describe('the form of a step', () => {
  it('changes the title as one types', async () => {
    const held = open(step());
    const title = screen.getByLabelText('名称（中文）');
    await hand.clear(title);
    await hand.type(title, '全县动员大会');
    expect(held.template.steps['kickoff']?.title).toEqual({ zh: '全县动员大会', en: 'Kick-off' });
  });

  it('keeps what cannot be stored in the field, with the reason, until it is right', async () => {
    const held = open(step());
    const title = screen.getByLabelText('名称（中文）');
    await hand.clear(title);
    expect(held.template.steps['kickoff']?.title.zh).not.toBe('');
    expect(title).toHaveProperty('value', '');
    expect(title.getAttribute('aria-invalid')).toBe('true');
    expect(screen.getByText('必填')).toBeTruthy();
    await hand.type(title, '会');
    expect(held.template.steps['kickoff']?.title.zh).toBe('会');
    expect(screen.queryByText('必填')).toBeNull();
  });

  it('refuses a number outside the format and stores the next one', async () => {
    const held = open(step());
    const days = screen.getByLabelText('最短办理时间');
    await hand.clear(days);
    await hand.type(days, '75');
    expect(held.template.steps['kickoff']?.minimumDays).toBe(7);
    expect(days).toHaveProperty('value', '75');
    expect(screen.getByText(/最多 60/)).toBeTruthy();
    await hand.clear(days);
    await hand.type(days, '5');
    expect(held.template.steps['kickoff']?.minimumDays).toBe(5);
    expect(screen.queryByText(/最多 60/)).toBeNull();
  });

  it('is made of what the kind declares', async () => {
    const held = open(step());
    expect(screen.getByLabelText('会议类型')).toBeTruthy();
    await choose('会议类型', '动员会');
    expect(held.template.steps['kickoff']?.params).toEqual({ format: 'mobilisation' });
    await choose('任务类型', '学习');
    expect(screen.queryByLabelText('会议类型')).toBeNull();
    expect(screen.getByLabelText('学习形式')).toBeTruthy();
    expect(held.template.steps['kickoff']?.params).toEqual({});
  });

  it('asks a milestone for nothing that is handed in', async () => {
    open(step());
    await choose('任务类型', '里程碑');
    expect(screen.queryByRole('button', { name: /^佐证材料/ })).toBeNull();
    expect(screen.queryByLabelText('预计用时')).toBeNull();
    expect(screen.getByLabelText('任务类型')).toBeTruthy();
  });

  it('shows a deadline on the real calendar while it is made', async () => {
    const held = open(step());
    await hand.click(screen.getByRole('button', { name: /^活动启动后14天/ }));
    expect(screen.getByText(/以 2026-03-02 启动计，为 2026-03-16（星期一），工作日/)).toBeTruthy();
    const days = screen.getByLabelText('天数');
    await hand.clear(days);
    await hand.type(days, '40');
    expect(screen.getByText(/为 2026-04-10（星期五），工作日/)).toBeTruthy();
    await choose('之前或之后', '之前');
    expect(held.template.steps['kickoff']?.deadlines['due']?.offset).toBe(-40);
  });

  it('offers no anchor that would wait for the step itself', async () => {
    open(step());
    await hand.click(screen.getByRole('button', { name: /^活动启动后14天/ }));
    await choose('从何时算起', '任务完成');
    await hand.click(screen.getByLabelText('哪项任务'));
    expect((await screen.findAllByText('读书班')).length).toBeGreaterThan(0);
    const options = [...document.querySelectorAll('.ant-select-item-option')].map((each) => each.textContent ?? '');
    expect(options.some((each) => each.startsWith('摸底'))).toBe(false);
  });

  it('adds, orders and removes evidence', async () => {
    const held = open(step());
    await unfold(/^佐证材料/);
    await hand.click(screen.getByRole('button', { name: '添加佐证材料' }));
    await hand.click(await screen.findByRole('menuitem', { name: '数字' }));
    const added = Object.entries(held.template.steps['kickoff']?.evidence ?? {}).find(
      ([, { type }]) => type === 'number',
    );
    expect(added?.[1]).toMatchObject({ order: 3, title: { zh: '数字', en: 'Number' } });
    await hand.click(screen.getByRole('button', { name: '上移 数字' }));
    expect(held.template.steps['kickoff']?.evidence[added?.[0] ?? '']?.order).toBe(2);
    await hand.click(screen.getByRole('button', { name: '删除 数字' }));
    expect(Object.keys(held.template.steps['kickoff']?.evidence ?? {})).toEqual(['date', 'heads']);
  });

  it('takes no words and no files for a sensitive step', async () => {
    const held = open(step());
    await hand.click(screen.getByLabelText('敏感事项'));
    expect(held.template.steps['kickoff']?.sensitive).toBe(true);
    await unfold(/^佐证材料/);
    await hand.click(screen.getByRole('button', { name: '添加佐证材料' }));
    const file = await screen.findByRole('menuitem', { name: /^文件/ });
    expect(file.getAttribute('aria-disabled')).toBe('true');
    expect(file.textContent).toContain('敏感事项不收');
  });

  it('says whom it is for, in plain words', async () => {
    const held = open(step());
    await unfold(/^适用条件/);
    expect(screen.getByText('适用于所有单位')).toBeTruthy();
    await hand.click(screen.getByRole('button', { name: '添加条件' }));
    await choose('与什么比较', '乡镇');
    expect(held.template.steps['kickoff']?.when).toEqual({ in: [{ var: 'unit.category' }, ['township']] });
    expect(document.querySelector('.reading')?.textContent).toContain('乡镇');
    await hand.click(screen.getByRole('button', { name: '删除第 1 条' }));
    expect(held.template.steps['kickoff']?.when).toBeUndefined();
  });

  it('offers accepted values of steps before it, and none of those after', async () => {
    open(<PropertiesPanel selection={['/steps/class']} shown={null} />);
    await unfold(/^适用条件/);
    await hand.click(screen.getByRole('button', { name: '添加条件' }));
    await hand.click(screen.getByLabelText('看什么'));
    expect(await screen.findByText('党员数')).toBeTruthy();
    cleanup();
    open(step());
    await unfold(/^适用条件/);
    await hand.click(screen.getByRole('button', { name: '添加条件' }));
    await hand.click(screen.getByLabelText('看什么'));
    await screen.findAllByText('单位级别');
    expect(screen.queryByText('党员数')).toBeNull();
  });

  it('adds a review with its time limit', async () => {
    const held = open(step());
    await unfold(/^审核/);
    await hand.click(screen.getByRole('button', { name: '添加审核' }));
    await hand.click(await screen.findByRole('menuitem', { name: '上级单位' }));
    expect(Object.values(held.template.steps['kickoff']?.reviews ?? {})).toMatchObject([
      { by: { who: 'superior' }, limitDays: 3 },
    ]);
  });

  it('comes after another step, and says why it cannot', async () => {
    const held = open(<PropertiesPanel selection={['/steps/class']} shown={null} />);
    await unfold(/^前后关系/);
    await choose('添加前置任务', '摸底');
    expect(Object.values(held.template.edges)).toContainEqual({ from: 'survey', to: 'class', kind: 'order' });
    await hand.click(screen.getByRole('button', { name: '摸底' }));
    expect(held.shown).toEqual(['/steps/survey']);
  });

  it('gives a ladder of its own, starting from the shared one', async () => {
    const held = open(step());
    await hand.click(screen.getByRole('button', { name: '单独设定' }));
    expect(held.template.steps['kickoff']?.ladder).toEqual(held.template.ladder);
    expect(screen.getByText(/若 2026-03-16（星期一） 到期/)).toBeTruthy();
    expect(screen.getByText('2026-03-11（星期三）')).toBeTruthy();
  });

  it('counts the periods of a recurring step', async () => {
    const held = open(step());
    await choose('开展次数', '定期');
    expect(held.template.steps['kickoff']?.occurrences).toMatchObject({ mode: 'every', period: 'month' });
    expect(screen.getByText(/共 6 期，第一期 2026-03-02 – 2026-04-01/)).toBeTruthy();
  });

  it('shows findings beside the field they are about', () => {
    const late = templateOf({
      steps: {
        ...input.steps,
        kickoff: {
          ...input.steps['kickoff'],
          title: { zh: '动员会' },
          deadlines: { due: { anchor: { from: 'date', date: '2027-03-01' } } },
        } as never,
      },
    });
    open(step(), { template: late });
    const title = screen.getByRole('group', { name: '名称' });
    expect(within(title).getByText(/没有英文/)).toBeTruthy();
    expect(screen.getByRole('button', { name: /^时间.*错误/ })).toBeTruthy();
  });

  it('opens the section and the element of a place that is to be shown', () => {
    open(
      <PropertiesPanel selection={['/steps/kickoff']} shown={{ path: '/steps/kickoff/evidence/heads', count: 1 }} />,
    );
    expect(screen.getByRole('button', { name: /^到会人数/ }).getAttribute('aria-expanded')).toBe('true');
    expect(screen.getByLabelText('最低到会率')).toBeTruthy();
  });

  it('puts the keyboard where a place can be filled, be it a button', () => {
    const { steps } = templateOf();
    const template = templateOf({ steps: { ...steps, survey: { ...steps['survey']!, kind: 'cascade' } } });
    open(<PropertiesPanel selection={['/steps/survey']} shown={{ path: '/steps/survey/cascade', count: 1 }} />, {
      template,
    });
    expect(document.activeElement).toBe(screen.getByRole('button', { name: '设定要求' }));
  });

  it('remembers which sections are open', async () => {
    open(step());
    await unfold(/^标签/);
    cleanup();
    open(<PropertiesPanel selection={['/steps/survey']} shown={null} />);
    expect(screen.getByRole('button', { name: /^标签/ }).getAttribute('aria-expanded')).toBe('true');
  });

  it('has no barrier for assistive technology, with every section open, in both languages', async () => {
    for (const language of ['zh', 'en'] as const) {
      open(step(), { language });
      for (const heading of document.querySelectorAll<HTMLElement>(
        '.sheet-section > h3 > button[aria-expanded="false"]',
      ))
        await hand.click(heading);
      for (const element of document.querySelectorAll<HTMLElement>('.element-head > button[aria-expanded="false"]'))
        await hand.click(element);
      expect(await violations()).toEqual([]);
      if (language === 'en') expect(document.body.textContent).not.toMatch(/props\./);
      cleanup();
    }
  });
});
