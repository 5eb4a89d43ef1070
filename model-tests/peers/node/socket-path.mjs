// Section 11 of PROTOCOL.md: the socket file has one owner (HF-28).

import { chmodSync, linkSync, lstatSync, rmSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { fault } from './fault.mjs';

const MAX_PATH_BYTES = process.platform === 'darwin' ? 103 : 106;

/** Throws where the path does not fit a socket address. */
export function checkPath(path) {
  const size = Buffer.byteLength(path);
  if (size > MAX_PATH_BYTES) throw new Error(`${path} has ${size} bytes, and a socket path at most ${MAX_PATH_BYTES}`);
}

/** Listens at the path, for this user only; gives a function that removes the file, where it is still ours. */
export async function listenAt(server, path) {
  checkPath(path);
  const { mode } = statSync(dirname(path));
  if (mode & 0o002 && !(mode & 0o1000)) throw new Error(`every user may replace files in ${dirname(path)}`);
  await makeWay(path);
  const hidden = hiddenPath(path);
  await makeWay(hidden);
  await new Promise((done, failed) => server.once('error', failed).listen(hidden, done));
  chmodSync(hidden, 0o600);
  linkSync(hidden, path); // fails where somebody was faster
  rmSync(hidden);
  const own = lstatSync(path);
  return () => {
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (found && found.ino === own.ino && found.dev === own.dev) rmSync(path);
  };
}

function hiddenPath(path) {
  const hidden = join(dirname(path), `.${basename(path)}.new`);
  return Buffer.byteLength(hidden) <= MAX_PATH_BYTES ? hidden : join(dirname(path), '.new');
}

/** Removes a stale socket, and throws where anything else stands. */
async function makeWay(path) {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (!found) return;
  if (!found.isSocket()) throw new Error(`${path} is no socket, and is left alone`);
  const answer = await probe(path);
  if (answer === 'ECONNREFUSED' || fault('takes-a-live-path')) rmSync(path);
  else if (answer !== 'ENOENT') throw new Error(`${path} has an owner: ${answer}`);
}

function probe(path) {
  return new Promise((answer) => {
    const socket = connect(path, () => {
      socket.destroy();
      answer('it accepts connections');
    });
    socket.once('error', ({ code }) => answer(code));
  });
}
