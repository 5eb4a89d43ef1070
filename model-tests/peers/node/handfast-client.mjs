// A worker's side of a connection: section 6.1 of PROTOCOL.md, with the table of section 10.1.

import { EventEmitter } from 'node:events';
import { connect } from 'node:net';
import { fault } from './fault.mjs';
import { Violation, WORKER_SENDS, isKnown } from './frames.mjs';
import { Link } from './link.mjs';
import { LIMITS, Outbox, Refused, Stamp } from './outbox.mjs';
import { checkPath } from './socket-path.mjs';
import { after } from './timer.mjs';

const REPORTS = ['status_update', 'log', 'task_complete', 'task_error'];
const WORTH_ANOTHER_TRY = ['ENOENT', 'ECONNREFUSED', 'EAGAIN'];
const FIRST_PAUSE_MS = 10;
const LONGEST_PAUSE_MS = 250;
const REQUEST_TIMEOUT_MS = 300_000;
const CLOSE_DEADLINE_MS = 3_000;
const DEFAULTS = {
  ...LIMITS, handshakeTimeoutMs: 10_000, pingIntervalMs: 30_000, silenceLimitMs: 60_000, whenFull: 'fail',
};

let acceptedOnce = false; // only for the fault remembers-ready

/**
 * One worker, for one connection. Messages may be sent from the moment it is made; those from before the ack wait for it.
 *
 * Events: `ready`; `outcome` (tag, {outcome, cause?, code?}) once for each message; `response` (tag, {result} or {ended, code?}) once for
 * each request; `received` (frame) for a cancel or a context; `closed` ({cause, code?, unwritten: tags}), last of all.
 */
export class HandfastClient extends EventEmitter {
  state = 'Idle';
  counted = 0; // frames that were ignored and counted
  #settings;
  #stamp = new Stamp('m');
  #outbox;
  #waiting = []; // what is to be written behind the ack
  #requests = new Map(); // open ones: by id, their message and time-out
  #handshake; // the id of ours
  #socket;
  #link;
  #end; // {cause, code?}
  #handshakeDeadline;
  #closeDeadline;
  #retry;
  #opensWithNextFrame; // only for the fault waits-for-a-third-message
  #keptBack; // only for the fault flush-keeps-the-last

  /** Settings: socket, childId, worktree, branch, task, and those of section 7 whose defaults do not fit. */
  constructor(settings) {
    super();
    this.#settings = { ...DEFAULTS, ...settings };
    this.#outbox = new Outbox(this.#settings);
  }

