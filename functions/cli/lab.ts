import { once } from 'node:events';
import type { OwnExchange } from '../../infra/lab/own-api/start-own-lab.ts';
import { readText } from '../../shared/files/read-text.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { OUTCOME_IDS } from '../../shared/model/cause-id.ts';
import type { Failure } from './command.ts';
import { defineCommand } from './define-command.ts';
import { EXIT } from './exit-code.ts';
import { writeOut } from './terminal.ts';

const usage = (message: string): Result<never, Failure> => err({ kind: 'usage', message });
const couldNot = (message: string): Result<never, Failure> => err({ kind: 'could-not-look', message });

const portOf = (text: string | undefined): Result<number | undefined, Failure> => {
  if (text === undefined) return ok(undefined);
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  return port <= 65_535 ? ok(port) : usage(`--port "${text}" is not a port: write a number up to 65535.`);
};

type Answers = typeof import('./answer.ts');

const isOutcome = (verdict: string): boolean => OUTCOME_IDS.some((outcome) => outcome === verdict);

/**
 * One line for a request; its diagnosis below it where it failed, or where it looks well and is not. A call that nothing on this machine
 * answers is a gap of the lab, and says nothing of the API.
 */
const tell = ({ method, path, status, millis, missing, incident }: OwnExchange, { answerIncident, terminalAnswer }: Answers): string => {
  const line = `${new Date().toISOString().slice(11, 19)} ${method} ${path} ${status} ${millis} ms\n`;
  if (missing !== undefined) return `${line}${missing}\n`;
  const diagnosis = answerIncident(incident);
  const isFault = status >= 500 || !isOutcome(diagnosis.verdict);
  return isFault ? `${line}\n${terminalAnswer(diagnosis)}\n` : line;
};

const interrupted = async (): Promise<void> => {
  await Promise.race(['SIGINT', 'SIGTERM'].map((signal) => once(process, signal)));
};

/** What a user's code keeps open, such as a connection to a database, does not keep a stopped lab alive. */
const leaveSoon = (): void => {
  setTimeout(() => process.exit(), 500).unref();
};

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** An export → the API over HTTP on this machine, and a diagnosis for each request that fails, until it is stopped. */
export const labCommand = defineCommand({
  name: 'lab',
  about: 'Serve an exported API on this machine, and diagnose each request that fails.',
  usage: ['lab FILE [--port N] [--stage STAGE] [--functions MODULE]'],
  argument: 'FILE',
  options: {
    port: { type: 'string', value: 'N', help: 'where to listen, on 127.0.0.1; a free port when left out' },
    stage: { type: 'string', value: 'STAGE', help: "the stage's name; the export's own when left out, or prod" },
    functions: { type: 'string', value: 'MODULE', help: 'a JavaScript or TypeScript module with the code behind the API' },
  },
  async run({ port: wantedPort, stage, functions: modulePath }, path) {
    if (path === undefined) return usage('Say what to serve: lab FILE, an OpenAPI export with its extensions.');
    if (stage !== undefined && !/^[\w-]{1,128}$/.test(stage)) return usage(`--stage "${stage}" is not the name of a stage.`);
    const port = portOf(wantedPort);
    if (!port.ok) return port;
    const name = path === '-' ? 'standard input' : path;
    const text = await readText(path);
    if (!text.ok) return couldNot(`Cannot read ${name}: ${text.failure}.`);
    const { readOwnApi } = await import('../../infra/lab/own-api/read-own-api.ts');
    const own = readOwnApi(text.value, stage);
    if (!own.ok) return couldNot(`${name}: ${own.failure}`);
    const { loadFunctions, NO_ENDPOINTS } = await import('../../infra/lab/own-api/load-functions.ts');
    const endpoints = modulePath === undefined ? ok(NO_ENDPOINTS) : await loadFunctions(modulePath);
    if (!endpoints.ok) return couldNot(`Cannot use ${modulePath}: ${endpoints.failure}.`);
    const [{ startOwnLab }, answers] = await Promise.all([import('../../infra/lab/own-api/start-own-lab.ts'), import('./answer.ts')]);
    const stopped = interrupted();
    const started = await startOwnLab(own.value, endpoints.value, {
      ...(port.value !== undefined && { port: port.value }),
      onExchange: (exchange) => void writeOut(tell(exchange, answers)),
    });
    if (!started.ok) return couldNot(`Cannot listen on port ${wantedPort}: ${started.failure}.`);
    await writeOut(
      [
        `API ${own.value.api.name}, stage ${own.value.definition.stage.stageName}: ${plural(own.value.methodCount, 'method')} from ${name}`,
        `Listening on ${started.value.url}`,
        ...(modulePath === undefined ? ['No --functions: calls of Lambda functions and backends end as unreachable'] : []),
        'Stop with Ctrl+C',
        '',
      ].join('\n'),
    );
    await stopped;
    await started.value.stop();
    leaveSoon();
    return ok(EXIT.noFault);
  },
});
