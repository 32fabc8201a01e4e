import { createHash } from 'node:crypto';

/** Draws from an alphabet, the same at every run: number `index` of a kind is always the same secret. */
interface Draw {
  readonly from: (alphabet: string, length: number) => string;
}

const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const LOWER = UPPER.toLowerCase();
const DIGITS = '0123456789';
const WORD = UPPER + LOWER + DIGITS;
const BASE64 = `${WORD}+/`;
const HEX = '0123456789abcdef';

const drawOf = (seed: string): Draw => {
  let count = 0;
  const byte = (): number => {
    count += 1;
    return createHash('sha256').update(`${seed} ${count}`).digest().readUInt16BE();
  };
  return { from: (alphabet, length) => Array.from({ length }, () => alphabet[byte() % alphabet.length]).join('') };
};

const withCheckDigit = (digits: string): string => {
  const sum = Array.from(digits)
    .reverse()
    .reduce((total, digit, position) => {
      const value = Number(digit) * (position % 2 === 0 ? 2 : 1);
      return total + (value > 9 ? value - 9 : value);
    }, 0);
  return digits + String((10 - (sum % 10)) % 10);
};

interface Kind {
  readonly secret: (draw: Draw) => string;
  /** How such a secret was seen to stand in a line of a log, a body, an address or a trace. */
  readonly forms: readonly ((secret: string) => string)[];
}

const opaque = (draw: Draw): string => draw.from(WORD, 32);

