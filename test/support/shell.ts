import { execFileSync } from 'node:child_process';

/** The words as bash hands them to a program. Nothing but `printf` runs. */
export const wordsOf = (shellText: string): readonly string[] =>
  execFileSync('bash', ['--norc', '-c', `printf '%s\\0' ${shellText}`], { encoding: 'utf8' })
    .split('\0')
    .slice(0, -1);

/** Throws where bash cannot parse the text. Nothing runs. */
export const parseShell = (text: string): void => {
  execFileSync('bash', ['--norc', '-n'], { input: text, stdio: ['pipe', 'pipe', 'pipe'] });
};

/** Runs commands with an `aws` that prints its words, one list per call, instead of calling anything. */
export const callsOf = (commands: string): readonly (readonly string[])[] => {
  const script = `aws() { printf '%s\\0' "$@" >&3; printf '\\n' >&3; [ "$1" = apigateway ] && printf 'res123\\n' || printf 'integrations/int456\\n'; }\nexec 3>&1 >/dev/null\n${commands}`;
  const output = execFileSync('bash', ['--norc', '-c', script], { encoding: 'utf8' });
  return output
    .split('\0\n')
    .slice(0, -1)
    .map((call) => call.split('\0'));
};
