// The driver of the server: spec/DRIVER.md, section 3.

import { drive, tell } from './driver.mjs';
import { HandfastServer } from './handfast-server.mjs';
import { Refused } from './outbox.mjs';

let server;

function listen({ do: name, ...settings }) {
  const made = new HandfastServer(settings);
  made.on('handshake', (childId) => tell('handshake', { childId }));
  made.on('joined', (childId) => tell('joined', { childId }));
  made.on('received', (childId, message) => tell('received', { childId, message }));
  made.on('asked', (childId, message) => tell('asked', { childId, message }));
  made.on('outcome', (tag, childId, outcome) => tell('outcome', { tag, childId, ...outcome }));
  made.on('left', (childId, end) => tell('left', { childId, ...end }));
  made.on('stopped', () => tell('stopped'));
  server = made;
  made.listen().then(() => tell('listening'), (error) => tell('error', { do: name, message: error.message }));
}

/** Does what a refused call is told by. */
function attempt(tag, childId, call) {
  try {
    call(mine());
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    tell('outcome', { tag, childId, outcome: 'refused', cause: error.cause, code: error.code });
  }
}

function mine() {
  if (!server) throw new Error('there is no server');
  return server;
}

drive(
  'server',
  ['counts', 'keepalive', 'limits', 'verdicts', 'replacing', 'requests'],
  {
    listen,
    verdict: ({ childId, accept }) => mine().decide(childId, accept),
    send: ({ tag, childId, message }) => attempt(tag, childId, (server) => server.send(childId, message, tag)),
    broadcast: ({ tag, message }) => {
      for (const childId of mine().workers) attempt(tag, childId, (server) => server.send(childId, message, tag));
    },
    reply: ({ tag, childId, requestId, result }) => attempt(tag, childId, (server) => server.reply(childId, requestId, result, tag)),
    stop: ({ deadlineMs }) => mine().stop(deadlineMs),
    state: () => tell('state', { workers: mine().workers, counted: mine().counted }),
  },
  () => server?.stop(0),
);
