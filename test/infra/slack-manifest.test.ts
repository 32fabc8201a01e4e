import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { helpText } from '../../shared/diagnosis/ask/help-text.ts';
import { readRepositoryFile } from '../support/repository.ts';

interface Manifest {
  readonly features: {
    readonly slash_commands: readonly { readonly command: string; readonly url: string; readonly should_escape: boolean }[];
  };
  readonly oauth_config: { readonly scopes: { readonly bot: readonly string[] } };
  readonly settings: { readonly interactivity: { readonly is_enabled: boolean; readonly request_url: string } };
}

const { features, oauth_config, settings } = parse(readRepositoryFile('infra/slack-manifest.yml')) as Manifest;
const [command] = features.slash_commands;

test('the command of the app is the one that the help speaks of', () => {
  const spoken = new Set(helpText().match(/`\/\S+/g));
  expect([...spoken]).toEqual([`\`${command?.command}`]);
});

test('commands and buttons go to the same address, and the app asks for no more than it needs', () => {
  expect(settings.interactivity).toEqual({ is_enabled: true, request_url: command?.url });
  expect(oauth_config.scopes.bot).toEqual(['commands', 'chat:write', 'chat:write.public']);
});
