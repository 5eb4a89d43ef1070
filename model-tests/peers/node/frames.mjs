// The frames of section 4 of PROTOCOL.md: which fields each has, and what may stand in them.

import { fault } from './fault.mjs';
import { JsonFault, Numeral, parseJson } from './json.mjs';

/** Something that the peer did and that the protocol forbids: a code of section 9, and the id of the frame at fault, where it has one. */
export class Violation extends Error {
  constructor(code, detail, requestId) {
    super(detail);
    this.code = code;
    this.requestId = requestId;
  }
}

// A shape takes a value and its place, and gives the value back, or throws the first thing that is wrong with it.

const wrongType = (where, wanted) => new Violation('wrong_type', `${where} is not ${wanted}`);
const invalid = (where, wanted) => new Violation('invalid_value', `${where} is not ${wanted}`);

function text(value, where) {
  if (typeof value !== 'string') throw wrongType(where, 'a text');
  return value;
}

function boolean(value, where) {
  if (typeof value !== 'boolean') throw wrongType(where, 'true or false');
  return value;
}

function accepted(value, where) {
  return fault('truthy-ack') ? Boolean(value) : boolean(value, where); // HF-23
}

const opaque = (value) => value;

function integer(least = -(2n ** 63n)) {
  return (value, where) => {
    const spelling = value instanceof Numeral ? value.spelling : typeof value === 'number' ? String(value) : '';
    if (!/^-?\d+$/.test(spelling)) throw wrongType(where, 'an integer');
    if (BigInt(spelling) < least || BigInt(spelling) >= 2n ** 63n) throw invalid(where, `an integer from ${least} to 2^63 - 1`);
    return value;
  };
}

function percentage(value, where) {
  if (typeof value !== 'number' && !(value instanceof Numeral)) throw wrongType(where, 'a number');
  const number = Number(value.spelling ?? value);
  if (!(number >= 0 && number <= 100)) throw invalid(where, 'from 0 to 100');
  return value;
}

function oneOf(...words) {
  return (value, where) => {
    if (!words.includes(text(value, where))) throw invalid(where, `one of ${words.join(', ')}`);
    return value;
  };
}

function list(shape) {
  return (value, where) => {
    if (!Array.isArray(value)) throw wrongType(where, 'a list');
    return value.map((item, index) => shape(item, `${where}[${index}]`));
  };
}

/** An object with these fields, those with a question mark optional: null is absent, and what is not named is ignored. */
function object(shapes) {
  const fields = Object.entries(shapes).map(([key, shape]) => [key.replace('?', ''), shape, key.endsWith('?')]);
  return (value, where) => {
    if (!(value instanceof Map)) throw wrongType(where, 'an object');
    const read = {};
    for (const [name, shape, optional] of fields) {
      const place = where ? `${where}.${name}` : name;
      const field = value.get(name) ?? undefined;
      if (field !== undefined) read[name] = shape(field, place);
      else if (!optional) throw new Violation('missing_field', `${place} is missing`);
    }
    return read;
  };
}

function childId(value, where) {
  if (!/^[^\u0000-\u001f\u007f-\u009f]{1,256}$/u.test(text(value, where))) {
    throw invalid(where, '1 to 256 characters without control characters');
  }
  return value;
}

function handshakeChildId(value, where) {
  return value === '' && fault('empty-child-id-is-fine') ? value : childId(value, where);
}

const WIDE_DECISIONS = {
  approve_pattern: object({ type: text, pattern: text }),
  approve_category: object({ type: text, categoryId: text }),
};

/** One of the five forms of section 4.8, and nothing else (HF-23). */
function decision(value, where) {
  if (value instanceof Map) {
    const { type } = object({ type: oneOf(...Object.keys(WIDE_DECISIONS)) })(value, where);
    return WIDE_DECISIONS[type](value, where);
  }
  if (typeof value !== 'string') throw wrongType(where, 'a decision');
  if (fault('misspelt-approves') && value !== 'deny' && value !== 'abort') return 'approve';
  return oneOf('approve', 'deny', 'abort')(value, where);
}

const count = integer(0n);
const tokens = object({ input: count, output: count });
const category = object({ id: text, name: text, description: text });

const envelope = { id: text, type: text, timestamp: integer() };
const frame = (fields) => object({ ...envelope, ...fields });

const FRAMES = {
  handshake: frame({
    childId: handshakeChildId, worktree: text, branch: text, task: text, 'model?': text, 'provider?': text,
    'protocol?': object({ versions: list(integer(1n)), capabilities: list(text) }),
  }),
  handshake_ack: frame({
    accepted, 'error?': text, 'config?': object({ 'autoApprove?': list(text), 'timeout?': integer() }), 'context?': text,
    'requestId?': text, 'protocol?': object({ version: integer(1n), capabilities: list(text) }), 'sessionId?': text,
  }),
  status_update: frame({
    childId,
    status: oneOf('starting', 'idle', 'thinking', 'tool_call', 'waiting_permission', 'complete', 'failed', 'cancelled'),
    'currentTool?': text, 'progress?': percentage, 'tokensUsed?': tokens, 'message?': text,
  }),
  log: frame({ childId, level: oneOf('text', 'tool', 'info', 'warn', 'error'), content: text }),
  task_complete: frame({
    childId,
    result: object({
      'workerId?': text, success: boolean, response: text, toolCallCount: count, tokensUsed: tokens, duration: integer(),
      'prUrl?': text, branch: text, commits: count, filesChanged: list(text),
    }),
  }),
  task_error: frame({ childId, error: object({ message: text, 'code?': text, recoverable: boolean }) }),
  permission_request: frame({
    childId,
    confirmation: object({
      toolName: text, input: opaque, isDangerous: boolean, 'dangerReason?': text, 'diffPreview?': opaque,
      'approvalSuggestions?': object({ suggestedPattern: text, matchedCategories: list(category) }), 'securityWarning?': opaque,
    }),
  }),
  permission_response: frame({ requestId: text, result: decision }),
  cancel: frame({ 'reason?': text }),
  inject_context: frame({ context: text, 'relevantFiles?': list(text) }),
  ping: frame({}),
  pong: frame({}),
  protocol_error: frame({ code: text, message: text, 'requestId?': text }),
};

export const WORKER_SENDS = ['handshake', 'status_update', 'log', 'task_complete', 'task_error', 'permission_request'];
export const ORCHESTRATOR_SENDS = ['handshake_ack', 'permission_response', 'cancel', 'inject_context'];

/** Whether section 4 knows the type; a frame of another one is ignored and counted (HF-22). */
export const isKnown = (type) => Object.hasOwn(FRAMES, type);

/** The frame of one line, with the known fields of its type; throws a Violation for the first fault, in the order of section 9. */
export function readFrame(line) {
  let fields;
  try {
    fields = parseJson(line);
  } catch (error) {
    throw error instanceof JsonFault ? new Violation(error.code, error.message) : error;
  }
  if (!(fields instanceof Map)) throw new Violation('not_an_object', 'the frame is no object');
  try {
    const head = frame({})(fields, '');
    if (fault('direction-before-form') && WORKER_SENDS.includes(head.type)) return head;
    return isKnown(head.type) ? FRAMES[head.type](fields, '') : head;
  } catch (violation) {
    const id = fields.get('id');
    if (typeof id === 'string') violation.requestId = id;
    throw violation;
  }
}
