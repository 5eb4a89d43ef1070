// What both drivers of spec/DRIVER.md share: a command a line on standard input, an event a line on standard output.

import { checkFault } from './fault.mjs';
import { formatJson, parseJson } from './json.mjs';

export function tell(event, fields = {}) {
  process.stdout.write(`${formatJson({ event, ...fields })}\n`);
}

/** Carries out each command by the function of its name; at the end of the input, hangs up. */
export function drive(role, features, commands, hangUp) {
  checkFault(role);
  const hello = () => tell('hello', { driver: 1, role, name: 'handfast-node', version: '1', features });
  const known = new Map(Object.entries({ hello, ...commands }));
  const obey = (line) => {
    const command = Object.fromEntries(parseJson(line, { anyText: true })); // its message stays a Map, with its fields in order and its numbers as spelt
    if (!known.has(command.do)) return tell('unsupported', { do: command.do });
    try {
      known.get(command.do)(command);
    } catch (error) {
      tell('error', { do: command.do, message: error.message });
    }
  };

  let begun = '';
  process.stdin.setEncoding('utf8');
  process.stdin.on('data', (text) => {
    const lines = (begun + text).split('\n');
    begun = lines.pop();
    lines.forEach(obey);
  });
  process.stdin.on('end', () => {
    hangUp();
    process.exit(0);
  });
}
