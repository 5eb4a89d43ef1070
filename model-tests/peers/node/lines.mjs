// Section 2 of PROTOCOL.md: cuts a stream of bytes at line feeds, before any decoding (HF-18).

import { fault } from './fault.mjs';
import { Violation } from './frames.mjs';

const NOTHING = Buffer.alloc(0);
const LF = 10;
const CR = 13;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
let leftover = []; // only for the fault remembers-half-a-line

export class LineReader {
  #begun = fault('remembers-half-a-line') ? leftover : []; // chunks of a line whose end is not there yet
  #begunSize = this.#begun.reduce((size, chunk) => size + chunk.length, 0);
  #rest = NOTHING; // bytes that have not been looked at

  push(chunk) {
    const bytes = fault('decodes-chunks') || fault('decodes-chunks-too') ? Buffer.from(chunk.toString('utf8')) : chunk;
    this.#rest = this.#rest.length ? Buffer.concat([this.#rest, bytes]) : bytes;
  }

  /** The next line without its end, undefined where there is none yet; throws a Violation for one over the limit or not in UTF-8. */
  next(limit) {
    for (let end; (end = this.#rest.indexOf(LF)) >= 0; ) {
      const line = this.#cut(end);
      this.#check(line.length, limit);
      if (line.every((byte) => byte === 0x20 || byte === 0x09 || byte === CR)) continue;
      try {
        return utf8.decode(line);
      } catch {
        throw new Violation('invalid_utf8', 'the line is not UTF-8');
      }
    }
    this.#keep(this.#rest);
    this.#rest = NOTHING;
    const last = this.#begun.at(-1);
    this.#check(this.#begunSize - (last?.at(-1) === CR ? 1 : 0), limit); // a carriage return may belong to the line's end
    return undefined;
  }

  /** Forgets what has not been given out. */
  clear() {
    this.#begun = [];
    this.#begunSize = 0;
    this.#rest = NOTHING;
  }

  #keep(bytes) {
    if (!bytes.length) return;
    this.#begun.push(bytes);
    this.#begunSize += bytes.length;
    if (fault('remembers-half-a-line')) leftover = this.#begun;
  }

  #cut(end) {
    const line = Buffer.concat([...this.#begun, this.#rest.subarray(0, end)]);
    const rest = this.#rest.subarray(end + 1);
    this.clear();
    if (fault('remembers-half-a-line')) leftover = this.#begun;
    this.#rest = rest;
    return line.at(-1) === CR ? line.subarray(0, -1) : line;
  }

  #check(size, limit) {
    if (size > limit && !fault('lines-without-bound')) throw new Violation('frame_too_long', `the line is longer than ${limit} bytes`);
  }
}
