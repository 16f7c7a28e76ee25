/** Words of bringing a file into an open design. */
export const bringInWords = {
  zh: {
    'bring-in.all': '全部修改',
    'bring-in.nothing-new': '与导出时的版本相比，文件没有可以采用的新改动。',
    'bring-in.take': '采用勾选的 {count} 处',
    'bring-in.replace': '整体替换',
    'bring-in.replace.sure': '现有内容全部换成文件里的内容，之后仍可撤销。确定替换？',
    'bring-in.replaced': '已用文件整体替换，可以撤销',
    'bring-in.about.version':
      '这个文件是从第 {number} 版导出的：下面只列文件在那一版上改了什么，这里后来做的修改都保留。',
    'bring-in.about.same-plan':
      '文件没有注明从哪一版导出，或那一版已找不到，所以与现在的方案逐项比较。方案里有、文件里没有的，列为删除；要保留就取消勾选。',
    'bring-in.about.other': '这不是本方案的文件。方案里有、文件里没有的，默认保留；确实不要的再勾选。',
    'bring-in.about.adaptation': '下面只列细化文件在上级方案上改了什么，这里已做的其他细化都保留。',
    'bring-in.about.copy': '下面是您没有保存的修改。草稿中后来的改动都保留；两边都改过的地方没有勾选，请逐项决定。',
    'bring-in.about.rows': '按表格修改；表格里没有的任务不会删除。',
    'bring-in.doubt.clash': '这里后来也改过，默认保留现在的内容。',
    'bring-in.doubt.only-here': '文件里没有这一项，默认保留。',
    'bring-in.locked': '不能采用：{why}',
    'bring-in.needs': '需要一并采用：{what}',
    'bring-in.along.on': '另有 {count} 处离不开的修改已一并勾选。',
    'bring-in.along.off': '另有 {count} 处离不开它的修改已一并取消。',
  },
  en: {
    'bring-in.all': 'All changes',
    'bring-in.nothing-new': 'The file changes nothing of the version it was made from that is not here already.',
    'bring-in.take': 'Take the {count} ticked',
    'bring-in.replace': 'Replace everything',
    'bring-in.replace.sure': 'Everything here becomes what the file says. It can be undone. Replace it?',
    'bring-in.replaced': 'Replaced by the file; this can be undone',
    'bring-in.about.version':
      'This file was made from version {number}: listed is what it changed of that. What was changed here since stays.',
    'bring-in.about.same-plan':
      'The file does not say which version it was made from, or that cannot be found, so it is compared with the design as it is. What the design has and the file lacks is listed as removed; untick what is to stay.',
    'bring-in.about.other':
      'This is a file of another design. What this design has and the file lacks stays, unless it is ticked.',
    'bring-in.about.adaptation':
      'Listed is what the adaptation changed of the design above. Whatever else was adapted here stays.',
    'bring-in.about.copy':
      'These are your unsaved changes. What the draft became since stays; where both sides changed the same place nothing is ticked, and you decide.',
    'bring-in.about.rows': 'Changes by the table; steps that it lacks are not removed.',
    'bring-in.doubt.clash': 'Changed here as well since; what is here stays unless this is ticked.',
    'bring-in.doubt.only-here': 'The file lacks this; it stays unless this is ticked.',
    'bring-in.locked': 'Cannot be taken: {why}',
    'bring-in.needs': 'Needs as well: {what}',
    'bring-in.along.on': 'Ticked along, as it cannot do without: {count}',
    'bring-in.along.off': 'Unticked along, as they cannot do without it: {count}',
  },
};
