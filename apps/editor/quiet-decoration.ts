import type { Plugin } from 'vite';

/**
 * The component library gives its decorations English names – an icon is “plus”, the arrows of a number field are
 * “Increase Value” – and offers no other words for them. Read aloud they stand in every Chinese button. Here they are
 * made what they are: decoration. An icon that was given a name by whoever placed it keeps it; a number field is
 * changed by its arrow keys, as the browser announces by itself.
 */
const DECORATIONS = [
  {
    file: /@ant-design\/icons\/es\/components\/AntdIcon(Light)?\.js$/,
    from: /role: "img",\s*"aria-label": icon\.name/,
    to: '...(restProps["aria-label"] === undefined ? { "aria-hidden": true } : { role: "img" })',
  },
  {
    file: /@rc-component\/input-number\/es\/StepHandler\.js$/,
    from: /"aria-label": isUpAction \? 'Increase Value' : 'Decrease Value'/,
    to: '"aria-hidden": true',
  },
];

/** Takes the English names off decorations. Fails the build where the library is written otherwise than expected. */
export function quietDecoration(): Plugin {
  return {
    name: 'quiet-decoration',
    transform(code, id) {
      const decoration = DECORATIONS.find(({ file }) => file.test(id.split('?')[0] ?? id));
      if (decoration === undefined) return null;
      if (!decoration.from.test(code)) throw new Error(`${id} gives its decoration another name than expected`);
      return { code: code.replace(decoration.from, decoration.to), map: null };
    },
  };
}
