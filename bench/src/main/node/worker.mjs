// A client and a server that work as the original system does: events of a socket, one JSON text on
// a line, requests by id in a map, no bound anywhere. Our own code, written from what was observed.
import { EventEmitter } from 'node:events';
import { createConnection, createServer } from 'node:net';
import { main, said } from './measure.mjs';

let made = 0;
let joined = 0;
const frame = (type, fields) => ({ id: `m-${++made}`, type, timestamp: Date.now(), ...fields });
const serialize = (message) => JSON.stringify(message) + '\n';

/** Emits each frame of a socket under its type; what follows the last newline waits for more. */
class Frames extends EventEmitter {
  #rest = '';

  constructor(socket) {
    super();
    socket.on('data', (chunk) => {
      const lines = (this.#rest + chunk.toString()).split('\n');
      this.#rest = lines.pop();
      for (const line of lines) {
        if (line) {
          const message = JSON.parse(line);
          this.emit(message.type, message);
        }
      }
    });
  }
}

async function serve(path) {
  const workers = new Map();
  const server = createServer((socket) => {
    const frames = new Frames(socket);
    let childId;
    frames.on('handshake', (handshake) => {
      childId = handshake.childId;
      workers.set(childId, { socket, handshake });
      socket.write(serialize(frame('handshake_ack', { accepted: true })));
    });
    frames.on('status_update', (update) => {
      workers.get(update.childId).status = update.status;
    });
    frames.on('permission_request', (request) =>
      socket.write(serialize(
        frame('permission_response', { requestId: request.id, result: 'approve' }))));
    socket.on('close', () => workers.delete(childId));
  });
  await new Promise((resolve) => server.listen({ path, backlog: 4096 }, resolve));
}

async function connect(path) {
  const childId = `w-${++joined}`; // the end of an earlier one may not have been noticed yet
  const socket = createConnection(path);
  const frames = new Frames(socket);
  const pending = new Map();
  await new Promise((resolve) => socket.once('connect', resolve));
  socket.write(serialize(
    frame('handshake', { childId, worktree: '/tmp/wt', branch: 'feat/x', task: 'add tests' })));
  await new Promise((resolve, reject) =>
    frames.once('handshake_ack', (ack) => (ack.accepted ? resolve() : reject(ack.error))));
  frames.on('permission_response', (response) => {
    pending.get(response.requestId)(response.result);
    pending.delete(response.requestId);
  });
  return {
    ask: () =>
      new Promise((resolve) => {
        const request = frame('permission_request', {
          childId,
          confirmation: {
            toolName: 'bash',
            input: { command: 'mvn -q verify' },
            isDangerous: false,
          },
        });
        pending.set(request.id, resolve);
        socket.write(serialize(request));
      }),
    tell: (size) =>
      socket.write(serialize(frame('status_update', {
        childId,
        status: 'tool_call',
        currentTool: 'bash',
        progress: 40,
        tokensUsed: { input: 120, output: 30 },
        message: said(size),
      }))),
    room: () => new Promise((resolve) => socket.once('drain', resolve)),
    close: () => new Promise((resolve) => socket.once('close', resolve).end()),
  };
}

await main(serve, connect);
