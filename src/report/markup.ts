import {COMMAND_ANYWHERE, COMMAND_LINE} from '../model/inert.ts';

/** Text for XML and HTML, in elements and in quoted attributes. XML 1.0 has no place at all for some characters, escaped or not. */
export function escaped(text: string): string {
  return (
    text
      .replace(/[^\t\n\u0020-\u007E\u00A0-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
      .replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`)
      // A document that is printed in a CI job is a log too.
      .replace(COMMAND_LINE, '$1&#58;')
      .replace(COMMAND_ANYWHERE, '&#35;#')
  );
}

/** The same, with characters that turn text around or hide it made visible; they would make a page lie. */
export function visible(text: string): string {
  const shown = text.replace(
    /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/g,
    (one) => `⟨U+${one.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`,
  );
  return escaped(shown);
}
