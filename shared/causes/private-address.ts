/** What a URL of an integration says of the place that it names; `''` where nothing stands. */
export interface Address {
  readonly scheme: string;
  readonly host: string;
  readonly port: string;
}

const URL_PARTS = /^([a-z][a-z\d+.-]*):\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^/:?#]*)(?::([^/?#]*))?/i;

export const addressOf = (uri: string): Address => {
  const [, scheme = '', host = '', port = ''] = URL_PARTS.exec(uri) ?? [];
  return { scheme: scheme.toLowerCase(), host: host.toLowerCase(), port };
};

const PRIVATE_RANGE =
  /^(?:0\.|10\.|127\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.|192\.168\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)[\d.]+$|^\[(?:::1|f[cd][\da-f:]*|fe80:[\da-f:]*)\]$/;
const LOCAL_NAME = /^localhost$|\.(?:local|localhost|internal|lan|home|corp)$/;

/** An address that no public resolver knows: the gateway calls from outside the VPC unless it has a link. */
export const isPrivateHost = (host: string): boolean => PRIVATE_RANGE.test(host) || LOCAL_NAME.test(host);

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html: 80, 443 and 1024 to 65535. */
export const isCallablePort = (port: string): boolean => {
  if (port === '') return true;
  const number = /^\d{1,5}$/.test(port) ? Number(port) : 0;
  return number === 80 || number === 443 || (number >= 1024 && number <= 65_535);
};
