// What is wrong with the page as it is laid out now: a list of sentences. PagesInBrowserTest runs it.
(() => {
  const wrong = [];
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) {
    const widest = [...document.body.querySelectorAll('*')]
      .filter(e => e.getBoundingClientRect().right > root.clientWidth + 1 && !e.closest('.wide'))
      .map(e => e.tagName + '.' + e.getAttribute('class')).slice(0, 3);
    wrong.push(`the page is ${root.scrollWidth} px wide in a window of ${root.clientWidth}: ${widest}`);
  }

  // Contrast of text (WCAG 2.1, 1.4.3).
  const rgb = color => {
    const parts = color.match(/[\d.]+/g).map(Number);
    return parts.length === 4 && parts[3] === 0 ? null : parts.slice(0, 3);
  };
  const luminance = color => {
    const [r, g, b] = color.map(c => c / 255)
      .map(c => c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [a, b] = [luminance(one) + 0.05, luminance(other) + 0.05];
    return Math.max(a, b) / Math.min(a, b);
  };
  const background = element => {
    for (let e = element; e; e = e.parentElement) {
      const color = rgb(getComputedStyle(e).backgroundColor);
      if (color) return color;
    }
    return [255, 255, 255];
  };
  const texts = [...document.body.querySelectorAll('*')]
    .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
    .filter(e => e.checkVisibility() && e.getClientRects().length);
  if (!texts.length) wrong.push('the page shows no text');
  for (const e of texts) {
    const style = getComputedStyle(e);
    const color = rgb(e.closest('svg') ? style.fill : style.color);
    const found = contrast(color, background(e));
    if (found < 4.5) wrong.push(`contrast ${found.toFixed(2)} of "${e.textContent.trim().slice(0, 40)}"`);
  }

  // Words in tables are not broken letter by letter; very long ones may be.
  const range = document.createRange();
  for (const cell of document.querySelectorAll('th, td')) {
    const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      for (const word of node.data.matchAll(/(?<=^|\s)[\p{L}\p{N}.,:;()%]{2,16}(?=\s|$)/gu)) {
        range.setStart(node, word.index);
        range.setEnd(node, word.index + word[0].length);
        const lines = new Set([...range.getClientRects()].map(box => Math.round(box.top)));
        if (lines.size > 1) wrong.push(`"${word[0]}" is broken into ${lines.size} lines`);
      }
    }
  }

  // Plots: one of the two drawings, its text large enough, within the drawing, and not overlapping.
  const plots = [...document.querySelectorAll('svg.plot')];
  const seen = plots.filter(svg => svg.checkVisibility());
  if (seen.length * 2 !== plots.length) wrong.push(`${seen.length} of ${plots.length} drawings are shown`);
  for (const svg of seen) {
    const frame = svg.getBoundingClientRect();
    const scale = frame.width / svg.viewBox.baseVal.width;
    const labels = [...svg.querySelectorAll('text')].filter(t => t.textContent.trim());
    const boxes = labels.map(t => t.getBoundingClientRect());
    labels.forEach((label, i) => {
      const size = parseFloat(getComputedStyle(label).fontSize) * scale;
      const box = boxes[i];
      const name = `"${label.textContent.slice(0, 40)}"`;
      if (size < 10) wrong.push(`${name} is ${size.toFixed(1)} px high`);
      if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1
          || box.bottom > frame.bottom + 1) wrong.push(`${name} is cut off by the drawing's edge`);
      for (let j = 0; j < i; j++) {
        const other = boxes[j];
        const across = Math.min(box.right, other.right) - Math.max(box.left, other.left);
        const down = Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top);
        // Boxes have room above and below the letters.
        if (across > 1 && down > 0.35 * box.height) {
          wrong.push(`${name} overlaps "${labels[j].textContent.slice(0, 40)}"`);
        }
      }
    });
  }
  return wrong;
})()
