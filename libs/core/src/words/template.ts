/** Words for what is wrong with a template as it is written: its format, its ids, its texts, what it names. */
import { type Advised, advised, wordsOf } from './entries.js';

const entries: Record<string, Advised> = {
  'template.no-json': [
    '文件不是有效的 JSON{place}。',
    '检查是不是选错了文件；再看逗号、引号和括号是否成对。',
    'This is no valid JSON{place}.',
    'See that it is the right file; then look at commas, quotation marks and brackets.',
  ],
  'template.encoding': [
    '文件不是 UTF-8 编码，里面的汉字读不出来。',
    '用记事本打开，另存为时编码选 UTF-8。',
    'The file is not in UTF-8; its signs cannot be read.',
    'Open it in an editor and save it as UTF-8.',
  ],
  'template.too-long': [
    '文件超过 {max} 个字符。',
    '模板里不要放文件内容，拆成几个模板。',
    'The file has more than {max} characters.',
    'Keep file contents out of templates, or divide the template.',
  ],
  'template.too-deep': [
    '嵌套超过 {max} 层。',
    '把条件拆开，或检查是否多套了一层。',
    'Nested more than {max} levels deep.',
    'Flatten the condition, or look for a level too many.',
  ],
  'template.too-many-values': [
    '内容超过 {max} 项。',
    '拆成几个模板。',
    'More than {max} values.',
    'Divide the template.',
  ],
  'template.forbidden-key': [
    '不允许使用名称“{key}”。',
    '换一个名称。',
    'The name "{key}" is not allowed.',
    'Choose another name.',
  ],
  'template.unknown-field': [
    '没有“{key}”这个字段。',
    '检查拼写，或删去它。',
    'There is no field "{key}".',
    'Check its spelling, or remove it.',
  ],
  'template.invalid-id': [
    '标识“{id}”不合规定。',
    '以字母开头，只用字母、数字、- 和 _，最多 64 个字符；不用 toString 一类程序自带的名字。',
    'The id "{id}" is not sound.',
    'Start with a letter; letters, digits, - and _ only, 64 at most; no name of JavaScript’s own such as toString.',
  ],
  'template.invalid-choice': [
    '这里的内容不在允许的范围内：{allowed}',
    '改成允许的写法之一。',
    'This is none of what is allowed here: {allowed}',
    'Use one of the forms allowed.',
  ],
  'template.missing': ['缺少必填内容（{expected}）。', '补上它。', 'Required and missing ({expected}).', 'Add it.'],
  'template.wrong-type': [
    '类型不对，应为{expected}。',
    '改成{expected}。',
    'Of the wrong type; it should be {expected}.',
    'Make it {expected}.',
  ],
  'template.too-small': ['太小或太短，至少 {min}。', '不少于 {min}。', 'Too small or short.', 'At least {min}.'],
  'template.too-big': ['太大或太长，最多 {max}。', '不超过 {max}。', 'Too big or long.', 'At most {max}.'],
  'template.invalid-value': [
    '内容不合格式：{detail}',
    '按所示格式改写；日期写作 2026-03-02，时间写作 18:00。',
    'Not in the right form: {detail}',
    'Write dates as 2026-03-02 and times as 18:00.',
  ],
  'template.unknown-time-zone': [
    '没有时区“{timeZone}”。',
    '写作 Asia/Shanghai 这样的名称。',
    'There is no time zone "{timeZone}".',
    'Write a name such as Asia/Shanghai.',
  ],
  'window-reversed': [
    '结束日期 {end} 早于开始日期 {start}。',
    '对调或改正这两个日期。',
    'It ends on {end}, before it starts on {start}.',
    'Correct one of the two dates.',
  ],
  'window-too-long': [
    '活动时间超过 {max} 天。',
    '检查年份，或分成几次活动。',
    'The campaign is longer than {max} days.',
    'Check the year, or make several campaigns of it.',
  ],
  'unknown-reference.phase': [
    '没有板块“{id}”。',
    '改成已有的板块，或先建立它。',
    'There is no phase "{id}".',
    'Name an existing one, or add it.',
  ],
  'unknown-reference.step': [
    '没有任务“{id}”。',
    '改成已有的任务，或删去这一处。',
    'There is no step "{id}".',
    'Name an existing one, or remove the reference.',
  ],
  'unknown-reference.variable': [
    '条件里的“{id}”无处可取。',
    '只能用 unit.category、rank、level、size、groups，或 item.任务.佐证。',
    'Nothing provides "{id}", which the condition reads.',
    'Use unit.category, rank, level, size, groups, or item.<step>.<evidence>.',
  ],
  'unknown-reference.category': [
    '没有单位类别“{id}”。',
    '改成已有的类别，或先建立它。',
    'There is no category "{id}".',
    'Name an existing one, or add it.',
  ],
  'unknown-reference.kind': [
    '没有任务类型“{id}”。',
    '从任务类型中选一个。',
    'There is no kind of step "{id}".',
    'Choose one of the kinds of step.',
  ],
  'unknown-reference.role': [
    '没有角色“{id}”。',
    '改成已有的角色，或先建立它。',
    'There is no role "{id}".',
    'Name an existing one, or add it.',
  ],
  'unknown-reference.register': [
    '没有名册“{id}”。',
    '改成已有的名册，或先建立它。',
    'There is no register "{id}".',
    'Name an existing one, or add it.',
  ],
  'unknown-reference.alternative': [
    '选定的做法（{id}）不在列出的等效做法之内。',
    '从列出的等效做法中重新选择，或清除选择。',
    'What was chosen ({id}) is none of the equivalents listed.',
    'Choose one of those listed, or clear the choice.',
  ],
  'unknown-reference.field': [
    '任务没有“{id}”这个字段。',
    '改成任务的字段，或删去。',
    'A step has no field "{id}".',
    'Name a field of steps, or remove it.',
  ],
  'reserved-id': ['标识“{id}”是保留字。', '换一个标识。', 'The id "{id}" is reserved.', 'Choose another id.'],
  'confusable-ids': [
    '标识“{id}”与“{other}”容易混淆。',
    '发布前换一个标识；发布后不再改。',
    'The ids "{id}" and "{other}" are easily confused.',
    'Rename one before publishing; never afterwards.',
  ],
  'missing-text': ['文字是空的。', '补上文字。', 'The text is empty.', 'Write it.'],
  'missing-translation': [
    '“{text}”没有英文。',
    '补上英文（en）。',
    '"{text}" has no English.',
    'Add the English text (en).',
  ],
};

export const templateWords = wordsOf(advised(entries));
