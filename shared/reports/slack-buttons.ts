import type { ActionsBlock, ActionsBlockElement } from '@slack/types';
import { REPAIR_TOOLS, type RepairTool } from '../model/repair-tool.ts';
import type { SlackMessage } from './slack-message.ts';

export const SLACK_ACTIONS = ['evidence', 'fix', 'ruled-out', 'again', 'mute', 'resolved'] as const;

export type SlackAction = (typeof SLACK_ACTIONS)[number];

/** Short ids under which the answer, and the incident that alarms belong to, are kept on our side: a button carries nothing else. */
export interface SlackButtons {
  readonly answer: string;
  /** Only an incident can be muted and resolved. */
  readonly incident?: string;
}

const TOOL_NAMES: Readonly<Record<RepairTool, string>> = {
  'aws-cli': 'AWS CLI',
  cloudformation: 'CloudFormation, SAM',
  cdk: 'CDK',
  terraform: 'Terraform',
  serverless: 'Serverless',
  openapi: 'OpenAPI',
};

export const toolName = (tool: RepairTool): string => TOOL_NAMES[tool];

export const isRepairTool = (text: string | undefined): text is RepairTool => text !== undefined && Object.hasOwn(REPAIR_TOOLS, text);

export const MUTE_TERMS = { '1h': '1 hour', '24h': '24 hours', resolved: 'until resolved' } as const;

export type MuteTerm = keyof typeof MUTE_TERMS;

export const isMuteTerm = (text: string | undefined): text is MuteTerm => text !== undefined && Object.hasOwn(MUTE_TERMS, text);

const plain = (text: string) => ({ type: 'plain_text', text, emoji: false }) as const;

const button = (action: SlackAction, text: string, value: string): ActionsBlockElement => ({
  type: 'button',
  action_id: action,
  text: plain(text),
  value,
});

const select = (action: SlackAction, text: string, id: string, choices: Readonly<Record<string, string>>): ActionsBlockElement => ({
  type: 'static_select',
  action_id: action,
  placeholder: plain(text),
  options: Object.entries(choices).map(([choice, name]) => ({ text: plain(name), value: `${id} ${choice}` })),
});

/** What a person can ask of an answer, and do with an incident. */
const slackButtons = ({ answer, incident }: SlackButtons): readonly ActionsBlock[] => [
  {
    type: 'actions',
    elements: [
      button('evidence', 'Evidence', answer),
      select('fix', 'Fix for …', answer, TOOL_NAMES),
      button('ruled-out', 'Ruled out', answer),
      button('again', 'Run again', answer),
    ],
  },
  ...(incident === undefined
    ? []
    : [
        {
          type: 'actions' as const,
          elements: [select('mute', 'Mute …', incident, MUTE_TERMS), button('resolved', 'Resolved', incident)],
        },
      ]),
];

export const withButtons = (message: SlackMessage, buttons: SlackButtons): SlackMessage => ({
  text: message.text,
  blocks: [...message.blocks, ...slackButtons(buttons)],
});
