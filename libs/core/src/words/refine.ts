/** Words for locks: what may be done at a place, who says so, and what is possible instead. */
import { type Spoken, wordsOf } from './entries.js';

const entries: Record<string, Spoken> = {
  'lock.local': ['{place}由本级自定。', 'This level decides on {place} itself.'],
  'lock.not-in-question': [
    '这里只修改有冲突的这一处，其他内容承接以后再改。',
    'Only what is in question is changed here; everything else can be changed after the update.',
  ],
  'lock.open': ['{place}由各级自行填写。', 'Every level fills in {place} for itself.'],
  'lock.add': [
    '可以在{place}里增加本级的内容；上级已有的不能改。',
    'Own entries may be added to {place}; those from above stay as they are.',
  ],
  'lock.extension-points': [
    '本级的任务可以加在上级留出的自选动作位置上。',
    'Local steps may hang at the extension points that were left open.',
  ],
  'lock.no-extension-points': [
    '上级没有留出自选动作的位置，不能增加任务。',
    'No extension point was left open, so that no step can be added.',
  ],
  'lock.edges': [
    '可以调整本级任务和自选动作的前后关系；规定动作的不能改。',
    'Dependencies of local and free steps may be changed; those of mandated steps stay.',
  ],
  'lock.stricter': [
    '{place}只能从严，不能放宽；当前要求由{by}规定{basis}。',
    'The {place} may be made stricter, never looser; it was set by {by}{basis}.',
  ],
  'lock.free': ['{place}是自选内容，可以修改或删除。', '{place} is optional: it may be changed or removed.'],
  'lock.free-in-part': [
    '{place}可以修改，但其中有{by}规定的内容，不能整项删除{basis}。',
    '{place} may be changed, but not removed: part of it was set by {by}{basis}.',
  ],
  'lock.referred': [
    '{place}不能删除：{keeper}要用到它，而那是{by}规定的{basis}。',
    '{place} cannot be removed: {keeper} counts on it, which was set by {by}{basis}.',
  ],
  'lock.carried': [
    '{place}是自选内容，但跳过它就会跳过{keeper}，所以只能扩大范围，不能改变是否开展。',
    '{place} is optional, but skipping it would skip {keeper}: it may only be widened.',
  ],
  'lock.narrow': [
    '{place}可以收紧（少留名额、少留类型），不能放宽；由{by}规定{basis}。',
    'The {place} may admit less, never more; it was set by {by}{basis}.',
  ],
  'lock.alternative': [
    '{place}：{by}列出了等效做法，可以从中选择{basis}。',
    'The {place}: {by} lists equivalents, of which one may be chosen{basis}.',
  ],
  'lock.tighten': [
    '{place}由{by}规定{basis}：已有的不能改，可以另加更严的要求，并列入加码清单。',
    'The {place} was set by {by}{basis}: what is there stays; more may be added, and is listed as a tightening.',
  ],
  'lock.tighten.raise': [
    '{place}由{by}规定{basis}，只能提高。',
    'The {place} was set by {by}{basis} and may only be raised.',
  ],
  'lock.tighten.require': [
    '{place}由{by}规定{basis}：可以改为必填，不能取消必填。',
    'The {place} was set by {by}{basis}: it may be made required, not the reverse.',
  ],
  'lock.tighten.append': [
    '{place}由{by}规定{basis}：可以增加或提高，不能减少。',
    'The {place} was set by {by}{basis}: more may be asked, not less.',
  ],
  'lock.tighten.widen': [
    '{place}由{by}规定{basis}：只能扩大适用范围，不能缩小。',
    'The {place} was set by {by}{basis}: it may hold for more units, never for fewer.',
  ],
  'lock.fixed': [
    '{place}是{by}的规定动作{basis}，不能修改。',
    '{place} was fixed by {by}{basis} and cannot be changed.',
  ],
  'lock.granted': ['{place}已获准变通：{reason}{document}', 'A variance was granted for {place}: {reason} {document}'],

  'refine.locked': [
    '{place}由{by}规定{basis}，本级不能修改。',
    '{place} was set by {by}{basis} and cannot be changed here.',
  ],
  'refine.not-yet-granted': [
    '{place}的变通自 {from} 起准予，此前不能发布。',
    'The variance for {place} begins on {from}; it cannot be published before.',
  ],
  'refine.added': [
    '{place}不能由本级增加：这里由{by}规定{basis}。',
    '{place} cannot be added here: {by} settled this{basis}.',
  ],
  'refine.removed': ['{place}由{by}规定{basis}，不能删除。', '{place} was set by {by}{basis} and cannot be removed.'],
  'refine.instead.fixed': [
    '可以加注本级说明、填写责任岗位；确有特殊情况的，申请变通。',
    'Add a local note or name the responsible post; where circumstances demand more, ask for a variance.',
  ],
  'refine.instead.alternative': [
    '可以从列出的等效做法中选择一种，也可以加注本级说明；其他改动要申请变通。',
    'Choose one of the equivalents, or add a local note; anything else needs a variance.',
  ],
  'refine.instead.tighten': [
    '可以另加更早的截止时间、提高最低要求、增加审核人或佐证要求；其他改动要申请变通。',
    'Add a deadline, raise a minimum, add a reviewer or an evidence rule; anything else needs a variance.',
  ],
  'refine.instead.free': ['可以保留这一项，修改其中自选的内容。', 'Keep it, and change the parts of it that are free.'],
  'refine.only.raise': [
    '{place}只能提高，由{by}规定{basis}。',
    '{place} may only be raised; it was set by {by}{basis}.',
  ],
  'refine.only.raise.suggestion': ['填一个不低于原要求的数。', 'Enter a figure not below the one asked for.'],
  'refine.only.require': [
    '{place}：{by}要求必填{basis}，不能改为选填。',
    '{place}: {by} requires it{basis}, so that it cannot be made optional.',
  ],
  'refine.only.require.suggestion': ['保留必填。', 'Leave it required.'],
  'refine.only.append': [
    '{place}由{by}规定{basis}，只能增加或提高，不能减少或改动。',
    '{place} were set by {by}{basis}: more may be asked, nothing less or else.',
  ],
  'refine.only.append.suggestion': ['保留原有要求，在后面增加本级的要求。', 'Keep what there is and add to it.'],
  'refine.only.widen': [
    '{place}由{by}规定{basis}，只能扩大范围；这样改会有单位不再适用。',
    '{place} was set by {by}{basis} and may only be widened; as it is now, it would no longer hold for some units.',
  ],
  'refine.only.widen.suggestion': [
    '保留原条件，用“或者”加上要扩大到的单位。',
    'Keep the condition and add the further units with "or".',
  ],
  'refine.loosened': [
    '{place}原为“{was}”，不能放宽为“{now}”：由{by}规定{basis}。',
    '{place} is "{was}" and cannot be loosened to "{now}": it was set by {by}{basis}.',
  ],
  'refine.loosened.suggestion': [
    '动作属性只能从严；保留原来的，或改得更严。',
    'Mandates can only be raised: keep it, or make it stricter.',
  ],
  'refine.edge-added': [
    '{place}不能增加：后一项任务何时开始由{by}规定{basis}。',
    '{place} cannot be added: when the later step begins was set by {by}{basis}.',
  ],
  'refine.edge-added.suggestion': [
    '把本级任务挂在“后续任务要等待”的自选动作位置上。',
    'Hang the local step at an extension point whose followers wait.',
  ],
  'refine.edge-removed': [
    '{place}由{by}规定{basis}，不能取消。',
    '{place} was set by {by}{basis} and cannot be taken away.',
  ],
  'refine.edge-removed.suggestion': [
    '恢复这一前后关系；确有特殊情况的，申请变通。',
    'Restore the dependency, or ask for a variance.',
  ],
  'refine.edge-changed': [
    '{place}由{by}规定{basis}，不能改变关系种类。',
    '{place} was set by {by}{basis}: its kind cannot be changed.',
  ],
  'refine.edge-changed.suggestion': [
    '恢复原来的关系；确有特殊情况的，申请变通。',
    'Restore the dependency, or ask for a variance.',
  ],
  'refine.referred': [
    '{place}不能去掉或改变：{keeper}要用到它，而那不是自选内容。',
    '{place} cannot be taken away or changed: {keeper} counts on it and is not free.',
  ],
  'refine.referred.suggestion': [
    '保留它，只调整名称、提示等不影响别处的内容。',
    'Keep it, and change only its title or guidance.',
  ],
  'refine.carried': [
    '{place}不能这样改：一旦跳过，{keeper}也会被跳过，而那不是自选动作。',
    '{place} cannot be changed like this: skipping it would skip {keeper}, which is not free.',
  ],
  'refine.carried.suggestion': [
    '只扩大适用范围，或先取消本级所加的前后关系。',
    'Only widen its condition, or take away the dependency that was added.',
  ],
  'refine.hangs-nowhere': ['“{step}”没有挂在任何自选动作位置上。', '"{step}" hangs at no extension point.'],
  'refine.hangs-nowhere.suggestion': [
    '选择上级留出的一个自选动作位置。',
    'Choose one of the extension points that were left open.',
  ],
  'refine.host-missing': ['“{step}”所挂的位置已经不存在。', 'The place where "{step}" hangs is no longer there.'],
  'refine.host-missing.suggestion': [
    '换一个自选动作位置，或删去这项任务。',
    'Choose another extension point, or remove the step.',
  ],
  'refine.other-phase': [
    '“{step}”和它所挂的位置不在同一板块。',
    '"{step}" is not in the phase of the extension point it hangs at.',
  ],
  'refine.other-phase.suggestion': ['把它移回所挂位置的板块。', 'Move it to the phase of its extension point.'],
  'refine.kind-not-admitted': [
    '“{point}”处不能加“{kind}”类任务（“{step}”），可加：{kinds}。',
    'No step of the kind "{kind}" ("{step}") may hang at "{point}"; admitted: {kinds}.',
  ],
  'refine.kind-not-admitted.suggestion': [
    '改为允许的类型，或换一个位置。',
    'Choose an admitted kind, or another place.',
  ],
  'refine.no-extension-point': [
    '“{point}”处没有留出自选动作位置，不能加“{step}”。',
    'No extension point was left at "{point}" for "{step}".',
  ],
  'refine.no-extension-point.suggestion': ['换一个留出的位置。', 'Choose an extension point that was left open.'],
  'refine.too-many-local': [
    '“{point}”处最多加 {max} 项任务，现在有 {is} 项。',
    'At most {max} local steps may hang at "{point}"; there are {is}.',
  ],
  'refine.too-many-local.suggestion': ['删去或合并本级任务。', 'Remove local steps, or make one of several.'],
  'refine.extension-widened': [
    '{place}由{by}规定{basis}，不能放宽名额、类型或后续等待的规则。',
    '{place} was set by {by}{basis}: it cannot admit more, nor change whether what follows waits.',
  ],
  'refine.extension-widened.suggestion': ['恢复原来的规定，或收紧。', 'Restore it, or narrow it.'],
  'refine.not-an-alternative': [
    '“{step}”：为{category}选的做法不在列出的等效做法之内。',
    '"{step}": what was chosen for {category} is none of its equivalents.',
  ],
  'refine.not-an-alternative.suggestion': [
    '从列出的等效做法中选择，或恢复原做法。',
    'Choose one of those listed, or go back to the original.',
  ],
};

export const refineWords = wordsOf(entries);
