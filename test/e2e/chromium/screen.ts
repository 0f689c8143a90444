import type { Page } from 'playwright-core';

/**
 * The texts on a page, read or read out, that hold words in Latin letters; but for what is the same in every language: addresses, a
 * phrase, and `names` (whole words).
 */
export async function latinTexts(page: Page, names: readonly string[]): Promise<readonly string[]> {
  const texts = await page.evaluate(() => {
    const found: string[] = [document.title];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!node.parentElement!.closest('script, style, .address, [translate="no"]')) found.push(node.textContent ?? '');
    }
    for (const element of document.querySelectorAll('[aria-label], [title], [alt], [placeholder]')) {
      for (const name of ['aria-label', 'title', 'alt', 'placeholder']) found.push(element.getAttribute(name) ?? '');
    }
    return found;
  });
  const known = [...names].sort((a, b) => b.length - a.length).map((name) => name.replace(/[.?()[\]\\]/g, String.raw`\$&`));
  const same = new RegExp(`0x[0-9A-Fa-f]+(…[0-9A-Fa-f]+)?|(?<![A-Za-z])(${known.join('|')})(?![A-Za-z])`, 'g');
  return texts.filter((text) => /[A-Za-z]{2}/.test(text.replace(same, ' ')));
}

/** What does not fit: a page wider than its window, text that runs out of a box it stands in, a menu too narrow for its longest entry. */
export function misfits(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const { clientWidth, scrollWidth } = document.documentElement;
    if (scrollWidth > clientWidth) found.push(`the page is ${scrollWidth} px wide, not ${clientWidth}`);
    for (const menu of document.querySelectorAll('select')) {
      const drawn = menu.offsetWidth;
      menu.style.width = 'max-content';
      if (menu.offsetWidth > drawn + 1) found.push(`a menu needs ${menu.offsetWidth} px and has ${drawn}: ${menu.textContent}`);
      menu.style.removeProperty('width');
    }
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!node.textContent?.trim() || node.parentElement!.closest('.spoken, script, style, option, textarea')) continue;
      // What is folded away is not on the screen.
      const folded = node.parentElement!.closest('details:not([open])');
      if (folded && !node.parentElement!.closest('summary')) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const text = range.getBoundingClientRect();
      for (let box = node.parentElement; box; box = box.parentElement) {
        const style = getComputedStyle(box);
        if (style.display === 'inline' || style.display === 'contents' || box === document.documentElement) continue;
        const { left, right, top, bottom } = box.getBoundingClientRect();
        const cut = style.overflowY !== 'visible' && box !== document.body && (text.top < top - 2 || text.bottom > bottom + 2);
        if (text.left < left - 1 || text.right > right + 1 || cut)
          found.push(`"${node.textContent}" runs out of ${box.tagName.toLowerCase()}.${box.className}`);
      }
    }
    return found;
  });
}
