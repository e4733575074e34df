// What sticks out of the window sideways. In: a page in the browser. Out: a sentence for each element or line of text that cannot be seen
// whole without scrolling the page sideways, on whichever side.

/** Complaints about `page`; none when everything is within the window. What scrolls or is cut inside a box of its own counts as that box. */
export function overflow(page) {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.scrollingElement;
    const found = scrollWidth > clientWidth ? [`${scrollWidth} px wide in a window of ${clientWidth} px`] : [];
    const out = ({ left, right, width }) => width > 0 && (left < -0.5 || right > clientWidth + 0.5);
    const boxed = (element) => {
      for (let box = element.parentElement; box && box !== document.body; box = box.parentElement) {
        const style = getComputedStyle(box);
        if (style.overflowX !== 'visible' || style.clipPath !== 'none') return true;
      }
      return false;
    };
    const shown = (element) => element.checkVisibility({ visibilityProperty: true }) && !element.parentElement?.closest('svg');
    for (const element of document.body.querySelectorAll('*')) {
      if (shown(element) && out(element.getBoundingClientRect()) && !boxed(element)) found.push(`outside the window: ${element.outerHTML.slice(0, 120)}`);
    }
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      const element = text.parentElement;
      if (!text.data.trim() || element.closest('svg, textarea') || !shown(element)) continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      const cut = boxed(element) || getComputedStyle(element).overflowX !== 'visible';
      if (!cut && [...range.getClientRects()].some(out)) found.push(`text outside the window: "${text.data.trim().slice(0, 80)}"`);
    }
    return found.slice(0, 4);
  });
}
