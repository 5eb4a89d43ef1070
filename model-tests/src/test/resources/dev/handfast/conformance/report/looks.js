// What ReportPageTest asks of a page: each function returns what is wrong with it.
globalThis.looks = (() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const numbers = (color) => color.match(/[\d.]+/g).map(Number);
  const name = (element) => `${element.tagName}.${element.getAttribute('class') ?? ''}`;

  const brightness = (color) => {
    const [r, g, b] = numbers(color)
      .slice(0, 3)
      .map((part) => part / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };

  // WCAG 2: 1 where both are the same, 21 for black on white.
  const contrast = (one, other) => {
    const [dark, bright] = [brightness(one), brightness(other)].sort((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05);
  };

  const isSeen = (color) => (numbers(color)[3] ?? 1) > 0;

  const background = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const color = getComputedStyle(at).backgroundColor;
      if (isSeen(color)) return color;
    }
    return 'rgb(255, 255, 255)';
  };

  // Behind a text in a picture may be the page, or any box of the picture.
  const backgrounds = (element) => {
    const picture = element.closest('svg');
    const boxes = picture ? [...picture.querySelectorAll('rect')] : [];
    return [background(element), ...boxes.map((box) => getComputedStyle(box).fill)];
  };

  const faint = () => {
    const wrong = new Set();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const element = walker.currentNode.parentElement;
      if (!walker.currentNode.data.trim()) continue;
      const style = getComputedStyle(element);
      const color = element.closest('svg') ? style.fill : style.color;
      for (const behind of backgrounds(element)) {
        if (contrast(color, behind) < 4.5) wrong.add(`${name(element)}: ${color} on ${behind}`);
      }
    }
    return [...wrong];
  };

  const open = (isOpen) => all('details').forEach((each) => (each.open = isOpen));

  // Of the cases of a group those after the first twenty look like them.
  const unfold = () => {
    all('.cases li:nth-child(n + 21)').forEach((each) => each.remove());
    open(true);
  };

  const wide = () => {
    const width = document.documentElement.clientWidth;
    return document.documentElement.scrollWidth <= width
      ? []
      : all('body *')
          .filter((each) => each.getBoundingClientRect().right > width + 1 && !each.closest('.scroll, pre'))
          .map(name);
  };

  const dead = () =>
    all('a')
      .map((link) => link.getAttribute('href'))
      .filter((href) => !href.startsWith('#') || !document.getElementById(href.slice(1)));

  // Follows each link that leads into something closed.
  const hidden = () =>
    all('#rules a, .group a').filter((link) => {
      open(false);
      link.click();
      const box = document.querySelector(link.getAttribute('href')).getBoundingClientRect();
      return box.height === 0 || box.bottom < 0 || box.top > innerHeight;
    }).map((link) => link.textContent);

  const unnamed = () => {
    const levels = all('h1, h2, h3').map((heading) => Number(heading.tagName[1]));
    return [
      ...levels.filter((level, i) => level > (levels[i - 1] ?? 0) + 1).map((level) => `h${level} after a gap`),
      ...all('[tabindex="0"], svg, nav').filter((each) => !each.getAttribute('aria-label')).map(name),
    ];
  };

  return { faint, wide, dead, hidden, unnamed, unfold };
})();
