// An orchestrator: listens, and keeps the register of its workers.

import { EventEmitter } from 'node:events';
import { createServer } from 'node:net';
import { fault } from './fault.mjs';
import { LIMITS, Refused } from './outbox.mjs';
import { Session } from './session.mjs';
import { listenAt } from './socket-path.mjs';

const ORDERS = ['cancel', 'inject_context'];
const CLOSE_DEADLINE_MS = 3_000;
const DEFAULTS = {
  ...LIMITS, handshakeTimeoutMs: 10_000, pingIntervalMs: 30_000, silenceLimitMs: 60_000, connections: 16_384, strangers: 1_024,
  onDuplicate: 'reject', verdict: 'accept',
};

/**
 * One orchestrator at one socket path.
 *
 * Events: `handshake` (childId) where the verdict is `ask`; `joined` (childId); `received` and `asked` (childId, frame); `outcome` (tag,
 * childId, {outcome, cause?, code?}) once for each message that was sent with a tag; `left` (childId, {cause, code?}); `stopped`, last.
 *
 * Node cannot ask the system who a peer is (HF-31): the mode of the socket, 0600, keeps other users out.
 */
export class HandfastServer extends EventEmitter {
  counted = 0; // frames that were ignored and counted
  #settings;
  #listener = createServer({ allowHalfOpen: true }, (socket) => this.#accepted(socket));
  #sessions = new Set();
  #workers = new Map(); // registered ones by childId, oldest session first
  #gone = new Set(); // only for the fault dead-workers-are-written
  #removeFile = () => {};
  #stopping = false;

  /** Settings: socket, onDuplicate (`reject` or `replace`), verdict (`accept`, `reject` or `ask`), and those of section 7. */
  constructor(settings) {
    super();
    this.#settings = { ...DEFAULTS, ...settings };
  }

  /** Resolves when workers can connect; rejects where the path is not free. */
  async listen() {
    this.#removeFile = await listenAt(this.#listener, this.#settings.socket);
  }

  /** The childIds of those who are registered, oldest session first. */
  get workers() {
    return [...this.#workers.values()].filter((session) => !session.isEnding).map((session) => session.childId);
  }

  /** Decides about a handshake that the event `handshake` told. */
  decide(childId, accept) {
    const session = [...this.#sessions].find((other) => other.state === 'Authorizing' && other.childId === childId);
    if (!session) throw new Error(`no handshake of ${childId} waits`);
    if (accept) session.accept();
    else session.refuse('refused by the program');
  }

  /** Sends a cancel or a context to a worker; throws Refused. */
  send(childId, message, tag) {
    const fields = message instanceof Map ? message : new Map(Object.entries(message));
    if (!ORDERS.includes(fields.get('type'))) throw new Refused(`invalid: ${fields.get('type')} is no order`);
    if (fault('dead-workers-are-written') && this.#gone.has(childId)) return this.emit('outcome', tag, childId, { outcome: 'written' });
    this.#worker(childId).send(fields.get('type'), fields, tag);
  }

  /** Answers a request of a worker; throws Refused. */
  reply(childId, requestId, result, tag) {
    this.#worker(childId).reply(requestId, result, tag);
  }

  /** Takes no more workers, and closes the sessions (HF-12, HF-33). */
  stop(deadlineMs = CLOSE_DEADLINE_MS) {
    if (this.#stopping) return;
    this.#stopping = true;
    this.#removeFile();
    this.#listener.close();
    const sessions = [...this.#sessions];
    if (sessions.length === 0) this.emit('stopped');
    for (const session of sessions) session.close(deadlineMs);
  }

  #worker(childId) {
    const session = this.#workers.get(childId);
    if (!session) throw new Refused('not registered');
    return session;
  }

  #accepted(socket) {
    if (this.#stopping) return socket.destroy();
    const session = new Session(socket, this.#settings, {
      emit: (...event) => this.emit(...event),
      count: () => void this.counted++,
      wanted: (session) => this.#wanted(session),
      claim: (session) => this.#claim(session),
      release: (session) => this.#release(session),
    });
    this.#sessions.add(session);
    this.#turnAway(session);
  }

  /** Where there are too many: the stranger who has been silent for longest, or the new one. */
  #turnAway(session) {
    if (this.#sessions.size > this.#settings.connections) return session.refuse('too many connections');
    const strangers = [...this.#sessions].filter((other) => other.isStranger);
    if (strangers.length <= this.#settings.strangers) return;
    const silent = strangers.filter((other) => !other.hasSpoken).sort((one, other) => one.heard - other.heard);
    (silent[0] ?? session).refuse('too many connections without a handshake');
  }

  #wanted(session) {
    this.#sessions.delete(session);
    this.#sessions.add(session); // who waits for a verdict stands in the order of the handshakes
    if (fault('joins-before-the-ack')) this.#workers.set(session.childId, session);
    if (this.#settings.verdict === 'accept') session.accept();
    else if (this.#settings.verdict === 'reject') session.refuse('refused by the program');
    else this.emit('handshake', session.childId);
  }

  /** Whether the session gets its childId (HF-15). */
  #claim(session) {
    const { childId } = session;
    const holder = this.#workers.get(childId);
    if (holder && holder !== session && !fault('duplicates-are-welcome')) {
      if (this.#settings.onDuplicate === 'reject') {
        session.refuse(`${childId} is taken`);
        return false;
      }
      holder.supersede();
    }
    this.#workers.set(childId, session);
    return true;
  }

  #release(session) {
    this.#sessions.delete(session);
    const { childId } = session;
    if (this.#workers.get(childId) === session) {
      this.#workers.delete(childId);
      this.#gone.add(childId);
    }
    if (fault('old-end-takes-the-new')) setImmediate(() => this.#workers.delete(childId));
    if (this.#stopping && this.#sessions.size === 0) this.emit('stopped');
  }
}
