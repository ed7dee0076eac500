import {isSecretName, isSecretValue} from '../names/secret-values.ts';
import {edited, isMasked} from './tools.ts';
import type {Edit, Tools} from './tools.ts';

/** One tag: its name, what is in it, and where it begins and ends. */
interface Tag {
  readonly name: string;
  readonly isEnd: boolean;
  readonly attributes: readonly Attribute[];
  readonly start: number;
  readonly end: number;
}

interface Attribute {
  readonly name: string;
  readonly value: string;
  readonly start: number;
}

const TAG =
  /<(\/?)([A-Za-z_][\w:.-]{0,199})((?:\s{1,80}|[\w:.-]{1,200}\s{0,8}=\s{0,8}(?:"[^"<]{0,20000}"|'[^'<]{0,20000}'))*)\s{0,80}\/?>/g;
const ATTRIBUTE = /([\w:.-]{1,200})\s{0,8}=\s{0,8}(["'])((?:(?!\2)[^<])*)\2/g;
/** Attributes and elements that name what stands beside them. */
const NAMING = /^(?:name|key|id|property|param-name|propertyname)$/i;
const VALUE = /^(?:value|val|string|param-value|content|data|propertyvalue)$/i;

/** Elements and attributes of XML with a secret name, also where another attribute or element names them. Its comments too. */
export function hiddenInXml(text: string, tools: Tools): string {
  if (!/<[A-Za-z_/]/.test(text)) return text;
  const tags = [...text.matchAll(TAG)].map((match): Tag => {
    const [all, slash = '', name = '', inside = ''] = match;
    const inner = match.index + 1 + slash.length + name.length;
    const attributes = [...inside.matchAll(ATTRIBUTE)].map((one): Attribute => {
      const [whole, own = '', , value = ''] = one;
      return {name: own, value, start: inner + one.index + whole.length - value.length - 1};
    });
    return {name, isEnd: slash !== '', attributes, start: match.index, end: match.index + all.length};
  });
  const edits: Edit[] = [];
  let named = '';
  tags.forEach((tag, at) => {
    const next = tags[at + 1];
    edits.push(...attributeEdits(tag, tools));
    if (tag.isEnd) return;
    const content = contentOf(text, tag, next);
    const own = tag.attributes.find(({name}) => NAMING.test(name))?.value;
    const local = localName(tag.name);
    const name = own !== undefined && isSecretName(own) ? own : VALUE.test(local) && named !== '' ? named : local;
    if (content.value.trim() !== '' && (isSecretValue(name, content.value) || (name === named && named !== '')))
      edits.push(...contentEdit(content, tools));
    if (NAMING.test(local)) named = isSecretName(content.value.trim()) ? content.value.trim() : '';
    else if (!VALUE.test(local)) named = '';
  });
  return edited(text, edits);
}

const localName = (name: string): string => name.slice(name.lastIndexOf(':') + 1);

function attributeEdits({attributes}: Tag, {mask, inner}: Tools): Edit[] {
  const name = attributes.find((one) => NAMING.test(one.name) && isSecretName(one.value))?.value;
  return attributes.flatMap((one) => {
    const end = one.start + one.value.length;
    if (isMasked(one.value)) return [];
    const isSecret =
      isSecretValue(localName(one.name), one.value) && !(NAMING.test(one.name) && /^keys?$/i.test(one.name));
    if (isSecret || (name !== undefined && VALUE.test(one.name) && isSecretValue(name, one.value)))
      return [{start: one.start, end, text: mask(unescaped(one.value))}];
    const plain = unescaped(one.value);
    const safe = plain.length < 8 ? plain : inner(plain);
    return safe === plain ? [] : [{start: one.start, end, text: escaped(safe)}];
  });
}

interface Content {
  readonly value: string;
  readonly start: number;
}

/** The text behind a tag, up to the next one; of CDATA what is in it. */
function contentOf(text: string, {end}: Tag, next: Tag | undefined): Content {
  const cdata = /^\s{0,80}<!\[CDATA\[/.exec(text.slice(end, end + 100))?.[0].length;
  if (cdata !== undefined) {
    const close = text.indexOf(']]>', end);
    return {value: text.slice(end + cdata, close < 0 ? text.length : close), start: end + cdata};
  }
  return {value: text.slice(end, next?.start ?? text.length), start: end};
}

function contentEdit({value, start}: Content, {mask}: Tools): Edit[] {
  const lead = value.length - value.trimStart().length;
  const bare = value.trim();
  return isMasked(bare) ? [] : [{start: start + lead, end: start + lead + bare.length, text: mask(unescaped(bare))}];
}

const ENTITIES: Readonly<Record<string, string>> = {amp: '&', lt: '<', gt: '>', quot: '"', apos: "'"};

function unescaped(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|apos);/g, (_all, name: string) => ENTITIES[name] ?? '');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
