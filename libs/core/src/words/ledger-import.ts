/** What can be wrong with a ledger in Excel that is to be imported, and the few words of the file itself. */
export const ledgerImportWords = {
  zh: {
    'ledger-import.no-ledger': '看不出这是问题整改台账：找不到“问题”等表头。第一行为：{found}',
    'ledger-import.rows-differ': '同一问题的各行写法不一：“{value}”与第 {row} 行的“{other}”不同。',
    'ledger-import.formula-error': '公式出错（{value}），请改为填写内容。',
    'ledger-import.word-unknown': '“{value}”无法识别，可填：{known}。',
    'ledger-import.word-missing': '没有填写，可填：{known}。',
    'ledger-import.unit-missing': '没有写明是哪个单位的问题：请加“问题单位”列，或在导入时指定单位。',
    'ledger-import.unit-unknown': '没有单位“{value}”，或不在您的范围内；可填单位名称或编码。',
    'ledger-import.unit-ambiguous': '有几个单位都叫“{value}”，请改填单位编码。',
    'ledger-import.out-of-reach': '“{value}”不在您可以填报的范围内。',
    'ledger-import.already-there': '该单位已有问题“{value}”，没有重复录入。要修改它，请在导出的台账上改。',
    'ledger-import.problem-unknown': '没有这一行所指的问题，或不在您的范围内。请从系统重新导出台账。',
    'ledger-import.version-unknown': '认不出这一行是何时导出的（隐藏列被改动）。请从系统重新导出台账。',
    'ledger-import.changed-meanwhile': '导出之后系统中已改为“{value}”，与文件中的改动冲突。请从系统重新导出台账。',
    'ledger-import.measure-twice': '这条措施出现了两次（复制行时带上了隐藏列）。新增措施请插入空行填写。',
    'ledger-import.not-here': '“{value}”与系统中的不同，这一列不能通过台账修改。',
    'ledger-import.cannot-empty': '系统中已有内容，不能通过台账清空。',
    'ledger-import.status-not-by-file':
      '状态不能通过台账改为“{value}”：销号须在系统中申请，由他人核验。先删去这一格即可导入。',
    'ledger-import.done-in-future': '完成日期“{value}”在今天之后。',
    'ledger-import.done-on': '台账所填完成日期：{day}',
    'ledger-import.reason': '按 Excel 台账修改',
    'ledger.export-too-large': '符合条件的问题有 {count} 个，超过一次导出的上限 {most} 个，请按单位或类别分次导出。',
  },
  en: {
    'ledger-import.no-ledger':
      'This is no rectification ledger: no heading “Problem” was found. The first line is: {found}',
    'ledger-import.rows-differ': 'Rows of one problem say different things: “{value}” here, “{other}” in row {row}.',
    'ledger-import.formula-error': 'The formula failed ({value}); write its value instead.',
    'ledger-import.word-unknown': '“{value}” is not recognised; it may be: {known}.',
    'ledger-import.word-missing': 'Nothing is written here; it may be: {known}.',
    'ledger-import.unit-missing':
      'It is not said whose problem this is: add a column “Unit”, or name a unit when importing.',
    'ledger-import.unit-unknown': 'There is no unit “{value}”, or it is outside your scope; write its name or code.',
    'ledger-import.unit-ambiguous': 'Several units are called “{value}”; write the code.',
    'ledger-import.out-of-reach': '“{value}” is outside what you may file for.',
    'ledger-import.already-there':
      'The unit has a problem “{value}” already; it was not entered twice. To change it, edit an exported ledger.',
    'ledger-import.problem-unknown':
      'The problem this row belongs to is not there, or outside your scope. Export the ledger again.',
    'ledger-import.version-unknown':
      'It cannot be told when this row was exported (the hidden columns were changed). Export the ledger again.',
    'ledger-import.changed-meanwhile':
      'Since the export this was changed to “{value}”, which conflicts with the change in the file. Export the ledger again.',
    'ledger-import.measure-twice':
      'This measure is there twice (the hidden columns were copied with the row). For a new measure insert an empty row.',
    'ledger-import.not-here': '“{value}” differs from what is recorded; this column cannot be changed by a ledger.',
    'ledger-import.cannot-empty': 'Something is recorded here; a ledger cannot empty it.',
    'ledger-import.status-not-by-file':
      'The status cannot be changed to “{value}” by a ledger: close-out is asked for in the system and verified by somebody else. Empty this cell to import.',
    'ledger-import.done-in-future': 'The day it was done, “{value}”, is in the future.',
    'ledger-import.done-on': 'Done on {day}, says the ledger',
    'ledger-import.reason': 'Changed by a ledger in Excel',
    'ledger.export-too-large':
      '{count} problems fit, more than the {most} of one export; export them by unit or class.',
  },
};