  /** Starts connecting. */
  start() {
    if (this.state !== 'Idle') return;
    this.state = 'Connecting';
    if (!fault('no-handshake-deadline')) this.#armHandshakeDeadline();
    try {
      checkPath(this.#settings.socket);
      this.#connect(FIRST_PAUSE_MS);
    } catch (error) {
      this.#connectFailed(error);
    }
  }

  /** Accepts a message, a type and its fields; throws Refused. The tag comes back with the outcome. */
  send(message, tag) {
    const fields = toMap(message);
    if (!REPORTS.includes(fields.get('type'))) throw new Refused(`invalid: ${fields.get('type')} is no report`);
    this.#accept(fields.get('type'), fields, tag);
  }

  /** Asks for permission; throws Refused. */
  request(confirmation, tag, timeoutMs = REQUEST_TIMEOUT_MS) {
    if (fault('early-request-throws') && this.state !== 'Ready') throw new Refused('not ready');
    const tooMany = this.#requests.size >= this.#settings.queueMessages && !fault('requests-without-bound');
    const message = this.#accept('permission_request', { confirmation }, tag, tooMany);
    const request = { message, timer: after(timeoutMs, () => this.#endRequest(message.id, 'timed out')) };
    if (fault('entry-after-the-write')) message.afterWrite = () => this.#requests.set(message.id, request);
    else this.#requests.set(message.id, request);
  }

  /** Takes a request back, if it is open. */
  withdraw(tag) {
    for (const [id, { message }] of this.#requests) if (message.tag === tag) this.#endRequest(id, 'cancelled');
  }

  /** Writes what was accepted, then ends; at the deadline, whatever is left (HF-12). */
  close(deadlineMs = CLOSE_DEADLINE_MS) {
    const early = ['Idle', 'Connecting', 'AwaitingAck'].includes(this.state);
    if (!early && this.state !== 'Ready') return;
    if (early && (this.state === 'Idle' || this.#outbox.isEmpty || fault('close-drops-the-queue'))) return this.#close('ClosedLocally');
    this.#closeDeadline = after(deadlineMs, () => this.#close(this.state === 'HalfClosed' ? 'ClosedLocally' : 'DrainTimedOut'));
    if (early) {
      this.state = 'Finishing';
    } else {
      this.#link.endKeepAlive();
      this.state = 'Draining';
      this.#halfCloseIfDrained();
    }
  }

  // Connecting

  #connect(pause) {
    const socket = connect({ path: this.#settings.socket, allowHalfOpen: true });
    this.#socket = socket;
    const failed = (error) => {
      if (this.state === 'Closed') return;
      const hopeless = fault('one-attempt') || (fault('full-is-fatal') && error.code === 'EAGAIN');
      if (!WORTH_ANOTHER_TRY.includes(error.code) || hopeless) return this.#connectFailed(error);
      this.#retry = after(pause, () => this.#connect(Math.min(2 * pause, LONGEST_PAUSE_MS)));
    };
    socket.once('error', failed);
    socket.once('connect', () => {
      socket.off('error', failed);
      this.#opened(socket);
    });
  }

  #connectFailed(error) {
    if (fault('dies-of-a-refused-connection')) return process.nextTick(() => { throw error; });
    this.#close('ConnectFailed');
  }

  #armHandshakeDeadline() {
    clearTimeout(this.#handshakeDeadline);
    this.#handshakeDeadline = after(this.#settings.handshakeTimeoutMs, () => this.#handshakeTimedOut());
  }

  #handshakeTimedOut() {
    if (fault('dies-of-a-refused-connection') && !this.#link) return this.#connectFailed(new Error('nobody listens'));
    this.#close('HandshakeTimedOut');
  }

  #opened(socket) {
    if (fault('deadline-from-the-connection')) this.#armHandshakeDeadline();
    if (this.state === 'Connecting') this.state = 'AwaitingAck';
    this.#link = new Link(socket, this.#settings.earlyLineLimit, {
      received: (frame) => this.#received(frame),
      violated: (violation) => this.#violated(violation),
      written: (message) => this.#written(message),
      lost: () => this.#close(this.state === 'HalfClosed' ? 'ClosedLocally' : 'PeerClosed'),
    });
    const { childId, worktree, branch, task, model, provider } = this.#settings;
    const protocol = { versions: [1], capabilities: [] };
    const handshake = this.#stamp.frame('handshake', { childId, worktree, branch, task, model, provider, protocol });
    this.#handshake = handshake.id;
    if (fault('handshake-behind-the-queue')) this.#transmitWaiting();
    if (fault('handshake-behind-the-queue')) this.#link.transmit({ line: handshake.line });
    else if (!fault('gate-holds-the-handshake') || this.state === 'Ready') this.#link.control(handshake.line);
    if (fault('ready-too-early') || (fault('remembers-ready') && acceptedOnce)) this.#open({});
  }

  // Receiving

  get #awaitsAck() {
    return this.state === 'AwaitingAck' || this.state === 'Finishing';
  }

  #received(frame) {
    if (this.#opensWithNextFrame) this.#opensWithNextFrame();
    if (!isKnown(frame.type)) {
      this.counted++;
      return;
    }
    if (WORKER_SENDS.includes(frame.type)) throw new Violation('wrong_direction', `got ${frame.type}, which only a worker sends`);
    switch (frame.type) {
      case 'ping':
        if (this.#awaitsAck && fault('deaf-before-the-ack')) return;
        if (this.state === 'Draining' && fault('no-pong-while-draining')) return;
        if (this.state !== 'HalfClosed') this.#link.control(this.#stamp.frame('pong').line);
        return;
      case 'pong':
        return;
      case 'protocol_error':
        return this.#reported();
      case 'handshake_ack':
        return this.#acked(frame);
    }
    if (this.#awaitsAck && !(fault('application-frame-before-the-ack-is-taken') && frame.type === 'inject_context')) {
      throw new Violation('ack_expected', `got ${frame.type}, wanted handshake_ack`);
    }
    if (frame.type === 'permission_response') return this.#answered(frame);
    if (frame.type === 'cancel' && !fault('cancel-leaves-requests')) { // HF-30
      for (const id of [...this.#requests.keys()]) this.#endRequest(id, 'called off');
    }
    this.emit('received', frame);
  }

  #acked(ack) {
    if (!this.#awaitsAck) {
      this.counted++; // HF-6
      const [oldest] = this.#requests.keys();
      if (fault('ack-settles-a-request') && oldest) this.#answer(oldest, ack.accepted ? 'approve' : 'deny');
      return;
    }
    if ((ack.requestId ?? this.#handshake) !== this.#handshake) throw new Violation('invalid_value', `the ack is for ${ack.requestId}`);
    if (!ack.accepted) return this.#close('Refused');
    if (fault('waits-for-a-third-message')) {
      this.#opensWithNextFrame = () => {
        this.#opensWithNextFrame = undefined;
        this.#open(ack);
      };
      return;
    }
    this.#open(ack);
    if (fault('loses-what-is-behind-the-ack')) this.#link.forgetReceived();
  }

  #open(ack) {
    acceptedOnce = true;
    if (!fault('deadline-outlives-the-handshake')) clearTimeout(this.#handshakeDeadline);
    if (!fault('early-limit-for-ever')) this.#link.limit = this.#settings.lineLimit;
    const closing = this.state === 'Finishing';
    this.state = closing ? 'Draining' : 'Ready';
    this.#transmitWaiting(); // HF-3
    if (closing && fault('ready-though-closing')) this.emit('ready');
    if (closing) return this.#halfCloseIfDrained();
    if (ack.protocol || fault('pings-everybody')) { // HF-26
      this.#link.keepAlive(
        this.#settings,
        () => this.#link.control(this.#stamp.frame('ping').line),
        () => this.#close('PeerSilent'),
      );
    }
    this.emit('ready');
  }

  #answered({ requestId, result }) {
    const [oldest] = this.#requests.keys();
    const id = fault('answers-the-oldest') ? oldest : requestId;
    if (this.#requests.has(id)) this.#answer(id, result);
    else this.counted++; // HF-7
  }

  #answer(id, result) {
    const { message, timer } = this.#requests.get(id);
    clearTimeout(timer);
    this.#requests.delete(id);
    this.emit('response', message.tag, { result });
  }

  #endRequest(id, ended, code) {
    const request = this.#requests.get(id);
    if (!request) return;
    clearTimeout(request.timer);
    this.#requests.delete(id);
    this.emit('response', request.message.tag, { ended, code });
    const place = this.#waiting.indexOf(request.message);
    if (place < 0 || this.state === 'Closed') return;
    if (!fault('withdrawn-is-sent')) this.#waiting.splice(place, 1); // HF-8
    this.#settle(request.message, { outcome: 'failed', cause: ended });
    if (this.state === 'Finishing' && this.#outbox.isEmpty) this.#close('ClosedLocally');
  }

  // Sending

  #accept(type, fields, tag, tooManyRequests = false) {
    if (fault('sends-after-close') && !['Idle', 'Connecting', 'AwaitingAck', 'Ready'].includes(this.state)) return { id: 'never' };
    if (this.#end) throw new Refused(this.#end.cause, this.#end.code);
    if (['Finishing', 'Draining', 'HalfClosed'].includes(this.state)) throw new Refused('closing');
    const encode = () => this.#stamp.message(type, new Map([['childId', this.#settings.childId], ...toMap(fields)]), this.#settings.lineLimit);
    const message = { ...encode(), tag };
    const dropping = this.#settings.whenFull === 'drop logs';
    const dropped = this.#outbox.roomFor(message, (other) => dropping && (other.type === 'log' || fault('drops-anything')) && !this.#link?.isWriting(other));
    if (!dropped || (tooManyRequests && !fault('queue-without-bound'))) throw new Refused('full');
    for (const other of dropped) this.#drop(other);
    if (fault('drops-early-sends') && this.state !== 'Ready') return message;
    if (fault('encodes-late') && type !== 'permission_request') message.encodeAgain = encode;
    this.#outbox.add(message);
    if (this.state === 'Ready') this.#transmit(message);
    else this.#waiting.push(message);
    if (fault('told-twice')) this.emit('outcome', tag, { outcome: 'written' });
    return message;
  }

  #drop(message) {
    this.#waiting = this.#waiting.filter((other) => other !== message);
    this.#link?.takeBack(message);
    this.#settle(message, { outcome: 'failed', cause: 'dropped' });
  }

  #transmit(message) {
    if (this.#keptBack) this.#link.transmit(this.#keptBack);
    this.#keptBack = undefined;
    this.#link.transmit(message);
  }

  #transmitWaiting() {
    const messages = this.#waiting;
    this.#waiting = [];
    if (fault('flush-loses-the-second')) for (const lost of messages.splice(1, 1)) this.#outbox.remove(lost);
    if (fault('flush-in-reverse')) messages.reverse();
    if (fault('flush-keeps-the-last')) this.#keptBack = messages.pop();
    if (fault('encodes-late')) for (const message of messages) Object.assign(message, message.encodeAgain?.());
    if (fault('new-sends-overtake-the-flush')) messages.forEach((message, index) => after(200 * index, () => this.#link.transmit(message)));
    else for (const message of messages) this.#link.transmit(message);
  }

  #written(message) {
    if (message.afterWrite) this.#link.afterNextChunk(message.afterWrite);
    this.#settle(message, { outcome: 'written' });
    if (this.state === 'Draining') this.#halfCloseIfDrained();
  }

  /** The one way to an outcome: each message has one (HF-5). */
  #settle(message, outcome) {
    if (this.#outbox.remove(message)) this.emit('outcome', message.tag, outcome);
  }

  // Closing

  #halfCloseIfDrained() {
    if (!this.#outbox.isEmpty) return;
    if (fault('close-hangs-up')) return this.#close('ClosedLocally');
    this.state = 'HalfClosed';
    this.#link.halfClose();
  }

  #violated({ code, message, requestId }) {
    const blamed = fault('blames-another-frame') ? 'm-1' : requestId;
    const report = { code, message: `orchestrator misbehaved in ${this.state}: ${message}`, requestId: blamed };
    this.#close('PeerMisbehaved', code, this.state === 'HalfClosed' ? undefined : this.#stamp.frame('protocol_error', report).line);
  }

  #reported() {
    const answer = { code: 'invalid_value', message: 'an error for an error' };
    this.#close('PeerReported', undefined, fault('answers-an-error-with-an-error') ? this.#stamp.frame('protocol_error', answer).line : undefined);
  }

