import { captureConsole } from './demo/capture-console.ts';
import { printOutcome } from './demo/print-outcome.ts';
import { runScenario } from './demo/run-scenario.ts';
import { deployStack, SLACK_CHANNEL, slackParameter } from './demo/stack.ts';
import { startLab } from './lab.ts';
import { startLambdaRunner } from './lambda-runner.ts';
import { worldOf } from './scenarios/play-scenario.ts';
import { SCENARIOS } from './scenarios/scenarios.ts';
import { startSlackReceiver } from './slack-receiver.ts';

/*
 * Three broken APIs, served and asked over HTTP on this machine alone; their alarms go through the real handlers. Exit 0: each was posted
 * with its cause.
 */
const started = Date.now();
const scenarios = SCENARIOS.map((stage) => stage(new Date()));
const slack = await startSlackReceiver({ channels: [SLACK_CHANNEL] });
const lab = await startLab({
  ...worldOf(scenarios),
  parameters: slackParameter(slack),
});
const stack = await deployStack(lab, slack);
Object.assign(process.env, stack.env);
// Only now: a function reads its environment when it is loaded.
const [{ handler: alarm }, { handler: diagnose }] = await Promise.all([
  import('../../functions/alarm.ts'),
  import('../../functions/diagnose.ts'),
]);

const runner = startLambdaRunner({
  lab,
  queueUrl: stack.queueUrl,
  handler: diagnose,
  functionName: 'gatewhy-diagnose',
  region: lab.region,
});

let failed = 0;
for (const scenario of scenarios) {
  const { result: outcome, output } = await captureConsole(() => runScenario(scenario, { lab, slack, stack, alarm, diagnose: runner }));
  console.log(printOutcome(scenario, outcome));
  if (outcome.problems.length === 0) continue;
  failed += 1;
  console.error(`What the functions logged:\n${output.join('\n')}`);
}
await runner.stop();
await lab.stop();
await slack.stop();
const seconds = ((Date.now() - started) / 1000).toFixed(1);
console.log(`${scenarios.length - failed} of ${scenarios.length} alarms diagnosed as expected, ${seconds} s in all.`);
process.exitCode = failed === 0 ? 0 : 1;
