// Messages on their way out: encoding, and the bound on what is accepted and not yet written. Used by both roles.

import { fault } from './fault.mjs';
import { Violation, readFrame } from './frames.mjs';
import { formatJson } from './json.mjs';

export const LIMITS = {
  earlyLineLimit: 262_144,
  lineLimit: 8_388_608,
  queueMessages: 1_024,
  queueBytes: 16_777_216,
};

/** A call that failed, with nothing accepted: its cause is `full`, `closing`, the cause of the connection's end, or what is invalid. */
export class Refused extends Error {
  constructor(cause, code) {
    super(`refused: ${cause}`);
    this.cause = cause;
    this.code = code;
  }
}

/** Gives the frames of one side their envelope. */
export class Stamp {
  #prefix;
  #count = 0;

  constructor(prefix) {
    this.#prefix = prefix;
  }

  /** A frame of these fields, as an id and a line. */
  frame(type, fields = {}) {
    const id = `${this.#prefix}-${++this.#count}`;
    const timestamp = fault('timestamp-in-seconds') ? Math.floor(Date.now() / 1000) : Date.now();
    return { id, line: formatJson(new Map([['id', id], ['type', type], ['timestamp', timestamp], ...entries(fields)])) };
  }

  /** The same for a program's message: what we would not take from a peer, we do not send (HF-24). */
  message(type, fields, lineLimit) {
    const frame = this.frame(type, fields);
    try {
      readFrame(frame.line);
    } catch (error) {
      if (!(error instanceof Violation)) throw error;
      throw new Refused(`invalid: ${error.message}`);
    }
    if (Buffer.byteLength(frame.line) > lineLimit) throw new Refused('full');
    return { ...frame, type };
  }
}

function entries(fields) {
  return [...(fields instanceof Map ? fields : Object.entries(fields))].filter(([name]) => name !== 'type');
}

/** What was accepted and is not yet written, in order; bounded (HF-11). */
export class Outbox {
  #messages = new Set();
  #bytes = 0;
  #limits;

  constructor(limits) {
    this.#limits = limits;
  }

  get isEmpty() {
    return this.#messages.size === 0;
  }

  [Symbol.iterator]() {
    return this.#messages.values();
  }

  has(message) {
    return this.#messages.has(message);
  }

  add(message) {
    this.#messages.add(message);
    this.#bytes += sizeOf(message);
  }

  /** Whether it was there. */
  remove(message) {
    if (!this.#messages.delete(message)) return false;
    this.#bytes -= sizeOf(message);
    return true;
  }

  /** The oldest of the messages that may be dropped whose places this one needs; none where it fits, undefined where all are not enough. */
  roomFor(message, mayBeDropped) {
    if (fault('queue-without-bound')) return [];
    const dropped = [];
    let places = this.#limits.queueMessages - this.#messages.size - 1;
    let bytes = this.#limits.queueBytes - this.#bytes - sizeOf(message);
    for (const other of this.#messages) {
      if (places >= 0 && bytes >= 0) break;
      if (!mayBeDropped(other)) continue;
      dropped.push(other);
      places++;
      bytes += sizeOf(other);
    }
    return places >= 0 && bytes >= 0 ? dropped : undefined;
  }
}

const sizeOf = (message) => Buffer.byteLength(message.line) + 1;
