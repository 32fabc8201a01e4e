/** Names are compared without case and punctuation: `X-Api-Key`, `x_api_key` and `xApiKey` are one name. */
const plainName = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

const SECRET_WORD =
  /passw(?:or)?d|passphrase|passcode|pwd|(?<!by|com|sur|tres)pass$|secret(?!ar)|token(?!iz)|credentials?$|authori[sz]ation$|cookies?$|signature$|^sig$|bearer|jwt|(?:api|access|private|encryption|signing|master|shared|auth|account|subscription|functions|host|license)key|connectionstring|assertion$|samlresponse|^(?:pin|pincode|cvv2?|cvc2?|ssn|t?otp|mfacode)$/;

const SESSION = /sess(?:ion)?id$|^(?:connect)?sid$/;

/** What speaks about a secret and is none: `tokenType`, `secretArn`, `apiKeyRequired`, `JsonWebTokenError`. */
const ABOUT_A_SECRET =
  /(?:arns?|names?|types?|policy|length|count|expir(?:y|es|esin|esat|ation|ationtime)|ttl|ur[il]s?|endpoint|status|errors?|exceptions?|hint|format|fields?|required|source|enabled|version|use|limit|id|ids|parameters?|header)$/;

/** Whether the value under this name (of a header, member, parameter or variable) has to be hidden. */
export const isSecretName = (name: string): boolean => {
  const plain = plainName(name);
  return SESSION.test(plain) || (SECRET_WORD.test(plain) && !ABOUT_A_SECRET.test(plain));
};

/** Headers whose value has a grammar of its own, with spaces, commas and equals signs inside. */
export const isCredentialHeader = (name: string): boolean => /(?:authori[sz]ation|cookies?)$/.test(plainName(name));
