/** Most words of most texts; the marks of a page alone ask for two thousand. */
const PLAIN = /^[A-Za-z0-9]+$/;

/**
 * Turns a text into the words that the analyser `titles` makes of it: `Amélie & the “Ocean's” Wall·E` →
 * `['amelie', 'and', 'the', 'oceans', 'wall', 'e']`.
 */
export function wordsOf(text: string): string[] {
  if (PLAIN.test(text)) return [text.toLowerCase()];
  return (
    text
      .toLowerCase()
      .normalize('NFKD')
      .replace(/\p{M}|['’]/gu, '')
      .replaceAll('&', ' and ')
      .replaceAll('½', ' 1/2')
      .replaceAll('ß', 'ss')
      .replaceAll('ø', 'o')
      .replaceAll('æ', 'ae')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

/** Words that say nothing about which film is meant. */
const EMPTY_WORDS = new Set(
  (
    'a an and are as at be been being but by can could did do does for from get gets had has have he her here him his how i ' +
    'if in into is it its just like me my no not of on one or our out she so some somebody someone than that the their them ' +
    'then there they this to too up very was we were what when where which while who whom whose why will with without you your ' +
    'about after all also another any because before even every film films flick movie movies called find looking named ' +
    'picture remember starring story watch good best great'
  ).split(' '),
);

/** The telling words among some; all of them when none is telling ("it", "up"). */
export function tellingWords(words: readonly string[]): string[] {
  const telling = words.filter((word) => !EMPTY_WORDS.has(word));
  return telling.length > 0 ? telling : [...words];
}
