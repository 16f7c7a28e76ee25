/** What browsers have and jsdom does not, for component specs; elsewhere there is nothing to add. */
if (typeof window !== 'undefined') {
  const { TextDecoder, TextEncoder } = require('node:util');
  class Observer {
    observe() {}
    unobserve() {}
    disconnect() {}
  }
  const absent = {
    TextDecoder,
    TextEncoder,
    ResizeObserver: Observer,
    IntersectionObserver: Observer,
    structuredClone: (value) => JSON.parse(JSON.stringify(value)),
    matchMedia: (media) => ({
      matches: false,
      media,
      addEventListener() {},
      removeEventListener() {},
      addListener() {},
      removeListener() {},
    }),
  };
  for (const [name, value] of Object.entries(absent)) if (globalThis[name] === undefined) globalThis[name] = value;
  Element.prototype.scrollIntoView ??= () => {};
  // jsdom computes no styles of pseudo elements and says so aloud each time it is asked.
  const { getComputedStyle } = window;
  window.getComputedStyle = (element) => getComputedStyle.call(window, element);
  globalThis.IS_REACT_ACT_ENVIRONMENT = true;
}
