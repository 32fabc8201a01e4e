import type { SecretStanding } from '../diagnosis/doctor/doctor-ports.ts';

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html; at least as long as infra/member-role.yml asks for. */
const FORM = /^[\w+=,.@:/-]{16,1224}$/;

/** The id itself is not repeated. */
export const externalIdStanding = (text: string): SecretStanding =>
  FORM.test(text.trim()) ? {} : { problem: 'it must have 16 to 1,224 characters: letters, digits and +=,.@:/-_' };