/** Of each secret nothing of eight characters may be seen; what stands around it may. */
const KINDS = {
  'bearer token': {
    secret: opaque,
    forms: [
      (secret) => `{Accept=*/*, Authorization=Bearer ${secret}, Host=api.example.org}`,
      (secret) => `authorization: bearer ${secret}`,
      (secret) => `{'headers': {'Authorization': 'Bearer ${secret}', 'Accept': '*/*'}}`,
    ],
  },
  'basic credentials': {
    secret: (draw) => Buffer.from(`svc:${draw.from(WORD, 21)}`).toString('base64'),
    forms: [(secret) => `{Authorization=Basic ${secret}, Host=x}`, (secret) => `Authorization: Basic ${secret}`],
  },
  'signature of version 4': {
    secret: (draw) => draw.from(HEX, 64),
    forms: [
      (secret) =>
        `{Authorization=AWS4-HMAC-SHA256 Credential=AKIA2E0A8F3B244C9986/20261121/eu-west-1/sqs/aws4_request, SignedHeaders=host;x-amz-date, Signature=${secret}, X-Amz-Date=20261121T101010Z}`,
      (secret) => `https://files.s3.amazonaws.com/a.pdf?X-Amz-Expires=900&X-Amz-Signature=${secret}&x-id=GetObject`,
    ],
  },
  cookie: {
    secret: opaque,
    forms: [
      (secret) => `{Cookie=theme=dark; sid=${secret}, Via=1.1 cloudfront}`,
      (secret) => `Set-Cookie: session=${secret}; Path=/; HttpOnly`,
      (secret) => `{"headers":{"set-cookie":["a=${secret}; Secure"]}}`,
    ],
  },
  'api key': {
    secret: (draw) => draw.from(WORD, 40),
    forms: [
      (secret) => `{x-api-key=${secret}, X-Forwarded-Port=443}`,
      (secret) => `{"x-api-key": "${secret}"}`,
      (secret) => `GET /v1/rates?api_key=${secret}&base=EUR`,
      (secret) => `headers: map[X-Api-Key:[${secret}] Accept:[*/*]]`,
    ],
  },
  'access key id': {
    secret: (draw) => `AKIA${draw.from(`${UPPER}234567`, 16)}`,
    forms: [
      (secret) => `InvalidClientTokenId: ${secret} is not known`,
      (secret) => `{"AccessKeyId":"${secret}"}`,
      (secret) => `?X-Amz-Credential=${secret}%2F20261121%2Feu-west-1`,
    ],
  },
  'secret access key': {
    secret: (draw) => draw.from(BASE64, 40),
    forms: [
      (secret) => `AWS_SECRET_ACCESS_KEY=${secret}`,
      (secret) => `{"SecretAccessKey":"${secret}","Expiration":"2026-11-21T12:00:00Z"}`,
      (secret) => `aws_secret_access_key = ${secret}`,
    ],
  },
  'session token': {
    secret: (draw) => `IQoJb3JpZ2luX2Vj${draw.from(BASE64, 120)}==`,
    forms: [
      (secret) => `{X-Amz-Security-Token=${secret}, X-Amzn-Trace-Id=Root=1-67891233-abcdef012345678912345678}`,
      (secret) => `"SessionToken": "${secret}"`,
      (secret) => `&X-Amz-Security-Token=${encodeURIComponent(secret)}&X-Amz-SignedHeaders=host`,
    ],
  },
  'web token': {
    secret: (draw) => {
      const part = (length: number) => draw.from(`${WORD}-_`, length);
      return `eyJhbGciOiJSUzI1NiIsImtpZCI6${part(12)}.eyJ${part(80)}.${part(86)}`;
    },
    forms: [(secret) => `jwt malformed: ${secret}`, (secret) => `{"id":"${secret}"}`, (secret) => `at verify (${secret})`],
  },
  password: {
    secret: (draw) => draw.from(`${WORD}!*$~`, 14),
    forms: [
      (secret) => `{"user":"ann","password":"${secret}"}`,
      (secret) => `{\\"login\\":{\\"password\\":\\"${secret}\\"}}`,
      (secret) => `grant_type=password&username=ann&password=${encodeURIComponent(secret)}&scope=all`,
      (secret) => `{ DB_HOST: 'db', DB_PASSWORD: '${secret}' }`,
      (secret) => `pg: connection refused (host=db user=app password=${secret} dbname=orders)`,
    ],
  },
  'client secret': {
    secret: opaque,
    forms: [
      (secret) => `client_id=web&client_secret=${secret}&code=1`,
      (secret) => `{"clientSecret":"${secret}"}`,
      (secret) => `:client_secret=>"${secret}"`,
    ],
  },
  'token in an address': {
    secret: opaque,
    forms: [
      (secret) => `Sending request to https://backend.example.org/orders?access_token=${secret}&page=2`,
      (secret) => `redirect_uri=https%3A%2F%2Fx%2F%3Frefresh_token%3D${secret}%26y%3D1`,
      (secret) => `https://acct.blob.core.windows.net/c/b?sv=2024-11-04&sig=${secret}%3D&se=2026`,
    ],
  },
  'connection string': {
    secret: (draw) => draw.from(WORD, 20),
    forms: [
      (secret) => `Error: connect ECONNREFUSED postgres://app:${secret}@db.internal:5432/orders`,
      (secret) => `mongodb+srv://app:${secret}@cluster0.example.net/?retryWrites=true`,
      (secret) => `redis://:${secret}@cache:6379/0`,
      (secret) => `redis://:${secret.slice(0, 12)}[TRUNCATED]`,
      (secret) => `Server=tcp:db,1433;User ID=app;Password=${secret};Encrypt=True`,
      (secret) => `DefaultEndpointsProtocol=https;AccountName=a;AccountKey=${secret}==;EndpointSuffix=core`,
      (secret) => `jdbc:mysql://db:3306/orders?user=app&password=${secret}`,
    ],
  },
  'private key': {
    secret: (draw) => draw.from(BASE64, 64),
    forms: [
      (secret) => `-----BEGIN RSA PRIVATE KEY-----\n${secret}\n-----END RSA PRIVATE KEY-----`,
      (secret) => `{"private_key":"-----BEGIN PRIVATE KEY-----\\n${secret}\\n-----END PRIVATE KEY-----\\n"}`,
      (secret) => `key: -----BEGIN OPENSSH PRIVATE KEY----- ${secret} [TRUNCATED]`,
      (secret) => `-----BEGIN EC PRIVATE KEY-----\\n${secret}`,
    ],
  },
  'GitHub token': {
    secret: (draw) => `ghp_${draw.from(WORD, 36)}`,
    forms: [(secret) => `remote: bad credentials ${secret}`, (secret) => `git clone https://x-access-token:${secret}@github.com/a/b`],
  },
  'Slack token': {
    secret: (draw) => `xoxb-${draw.from(DIGITS, 12)}-${draw.from(DIGITS, 12)}-${draw.from(WORD, 24)}`,
    forms: [(secret) => `slack says invalid_auth for ${secret}`, (secret) => `botToken: ${secret}`],
  },
  'Slack webhook': {
    secret: (draw) => `T${draw.from(UPPER, 9)}/B${draw.from(UPPER, 9)}/${draw.from(WORD, 24)}`,
    forms: [(secret) => `POST https://hooks.slack.com/services/${secret} 404`],
  },
  'Stripe key': {
    secret: (draw) => `sk_live_${draw.from(WORD, 24)}`,
    forms: [(secret) => `StripeAuthenticationError: Invalid API Key provided: ${secret}`, (secret) => `"stripe": "${secret}"`],
  },
  'Google key': {
    secret: (draw) => `AIza${draw.from(`${WORD}-_`, 35)}`,
    forms: [
      (secret) => `https://maps.googleapis.com/maps/api/geocode/json?address=x&key=${secret}`,
      (secret) => `firebase ${secret}`,
      (secret) => `firebase ${secret.slice(0, 20)} [TRUNCATED]`,
    ],
  },
  'Google client secret': {
    secret: (draw) => `GOCSPX-${draw.from(`${WORD}-_`, 28)}`,
    forms: [(secret) => `oauth exchange failed with ${secret}`],
  },
  'mail service key': {
    secret: (draw) => `SG.${draw.from(WORD, 22)}.${draw.from(`${WORD}-_`, 43)}`,
    forms: [(secret) => `sendgrid: 401 ${secret}`],
  },
  'package registry token': {
    secret: (draw) => `npm_${draw.from(WORD, 36)}`,
    forms: [(secret) => `//registry.npmjs.org/:_authToken=${secret}`, (secret) => `npm error ${secret}`],
  },
  'user in an address': {
    secret: (draw) => draw.from(WORD, 18),
    forms: [
      (secret) => `fetch failed: https://deploy:${secret}@internal.example.org/hook`,
      (secret) => `proxy http://${secret}@proxy:3128`,
    ],
  },
  'e-mail address': {
    secret: (draw) => `${draw.from(LOWER, 9)}.${draw.from(LOWER, 8)}@${draw.from(LOWER, 10)}.dev`,
    forms: [
      (secret) => `user ${secret} is not confirmed`,
      (secret) => `{"to":"${secret}"}`,
      (secret) => `/users?mail=${encodeURIComponent(secret)}&x=1`,
    ],
  },
  'card number': {
    secret: (draw) => withCheckDigit(`4${draw.from(DIGITS, 14)}`),
    forms: [
      (secret) => `{"card":"${secret}","cvc":"123"}`,
      (secret) => `charge failed for ${secret}.`,
      (secret) => `pan=${secret.slice(0, 11)}[TRUNCATED]`,
      (secret) => `pan=${secret}&amount=5`,
    ],
  },
  'code of an authenticator': {
    secret: (draw) => draw.from(`${UPPER}234567`, 32),
    forms: [(secret) => `otpauth://totp/Shop:ann?secret=${secret}&issuer=Shop`, (secret) => `{"mfaSecret":"${secret}"}`],
  },
  assertion: {
    secret: (draw) => draw.from(BASE64, 96),
    forms: [(secret) => `SAMLResponse=${secret}&RelayState=x`, (secret) => `<wsse:Password Type="PasswordText">${secret}</wsse:Password>`],
  },
} as const satisfies Readonly<Record<string, Kind>>;

