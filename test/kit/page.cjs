/** What browsers have and jsdom does not, for component specs; elsewhere there is nothing to add. */
if (typeof window !== 'undefined') {
  const { TextDecoder, TextEncoder } = require('node:util');
  class Observer {
    observe() {}
    unobserve() {}
    disconnect() {}
  }
  /** React's scheduler asks for one; Node's own would keep the process alive. */
  class Channel {
    constructor() {
      const port = (other) => ({
        onmessage: null,
        postMessage: (data) => setTimeout(() => this.deliver(other, data), 0),
        close() {},
        addEventListener() {},
        removeEventListener() {},
        start() {},
      });
      this.port1 = port('port2');
      this.port2 = port('port1');
    }
    /** Outside of what a spec does, as in a browser: React need not be told. */
    deliver(other, data) {
      const before = globalThis.IS_REACT_ACT_ENVIRONMENT;
      globalThis.IS_REACT_ACT_ENVIRONMENT = false;
      this[other].onmessage?.({ data });
      globalThis.IS_REACT_ACT_ENVIRONMENT = before;
    }
  }
  const absent = {
    MessageChannel: Channel,
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
  if (!('scrollIntoView' in Element.prototype)) Element.prototype.scrollIntoView = () => {};
  // What jsdom computes over the stylesheets of antd takes seconds and paints nothing: what an element says itself is enough.
  const usual = { display: 'block', visibility: 'visible', opacity: '1', 'pointer-events': 'auto', position: 'static' };
  const length = /^(padding|border|margin|line-height|min-|max-|width|height|top|left)/;
  const valueOf = (element, name) => {
    if (name === 'display' && element.hidden === true) return 'none';
    return element.style?.getPropertyValue(name) || usual[name] || (length.test(name) ? '0px' : '');
  };
  window.getComputedStyle = (element) =>
    new Proxy(
      { getPropertyValue: (name) => valueOf(element, name) },
      {
        get: (own, name) =>
          own[name] ??
          (typeof name === 'string'
            ? valueOf(
                element,
                name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
              )
            : undefined),
      },
    );
  globalThis.IS_REACT_ACT_ENVIRONMENT = true;
}
