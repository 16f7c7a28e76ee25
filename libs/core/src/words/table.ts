/** Words for what an edited table could not be read as. */
export const tableWords = {
  zh: {
    'table.no-headings': '没有找到表头。第一行应有“任务”“牵头”“截止时间”等列名。',
    'table.unknown-column': '“{column}”一列没有对应的内容，已略过。',
    'table.too-many-rows': '超过 {max} 行，后面的没有读入。',
    'table.locked': '“{step}”的{column}由上级规定，不能修改。',
    'table.unknown-role': '没有“{name}”这个岗位角色。可用的有：{known}。',
    'table.unknown-phase': '没有“{name}”这个板块。可用的有：{known}。',
    'table.unknown-kind': '没有“{name}”这种任务类型。可用的有：{known}。',
    'table.unknown-mandate': '“{name}”不是动作属性。可用的有：{known}。',
    'table.unreadable-date': '“{step}”的截止时间看不懂：{text}。可写 3月20日、2026-03-20 或 启动后14天。',
    'table.recurring-deadline': '“{step}”每期都要办，截止时间要按每期来写，例如：每期期末前3天。',
    'table.several-deadlines': '“{step}”有几个截止时间，请在属性栏里修改。',
    'table.not-in-table': '“{step}”的佐证材料不能在表格里改，请在属性栏里修改；这一格没有采用。',
    'table.evidence-taken': '“{step}”的佐证材料“{text}”读作：{taken}。请核对。',
    'table.evidence-unread': '“{step}”的佐证材料“{text}”看不懂，没有采用；请在属性栏里补上。',
    'table.kind-taken-as-task': '“{step}”的任务类型“{name}”没有对应的，先按“工作任务”加入。可用的有：{known}。',
    'table.no-title': '“{step}”的名称不能为空。',
    'table.no-lead': '“{step}”要有牵头。',
    'table.several-leads': '“{step}”只能有一个牵头，其余的请填在配合一栏。',
    'table.no-task': '这一行没有写任务名称，没有采用。',
    'table.no-phase': '还没有板块，任务无处可放。',
    'table.no-room': '“{task}”没有加上：上级没有在“{phase}”留出加本级任务的位置，可以加在{open}。',
    'table.no-room-at-all': '“{task}”没有加上：上级没有留出加本级任务的位置，或已加满。',
    'table.row-twice': '“{step}”出现了两次，后面一行没有采用。',
    'table.rows-missing': '表里没有这 {count} 项任务，保持不变：{names}。要删除请在画布或表格里删除。',
  },
  en: {
    'table.no-headings': 'No headings were found. The first line should name columns such as Task, Lead and Deadline.',
    'table.unknown-column': 'The column "{column}" stands for nothing here and was passed over.',
    'table.too-many-rows': 'More than {max} lines; those after that were not read.',
    'table.locked': '{column} of "{step}" was set by the level above and cannot be changed.',
    'table.unknown-role': 'There is no role "{name}". There are: {known}.',
    'table.unknown-phase': 'There is no phase "{name}". There are: {known}.',
    'table.unknown-kind': 'There is no kind of step "{name}". There are: {known}.',
    'table.unknown-mandate': '"{name}" is no mandate. There are: {known}.',
    'table.unreadable-date':
      'The deadline of "{step}" cannot be read: {text}. Write 20 Mar, 2026-03-20 or 14 days after the start.',
    'table.recurring-deadline':
      '"{step}" comes up in every period: give its deadline within the period, such as 3 days before the end of each period.',
    'table.several-deadlines': '"{step}" has several deadlines; change them in its properties.',
    'table.not-in-table':
      'Evidence of "{step}" is changed in its properties, not in the table; this cell was passed over.',
    'table.evidence-taken': 'Evidence "{text}" of "{step}" was read as: {taken}. Please check it.',
    'table.evidence-unread': 'Evidence "{text}" of "{step}" was not understood and left out; add it in the properties.',
    'table.kind-taken-as-task':
      'There is no kind "{name}"; "{step}" was taken as a plain task for now. There are: {known}.',
    'table.no-title': 'The title of "{step}" cannot be empty.',
    'table.no-lead': '"{step}" needs a lead.',
    'table.several-leads': '"{step}" can have one lead only; put the others under supporting.',
    'table.no-task': 'This line names no task and was passed over.',
    'table.no-phase': 'There is no phase yet that the task could go to.',
    'table.no-room':
      '“{task}” was not added: the level above left no room for a step of your own in {phase}, but did in {open}.',
    'table.no-room-at-all':
      '“{task}” was not added: the level above left no room for a step of your own, or it is used up.',
    'table.row-twice': '"{step}" is there twice; the second line was passed over.',
    'table.rows-missing':
      '{count} tasks are not in the table and stay as they are: {names}. Remove them on the canvas or in the table.',
  },
};
