// One connection: bytes become frames, frames become bytes. It decides nothing; what a frame means is for its owner, a client or a session.

import { fault } from './fault.mjs';
import { Violation, readFrame } from './frames.mjs';
import { LineReader } from './lines.mjs';
import { after } from './timer.mjs';

const MAX_CONTROLS = 64; // control frames that may wait: a peer that pings and never reads is not read either

export class Link {
  heard = performance.now(); // when the last bytes came
  limit; // the size of a line, as the state of the handshake allows it
  #socket;
  #owner; // received(frame), violated(violation), written(message), lost(detail)
  #lines = new LineReader();
  #stopped = false;
  #over = false;
  #controls = []; // lines
  #messages = []; // objects with a line
  #writing; // the one of them that the socket has
  #refusedAtOnce = false;
  #scheduled = false;
  #ending = false;
  #ticking;

  constructor(socket, limit, owner) {
    this.#socket = socket;
    this.limit = limit;
    this.#owner = owner;
    socket.on('data', (chunk) => {
      this.heard = performance.now();
      this.#lines.push(chunk);
      this.#read();
    });
    socket.on('end', () => this.#lost('the peer ended the connection'));
    socket.on('error', (error) => this.#lost(error.message));
    socket.on('close', () => this.#lost('the connection broke'));
  }

  // Reading

  /** From now on no frame is taken, not even from bytes at hand. */
  stopReading() {
    this.#stopped = true;
    this.#socket.pause();
  }

  goOnReading() {
    this.#stopped = false;
    this.#read();
  }

  /** Loses what was received and not yet taken; only faults do that. */
  forgetReceived() {
    this.#lines.clear();
  }

  /** Calls back when the next chunk was read and its frames were taken; only a fault needs it. */
  afterNextChunk(callback) {
    this.#socket.once('data', callback);
  }

  #read() {
    let frame;
    try {
      while (!this.#over && this.#mayRead()) {
        const line = this.#lines.next(this.limit);
        if (line === undefined) break;
        frame = undefined;
        frame = readFrame(line);
        this.#owner.received(frame);
      }
    } catch (error) {
      if (!(error instanceof Violation)) throw error;
      if (error.code === 'invalid_json' && (fault('skips-malformed-lines') || fault('skips-malformed-frames'))) return this.#read();
      error.requestId ??= frame?.id;
      this.#owner.violated(error);
    }
    if (this.#over) return;
    if (this.#mayRead()) {
      if (this.#socket.isPaused()) this.heard = performance.now(); // time in which we did not read is not the peer's silence
      this.#socket.resume();
    } else {
      this.#socket.pause();
    }
  }

  #mayRead() {
    if (fault('deaf-while-it-writes') && this.#writing) return false;
    return !this.#stopped && this.#controls.length < MAX_CONTROLS;
  }

  #lost(detail) {
    if (!this.#over) this.#owner.lost(detail);
  }

  // Writing

  /** Writes a control frame, before the messages that wait. */
  control(line) {
    this.#controls.push(line);
    this.#schedule();
  }

  /** Writes a message behind the others. */
  transmit(message) {
    this.#messages.push(message);
    this.#schedule();
  }

  /** Takes a message back that the socket does not have yet. */
  takeBack(message) {
    this.#messages = this.#messages.filter((other) => other !== message);
  }

  /** Whether the socket has the message: some of its bytes may have left. */
  isWriting(message) {
    return this.#writing === message;
  }

  /** Ends our direction, behind the control frames that wait. */
  halfClose() {
    this.#ending = true;
    this.#schedule();
  }

  /** Closes both directions; the control frames, this last one among them, are written as far as the socket takes them at once. */
  hangUp(lastLine) {
    if (this.#over) return;
    this.#over = true;
    clearTimeout(this.#ticking);
    if (!this.#socket.writableEnded) {
      for (const line of lastLine ? [...this.#controls, lastLine] : this.#controls) this.#socket.write(`${line}\n`);
    }
    this.#socket.destroy();
  }

  /**
   * Whether the kernel has taken bytes of this message, which was not written to its end. Where the socket cannot tell, it may have.
   * The public surface of a socket does not tell what libuv still has; its handle does.
   */
  hasBegun(message) {
    if (!this.isWriting(message) || this.#refusedAtOnce) return false;
    return (this.#socket._handle?.writeQueueSize ?? 0) < Buffer.byteLength(message.line) + 1;
  }

  // A whole turn of the event loop later: what the peer had said is then read, and its end known, before anything is written. A write
  // that fails takes the socket away from us, with all that was not read.
  #schedule() {
    if (this.#scheduled || this.#writing) return;
    this.#scheduled = true;
    setImmediate(() => setImmediate(() => {
      this.#scheduled = false;
      this.#write();
    }));
  }

  // One at a time, so that what waits can still be taken back.
  #write() {
    if (this.#over) return;
    const next = this.#controls.shift() ?? this.#messages.shift();
    if (next === undefined) {
      if (this.#ending) this.#socket.end();
      return;
    }
    this.#writing = next;
    if (!this.#mayRead()) this.#socket.pause();
    this.#socket.write(`${next.line ?? next}\n`, (error) => {
      if (error || this.#over) return;
      this.#writing = undefined;
      if (next.line) this.#owner.written(next);
      if (this.#socket.isPaused()) this.#read();
      this.#write();
    });
    this.#refusedAtOnce = this.#socket.errored !== null;
  }

  // Keep-alive

  /** Pings in each interval; calls silent where nothing was heard for the limit (HF-21). */
  keepAlive({ pingIntervalMs, silenceLimitMs }, ping, silent) {
    const tick = () => {
      if (performance.now() - this.heard >= silenceLimitMs) {
        if (!fault('bears-silence')) return silent();
        this.heard = performance.now();
      }
      ping();
      arm();
    };
    const arm = () => {
      const untilSilence = Math.ceil(this.heard + silenceLimitMs - performance.now());
      this.#ticking = after(Math.max(1, Math.min(pingIntervalMs, untilSilence)), tick);
    };
    arm();
  }

  endKeepAlive() {
    clearTimeout(this.#ticking);
  }
}
