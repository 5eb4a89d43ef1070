// vscode-jsonrpc over a socket: a notification for each status update, a request for each question.
// It is installed by bench/run into a folder that NODE_PATH names.
import { createRequire } from 'node:module';
import { createConnection, createServer } from 'node:net';
import { join } from 'node:path';
import { main, said } from './measure.mjs';

const rpc = createRequire(join(process.env.NODE_PATH, 'here.js'))('vscode-jsonrpc/node');
const status = new rpc.NotificationType('status_update');
const permission = new rpc.RequestType('permission_request');

const over = (socket) =>
  rpc.createMessageConnection(
    new rpc.SocketMessageReader(socket), new rpc.SocketMessageWriter(socket));

async function serve(path) {
  const server = createServer((socket) => {
    const worker = {};
    const connection = over(socket);
    connection.onNotification(status, (update) => {
      worker.status = update.status;
    });
    connection.onRequest(permission, () => ({ result: 'approve' }));
    connection.listen();
  });
  await new Promise((resolve) => server.listen({ path, backlog: 4096 }, resolve));
}

async function connect(path) {
  const childId = 'w-1';
  const socket = createConnection(path);
  await new Promise((resolve) => socket.once('connect', resolve));
  const connection = over(socket);
  connection.listen();
  let leaving;
  return {
    ask: () =>
      connection.sendRequest(permission, {
        childId,
        timestamp: Date.now(),
        confirmation: {
          toolName: 'bash',
          input: { command: 'mvn -q verify' },
          isDangerous: false,
        },
      }),
    // its promise is kept when the message was handed to the socket, so a sender waits for that
    tell: (size) => {
      leaving = connection.sendNotification(status, {
        childId,
        timestamp: Date.now(),
        status: 'tool_call',
        currentTool: 'bash',
        progress: 40,
        tokensUsed: { input: 120, output: 30 },
        message: said(size),
      });
      return false;
    },
    room: () => leaving,
    close: () => new Promise((resolve) => socket.once('close', resolve).end()),
  };
}

await main(serve, connect);
