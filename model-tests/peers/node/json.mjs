// JSON as section 3 of PROTOCOL.md wants it. JSON.parse hides a field that stands there twice and how a number is spelt, and a plain
// object reorders its fields; so objects are Maps here, and a number that JavaScript would change is a Numeral.

import { fault } from './fault.mjs';

const MAX_DEPTH = 500;
const MAX_NUMBER = 1000;
const TOKEN = /[ \t\r\n]*(?:([{}[\]:,])|(")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)|(true|false|null)|($))/y;
const WORDS = { true: true, false: false, null: null };

/** A number that keeps its spelling, because a JavaScript number would lose it: 12.0, 1e400, 2^63 - 1. */
export class Numeral {
  constructor(spelling) {
    this.spelling = spelling;
  }
}

/** The first fault of a text, with the code that section 9 gives it. */
export class JsonFault extends Error {
  constructor(code, detail) {
    super(detail);
    this.code = code;
  }
}

const invalid = (detail) => new JsonFault('invalid_json', detail);

/** Reads one JSON value, from left to right; throws a JsonFault. A driver lets texts pass that are not Unicode: to see that they fail. */
export function parseJson(text, { anyText = false } = {}) {
  const reader = new Reader(text, anyText);
  reader.next();
  const root = reader.value(0);
  if (!reader.is('end')) throw invalid(`something after the value, before character ${reader.at}`);
  return root;
}

class Reader {
  at = 0; // behind the present token
  #text;
  #token;
  #anyText;

  constructor(text, anyText) {
    this.#text = text;
    this.#anyText = anyText;
  }

  next() {
    TOKEN.lastIndex = this.at;
    const found = TOKEN.exec(this.#text);
    if (!found) throw invalid(`no JSON at character ${this.at}`);
    this.at = TOKEN.lastIndex;
    const [, mark, quote, number, word] = found;
    this.#token = { kind: mark ?? (quote ? 'string' : number ? 'number' : word ? 'word' : 'end'), text: number ?? word };
  }

  is(kind) {
    return this.#token.kind === kind;
  }

  value(depth) {
    switch (this.#token.kind) {
      case '{':
      case '[':
        if (depth === MAX_DEPTH + Number(fault('a-level-too-many'))) throw invalid(`more than ${MAX_DEPTH} levels`);
        return this.is('{') ? this.#object(depth + 1) : this.#array(depth + 1);
      case 'string':
        return this.#then(this.#string());
      case 'number':
        return this.#then(this.#number(this.#token.text));
      case 'word':
        return this.#then(WORDS[this.#token.text]);
      default:
        throw invalid(`no value before character ${this.at}`);
    }
  }

  #then(value) {
    this.next();
    return value;
  }

  #object(depth) {
    const fields = new Map();
    this.#items('}', () => {
      if (!this.is('string')) throw invalid(`no name before character ${this.at}`);
      const name = this.#string();
      if (fields.has(name) && !fault('last-of-two-fields')) throw new JsonFault('duplicate_field', `${name} stands there twice`);
      this.next();
      this.#expect(':');
      fields.set(name, this.value(depth));
    });
    return fields;
  }

  #array(depth) {
    const items = [];
    this.#items(']', () => items.push(this.value(depth)));
    return items;
  }

  #items(end, read) {
    this.next();
    if (!this.is(end)) {
      read();
      while (this.is(',')) {
        this.next();
        read();
      }
    }
    this.#expect(end);
  }

  #expect(mark) {
    if (!this.is(mark)) throw invalid(`no ${mark} before character ${this.at}`);
    this.next();
  }

  /** The text whose opening quote is the present token; JSON.parse knows the escapes, and what may not stand there. */
  #string() {
    const start = this.at - 1;
    do {
      this.at = this.#text.indexOf('"', this.at) + 1;
      if (!this.at) throw invalid('a text without its end');
    } while (this.#isEscaped(this.at - 1));
    let value;
    try {
      value = JSON.parse(unpaired(this.#text.slice(start, this.at)));
      if (fault('low-half-is-replaced')) value = value.replace(/\p{Surrogate}/gu, (half) => (half >= '\udc00' ? '\ufffd' : half));
    } catch {
      throw invalid(`no text before character ${this.at}`);
    }
    if (!this.#anyText && !value.isWellFormed()) throw invalid('an unpaired surrogate');
    return value;
  }

  #isEscaped(index) {
    let backslashes = 0;
    while (this.#text[index - 1 - backslashes] === '\\') backslashes++;
    return backslashes % 2 === 1;
  }

  #number(spelling) {
    if (spelling.length > MAX_NUMBER + Number(fault('a-digit-too-many'))) throw invalid(`a number of more than ${MAX_NUMBER} characters`);
    return String(Number(spelling)) === spelling ? Number(spelling) : new Numeral(spelling);
  }
}

/** Each half of a pair for itself, which is no character; only a fault reads so. */
function unpaired(text) {
  return fault('halves-of-a-pair-are-two') ? text.replace(/\\ud[89a-f][0-9a-f]{2}/gi, '\\ufffd') : text;
}

/** Writes a value on one line: what parseJson gives, and plain objects, whose undefined fields are left out. */
export function formatJson(value) {
  if (value instanceof Numeral) return fault('numbers-are-doubles') ? JSON.stringify(Number(value.spelling)) : value.spelling;
  if (Array.isArray(value)) return `[${value.map(formatJson).join()}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const fields = [...(value instanceof Map ? value : Object.entries(value))].filter(([, field]) => field !== undefined);
  if (fault('sorts-fields')) fields.sort();
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${formatJson(field)}`).join()}}`;
}
