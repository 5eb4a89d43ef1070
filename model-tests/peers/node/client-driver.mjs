// The driver of the client: spec/DRIVER.md, section 2.

import { drive, tell } from './driver.mjs';
import { HandfastClient } from './handfast-client.mjs';
import { Refused } from './outbox.mjs';

let client;

function connect({ do: _, ...settings }) {
  const made = new HandfastClient(settings);
  made.on('ready', () => tell('ready'));
  made.on('outcome', (tag, outcome) => tell('outcome', { tag, ...outcome }));
  made.on('response', (tag, response) => tell('response', { tag, ...response }));
  made.on('received', (message) => tell('received', { message }));
  made.on('closed', (end) => tell('closed', end));
  client = made;
  client.start();
}

/** Does what a refused call is told by. */
function attempt(tag, call) {
  try {
    call(mine());
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    tell('outcome', { tag, outcome: 'refused', cause: error.cause, code: error.code });
  }
}

function mine() {
  if (!client) throw new Error('there is no client');
  return client;
}

drive(
  'client',
  ['requests', 'withdrawal', 'dropping', 'counts', 'keepalive', 'limits'],
  {
    connect,
    send: ({ tag, message }) => attempt(tag, (client) => client.send(message, tag)),
    request: ({ tag, confirmation, timeoutMs }) => attempt(tag, (client) => client.request(confirmation, tag, timeoutMs)),
    withdraw: ({ tag }) => mine().withdraw(tag),
    close: ({ deadlineMs }) => mine().close(deadlineMs),
    state: () => tell('state', { state: mine().state, counted: mine().counted }),
  },
  () => client?.close(0),
);
