/** Words for adaptations: what does not fit its base, and the questions of taking over a new version. */
import { type Advised, advised, wordsOf } from './entries.js';

const entries: Record<string, Advised> = {
  'adaptation.unreadable': [
    '细化文件的这一处不合格式。',
    '用 gangmu-adaptation/1 的写法改正。',
    'This place of the adaptation does not follow the format.',
    'Write it as gangmu-adaptation/1 asks.',
  ],
  'adaptation.other-base': [
    '这份细化不是在这个模板上作的，或模板后来改过。',
    '用原来的模板，或先承接新版本（template merge）。',
    'This adaptation was not made on this template, or the template has changed since.',
    'Use the template it was made on, or take over the new version first (template merge).',
  ],
  'adaptation.unknown-place': [
    '模板格式里没有这个位置。',
    '检查位置的写法。',
    'The format has no such place.',
    'Check how the place is written.',
  ],
  'adaptation.not-there': [
    '要改的内容在上级方案里已经没有了。',
    '删去这项改动，或改到别处。',
    'What is to be changed is not in the plan above.',
    'Leave this change out, or make it elsewhere.',
  ],
  'adaptation.already-there': [
    '要增加的内容上级方案里已经有了。',
    '改为修改它，或换一个标识。',
    'What is to be added is already in the plan above.',
    'Change it instead, or use another id.',
  ],
  'adaptation.not-optional': [
    '这一项不能空着。',
    '填写新的内容。',
    'This cannot be left empty.',
    'Give it another value.',
  ],
  'adaptation.no-element': [
    '这里是一项内容，只能修改，不能增删。',
    '用 set 或 unset。',
    'This is a field: it is changed, not added or removed.',
    'Use set or unset.',
  ],
  'adaptation.no-set': [
    '这里不是一组并列的内容。',
    '用 set 改为新的内容。',
    'This is no set of members.',
    'Use set to give it another value.',
  ],
  'adaptation.overlapping-change': [
    '这处改动落在另一处改动之内。',
    '并到外层的改动里。',
    'This change lies within another one.',
    'Put it into the outer one.',
  ],
  'adaptation.unreadable-value': [
    '填写的内容不合这一项的格式。',
    '按这一项的要求填写。',
    'The value does not fit this place.',
    'Write what this place asks for.',
  ],
  'conflict.both-edited': [
    '上级和本级都改了这一处。',
    '保留本级的、采用上级的，或另行修改。',
    'Changed both above and here.',
    'Keep yours, take theirs, or write something else.',
  ],
  'conflict.edited-removed': [
    '一方改了这一处，另一方删去了它。',
    '决定留下还是删去。',
    'Changed on one side, removed on the other.',
    'Decide whether it stays.',
  ],
  'conflict.anchor-vanished': [
    '本级的内容所依附的任务、板块或扩展点，上级已经取消。',
    '改挂到别处，或一并取消。',
    'What this hangs on – a step, a phase, an extension point – is gone above.',
    'Hang it elsewhere, or let it go.',
  ],
  'conflict.newly-locked': [
    '本级改过的这一处，上级现在不允许改。',
    '采用上级的，或申请变通。',
    'Changed here, and no longer allowed by the level above.',
    'Take theirs, or ask for a variance.',
  ],
  'conflict.breaks-rule': [
    '并入本级的改动后，方案不合规则。',
    '放弃这处改动，或改到符合规则。',
    'With this change of yours the plan breaks a rule.',
    'Give it up, or change it until it fits.',
  ],
  'conflict.same-id': [
    '上级和本级用同一个标识增加了不同的内容。',
    '采用上级的，或把本级的另存为新的一项。',
    'Added above and here under one id, with different content.',
    'Take theirs, or keep yours beside it as a new one.',
  ],
  'conflict.id-taken': [
    '标识“{id}”已被占用或不合规则。',
    '换一个标识。',
    'The id "{id}" is taken, or is none.',
    'Choose another one.',
  ],
  'conflict.names-what-is-gone': [
    '这里提到的“{id}”已经没有了。',
    '改为提到别的，或放弃这处改动。',
    'This names "{id}", which is gone.',
    'Name another one, or give this change up.',
  ],
  'conflict.extension-point-gone': [
    '上级不再允许在这里增加自选动作。',
    '改挂到别的扩展点，或取消。',
    'The level above no longer lets local steps hang here.',
    'Hang it at another extension point, or let it go.',
  ],
};

export const adaptationWords = wordsOf(advised(entries));
