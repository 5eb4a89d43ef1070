// What both Node contenders share: the command line, the clock, and the lines of JSON.
//
//   node --expose-gc CONTENDER server SOCKET MODE
//   node --expose-gc CONTENDER client SOCKET
//
// Both live until their standard input ends. A server says `ready`, and answers the line `memory`
// with what it holds; a client answers each line `rtt|one-way|slow WARM-UP SECONDS SIZE QUEUE` with
// `mark` where what counts of the first two begins and where it ends, and with what it has measured;
// here every queue is endless.
import { createInterface } from 'node:readline';

const SENDS_BETWEEN_LOOKS = 64;

const held = () => {
  global.gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};

const nanos = () => Number(process.hrtime.bigint());

/** A breath, in which what was sent may leave and what has come is read. */
const breath = () => new Promise((resolve) => setImmediate(resolve));

/** Said where what counts begins and where it ends, for whoever looks at the processor time. */
async function counted(part) {
  console.log('mark');
  const result = await part();
  console.log('mark');
  return result;
}

async function rtt(client, seconds) {
  const laps = [];
  const end = nanos() + seconds * 1e9;
  for (let from = nanos(); from < end; ) {
    await client.ask();
    const now = nanos();
    laps.push(now - from);
    from = now;
  }
  return laps;
}

function percentiles(laps) {
  laps.sort((a, b) => a - b);
  const at = (percent) => laps[Math.floor((laps.length * percent) / 100)];
  return { p50: at(50), p90: at(90), p99: at(99), count: laps.length };
}

async function oneWay(client, seconds, size) {
  const since = nanos();
  let messages = 0;
  for (const end = since + seconds * 1e9; nanos() < end; messages += SENDS_BETWEEN_LOOKS) {
    for (let i = 0; i < SENDS_BETWEEN_LOOKS; i++) {
      if (!client.tell(size)) await client.room();
    }
    await breath();
  }
  await client.ask(); // whose answer says that everything before it was read
  return { messages, nanos: nanos() - since };
}

/**
 * Sends to somebody who reads nothing: nothing here is refused, as in the original. Another connection
 * has that before it, so what a process makes once is in no figure.
 */
async function slow(first, connect, seconds, size) {
  await fill(first, seconds, size);
  const client = await connect();
  const before = held();
  const taken = await fill(client, seconds, size);
  return { taken, refused: 0, bytes: held() - before };
}

async function fill(client, seconds, size) {
  let taken = 0;
  for (const end = nanos() + seconds * 1e9; nanos() < end; taken += SENDS_BETWEEN_LOOKS) {
    for (let i = 0; i < SENDS_BETWEEN_LOOKS; i++) client.tell(size);
    await breath();
  }
  return taken;
}

/** What a status update says that is to have about so many bytes. */
export const said = (size) => 'running tests' + '.'.repeat(Math.max(0, size - 206));

async function play(client, connect, [workload, ...numbers]) {
  const [warmUp, seconds, size] = numbers.map(Number);
  switch (workload) {
    case 'rtt':
      await rtt(client, warmUp);
      return percentiles(await counted(() => rtt(client, seconds)));
    case 'one-way':
      await oneWay(client, warmUp, size);
      return counted(() => oneWay(client, seconds, size));
    case 'slow':
      return slow(client, connect, seconds, size);
    default:
      throw new Error(`no workload is called ${workload}`);
  }
}

export async function main(serve, connect) {
  const [role, socket] = process.argv.slice(2);
  const say = (value) => console.log(JSON.stringify(value));
  if (role === 'server') {
    await serve(socket);
    console.log('ready');
  }
  for await (const line of createInterface({ input: process.stdin })) {
    if (role === 'server') {
      say({ heap: held(), rss: process.memoryUsage().rss });
    } else {
      const client = await connect(socket);
      say(await play(client, () => connect(socket), line.split(' ')));
      await client.close();
    }
  }
  process.exit(0);
}