  /** The one way to Closed: whatever is pending ends with the cause (HF-20). */
  #close(cause, code, lastLine) {
    if (this.state === 'Closed') return;
    this.state = 'Closed';
    this.#end = { cause, code };
    for (const timer of [this.#handshakeDeadline, this.#closeDeadline, this.#retry]) clearTimeout(timer);
    const unwritten = [...this.#outbox];
    const begun = unwritten.filter((message) => this.#link?.hasBegun(message));
    if (!fault('refused-stays-open') || cause !== 'Refused') {
      this.#link?.hangUp(lastLine);
      this.#socket?.destroy(); // HF-25
    }
    if (!fault('refusal-drops-the-queue') || cause !== 'Refused') {
      for (const message of unwritten) this.#settle(message, { outcome: begun.includes(message) && !fault('begun-is-failed') ? 'unknown' : 'failed', cause, code });
    }
    if (!fault('request-survives-the-end')) for (const id of [...this.#requests.keys()]) this.#endRequest(id, cause, code);
    const told = fault('unwritten-without-requests') ? unwritten.filter(({ type }) => type !== 'permission_request') : unwritten;
    this.emit('closed', { cause, code, unwritten: told.map(({ tag }) => tag) });
  }
}

const toMap = (fields) => (fields instanceof Map ? fields : new Map(Object.entries(fields)));