export interface PlantedSecret {
  readonly kind: string;
  readonly secret: string;
  readonly text: string;
}

/** `count` secrets, every kind and every form of it in turn. */
export const plantSecrets = (count: number): readonly PlantedSecret[] => {
  const kinds = Object.entries<Kind>(KINDS);
  return Array.from({ length: count }, (_, index) => {
    const [name, { secret: make, forms }] = kinds[index % kinds.length] ?? ['', { secret: opaque, forms: [] }];
    const secret = make(drawOf(`${name} ${index}`));
    const form = forms[Math.floor(index / kinds.length) % forms.length];
    return { kind: name, secret, text: form?.(secret) ?? secret };
  });
};

const PART = 8;

/** What of the secrets an output shows: any eight characters in a row. */
export const leaksOf = (secrets: readonly PlantedSecret[], output: string): readonly string[] => {
  const parts = new Map(
    secrets.flatMap((planted) =>
      [planted.secret, encodeURIComponent(planted.secret)].flatMap((secret) =>
        Array.from({ length: Math.max(0, secret.length - PART + 1) }, (_, at) => [secret.slice(at, at + PART), planted] as const),
      ),
    ),
  );
  const found = new Set<PlantedSecret>();
  for (let at = 0; at + PART <= output.length; at += 1) {
    const planted = parts.get(output.slice(at, at + PART));
    if (planted) found.add(planted);
  }
  return [...found].map(({ kind, text }) => `${kind}: ${text}`);
};
