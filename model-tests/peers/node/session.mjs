// An orchestrator's side of one connection: section 6.2 of PROTOCOL.md, with the table of section 10.2.

import { fault } from './fault.mjs';
import { ORCHESTRATOR_SENDS, Violation, isKnown } from './frames.mjs';
import { Link } from './link.mjs';
import { Outbox, Refused, Stamp } from './outbox.mjs';
import { after } from './timer.mjs';

let sessions = 0;

export class Session {
  state = 'AwaitingHandshake';
  handshake; // the frame, from Authorizing on
  hasSpoken = false;
  #house; // the server: wanted(session), claim(session), release(session), and what it emits
  #settings;
  #link;
  #stamp = new Stamp('o');
  #outbox;
  #requests = new Set(); // ids of those that are not answered, oldest first
  #joined = false;
  #handshakeDeadline;
  #closeDeadline;

  constructor(socket, settings, house) {
    this.#settings = settings;
    this.#house = house;
    this.#outbox = new Outbox(settings);
    this.#link = new Link(socket, settings.earlyLineLimit, {
      received: (frame) => this.#received(frame),
      violated: (violation) => this.#violated(violation),
      written: (message) => this.#written(message),
      lost: () => this.#close(this.state === 'HalfClosed' ? 'ClosedLocally' : 'PeerClosed'),
    });
    if (!fault('silent-strangers-stay')) { // HF-16
      this.#handshakeDeadline = after(settings.handshakeTimeoutMs, () => this.refuse('the handshake took too long', 'HandshakeTimedOut'));
    }
  }

  get childId() {
    return this.handshake?.childId;
  }

  get isStranger() {
    return this.state === 'AwaitingHandshake' || this.state === 'Authorizing';
  }

  get isEnding() {
    return this.state === 'Draining' || this.state === 'HalfClosed';
  }

  get heard() {
    return this.#link.heard;
  }

  // The verdict

  /** The handshake is accepted: the ack goes first, then the program hears of it, and only then the rest is read (HF-14, HF-27). */
  accept() {
    if (this.state !== 'Authorizing' || !this.#house.claim(this)) return;
    clearTimeout(this.#handshakeDeadline);
    this.state = 'Registered';
    this.#joined = true;
    this.#link.limit = this.#settings.lineLimit;
    const sessionId = this.#isPlain ? undefined : `s-${++sessions}`;
    const { line } = this.#stamp.frame('handshake_ack', { accepted: true, ...this.#additions(), sessionId });
    if (fault('joins-before-the-ack')) this.#link.transmit({ line });
    else this.#link.control(line);
    this.#link.keepAlive(
      this.#settings,
      () => this.#link.control(this.#stamp.frame('ping').line),
      () => this.#close('PeerSilent'),
    );
    this.#house.emit('joined', this.childId);
    if (fault('loses-what-came-with-the-handshake')) this.#link.forgetReceived();
    this.#link.goOnReading();
  }

  /** Tells why in an ack, as far as the socket takes it, and ends. */
  refuse(error, cause = 'Refused') {
    if (!this.isStranger) return;
    const additions = this.handshake ? this.#additions() : {};
    this.#close(cause, undefined, this.#stamp.frame('handshake_ack', { accepted: false, error, requestId: additions.requestId }).line);
  }

  get #isPlain() {
    return !this.handshake.protocol; // a peer of the original protocol (HF-29)
  }

  #additions() {
    if (this.#isPlain) return {};
    const shared = this.handshake.protocol.versions.includes(1);
    return { requestId: this.handshake.id, protocol: shared ? { version: 1, capabilities: [] } : undefined };
  }

  // Receiving

  #received(frame) {
    this.hasSpoken = true;
    if (!isKnown(frame.type)) return this.#house.count();
    if (ORCHESTRATOR_SENDS.includes(frame.type)) throw new Violation('wrong_direction', `got ${frame.type}, which only an orchestrator sends`);
    switch (frame.type) {
      case 'ping':
        if (this.state !== 'HalfClosed' && !fault('no-pong')) this.#link.control(this.#stamp.frame('pong').line);
        return;
      case 'pong':
        return;
      case 'protocol_error':
        return this.#close('PeerReported');
      case 'handshake':
        return this.#greeted(frame);
    }
    if (this.state === 'AwaitingHandshake') {
      if (fault('early-frames-are-delivered')) return this.#house.emit('received', frame.childId, frame);
      throw new Violation('handshake_expected', `got ${frame.type}, wanted handshake`);
    }
    if (frame.childId !== this.childId && !fault('takes-any-child-id')) { // HF-15
      throw new Violation('child_id_mismatch', `got a frame of ${frame.childId}, wanted one of ${this.childId}`);
    }
    if (frame.type !== 'permission_request') return this.#house.emit('received', frame.childId, frame);
    if (this.#requests.has(frame.id)) throw new Violation('duplicate_request', `${frame.id} is still unanswered`);
    this.#requests.add(frame.id);
    this.#house.emit('asked', frame.childId, frame);
  }

  #greeted(handshake) {
    if (this.state !== 'AwaitingHandshake') throw new Violation('duplicate_handshake', 'got a second handshake');
    this.state = 'Authorizing';
    this.handshake = handshake;
    this.#link.stopReading(); // HF-27
    this.#house.wanted(this);
  }

  // Sending

  /** Accepts a message; throws Refused. */
  send(type, fields, tag) {
    if (this.state !== 'Registered' && !fault('joins-before-the-ack')) throw new Refused('closing');
    const message = { ...this.#stamp.message(type, fields, this.#settings.lineLimit), tag };
    if (!this.#outbox.roomFor(message, () => false)) throw new Refused('full');
    this.#transmit(message);
  }

  /** Answers an open request, past the limit of the queue; throws Refused. */
  reply(requestId, result, tag) {
    if (this.state !== 'Registered') throw new Refused('closing');
    if (!this.#requests.has(requestId)) throw new Refused('not asked');
    const message = this.#stamp.message('permission_response', { requestId, result }, this.#settings.lineLimit);
    this.#requests.delete(requestId);
    this.#transmit({ ...message, tag });
  }

  #transmit(message) {
    this.#outbox.add(message);
    this.#link.transmit(message);
  }

  #written(message) {
    this.#settle(message, { outcome: 'written' });
    if (this.state === 'Draining') this.#halfCloseIfDrained();
  }

  #settle(message, outcome) {
    if (this.#outbox.remove(message) && message.tag !== undefined) this.#house.emit('outcome', message.tag, this.childId, outcome);
  }

  // Closing

  /** Denies what is open, writes what was accepted, then ends; at the deadline, whatever is left (HF-12, HF-33). */
  close(deadlineMs) {
    if (fault('stop-hangs') && this.isStranger) return clearTimeout(this.#handshakeDeadline);
    if (this.isStranger) return this.refuse('the orchestrator stops', 'ClosedLocally');
    if (this.state !== 'Registered') return;
    if (fault('stop-drops')) return this.#close('ClosedLocally');
    this.#link.endKeepAlive();
    if (!fault('stop-leaves-requests-open')) for (const id of [...this.#requests]) this.reply(id, 'deny');
    this.state = 'Draining';
    this.#closeDeadline = after(deadlineMs, () => this.#close(this.state === 'HalfClosed' ? 'ClosedLocally' : 'DrainTimedOut'));
    this.#halfCloseIfDrained();
  }

  /** A newer session has the childId. */
  supersede() {
    if (this.isStranger) this.refuse('replaced by a newer connection', 'Superseded');
    else this.#close('Superseded');
  }

  #halfCloseIfDrained() {
    if (!this.#outbox.isEmpty) return;
    this.state = 'HalfClosed';
    this.#link.halfClose();
  }

  #violated({ code, message, requestId }) {
    const report = { code, message: `worker misbehaved in ${this.state}: ${message}`, requestId };
    this.#close('PeerMisbehaved', code, this.state === 'HalfClosed' ? undefined : this.#stamp.frame('protocol_error', report).line);
  }

  /** The one way to Closed. */
  #close(cause, code, lastLine) {
    if (this.state === 'Closed') return;
    this.state = 'Closed';
    clearTimeout(this.#handshakeDeadline);
    clearTimeout(this.#closeDeadline);
    const unwritten = [...this.#outbox];
    const begun = unwritten.filter((message) => this.#link.hasBegun(message));
    this.#link.hangUp(lastLine);
    for (const message of unwritten) this.#settle(message, { outcome: begun.includes(message) ? 'unknown' : 'failed', cause, code });
    if (this.#joined) this.#house.emit('left', this.childId, { cause, code });
    if (this.#joined && fault('left-twice')) this.#house.emit('left', this.childId, { cause, code });
    this.#house.release(this);
  }
}
