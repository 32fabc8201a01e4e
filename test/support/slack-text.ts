import type { SlackMessage } from '../../shared/reports/slack-message.ts';

/** Every text of a message, as its reader sees them from top to bottom. */
export const slackTexts = ({ blocks }: SlackMessage): readonly string[] =>
  blocks.flatMap((block) => {
    if (block.type === 'context') return block.elements.map((element) => ('text' in element ? element.text : ''));
    if (block.type === 'actions') {
      return block.elements.flatMap((element) => {
        if (element.type === 'button') return [element.text.text];
        return element.type === 'static_select'
          ? [element.placeholder?.text ?? '', ...(element.options ?? []).map(({ text }) => text.text)]
          : [];
      });
    }
    return block.text ? [block.text.text] : [];
  });
