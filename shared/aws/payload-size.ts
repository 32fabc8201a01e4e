/** SNS messages and EventBridge entries; https://docs.aws.amazon.com/sns/latest/api/API_Publish.html, and the smaller of what is documented for EventBridge. */
export const MOST_BYTES = 262_144;

export const bytesOf = (text: string): number => Buffer.byteLength(text, 'utf8');
