import type { Runtime } from './runtime-of.ts';

export interface HandlerCode {
  readonly wrong: string;
  readonly right: string;
}

const BODY = '{"message": "the order could not be read"}';

const text = (message: string): string => JSON.stringify(message);

/** A handler that lets an error out, beside one that answers it. */
const LET_OUT: Readonly<Record<Runtime, (message: string) => HandlerCode>> = {
  node: (message) => ({
    wrong: `throw new Error(${text(message)});`,
    right: `try { … } catch (error) {\n  console.error(error);\n  return { statusCode: 500, headers: { 'content-type': 'application/json' }, body: '${BODY}' };\n}`,
  }),
  python: (message) => ({
    wrong: `raise Exception(${text(message)})`,
    right: `try:\n    …\nexcept Exception:\n    logger.exception("order")\n    return {"statusCode": 500, "headers": {"content-type": "application/json"}, "body": '${BODY}'}`,
  }),
  java: (message) => ({
    wrong: `throw new RuntimeException(${text(message)});`,
    right: `try { … } catch (RuntimeException e) {\n  logger.error("order", e);\n  return new APIGatewayProxyResponseEvent().withStatusCode(500).withBody(${text(BODY)});\n}`,
  }),
  dotnet: (message) => ({
    wrong: `throw new Exception(${text(message)});`,
    right: `try { … } catch (Exception e) {\n  context.Logger.LogError(e.ToString());\n  return new APIGatewayProxyResponse { StatusCode = 500, Body = ${text(BODY)} };\n}`,
  }),
  ruby: (message) => ({
    wrong: `raise ${text(message)}`,
    right: `begin\n  …\nrescue StandardError => e\n  puts e.full_message\n  { statusCode: 500, headers: { 'content-type' => 'application/json' }, body: '${BODY}' }\nend`,
  }),
  go: (message) => ({
    wrong: `return response, errors.New(${text(message)})`,
    right: `log.Print(err)\nreturn events.APIGatewayProxyResponse{StatusCode: 500, Body: ${text(BODY)}}, nil`,
  }),
};

/** Without a known language: what happens, and what the handler should give back. */
const neutral = (message: string): HandlerCode => ({
  wrong: `the handler ends with an error: ${message}`,
  right: `the handler catches it, logs it and returns {"statusCode": 500, "headers": {"content-type": "application/json"}, "body": ${text(BODY)}}`,
});

/** How the handler should treat the error that it let out, in its own language where that is known. */
export const answeredError = (runtime: Runtime | undefined, message: string): HandlerCode =>
  runtime === undefined ? neutral(message) : LET_OUT[runtime](message);

/** An authorizer says 401 only by an error of exactly this text. */
export const refusedCaller = (runtime: Runtime | undefined, message: string): HandlerCode => ({
  wrong: answeredError(runtime, message).wrong,
  right: `${answeredError(runtime, 'Unauthorized').wrong}\n401; for 403 return a policy with "Effect": "Deny"`,
});

/** How an event's body is read when the flag may be set. */
const READ_BODY: Readonly<Record<Runtime, HandlerCode>> = {
  node: {
    wrong: 'const order = JSON.parse(event.body);',
    right: "const body = event.isBase64Encoded ? Buffer.from(event.body, 'base64').toString('utf8') : event.body;",
  },
  python: {
    wrong: 'order = json.loads(event["body"])',
    right: 'body = base64.b64decode(event["body"]) if event.get("isBase64Encoded") else event["body"]',
  },
  java: {
    wrong: 'String body = event.getBody();',
    right:
      'byte[] body = Boolean.TRUE.equals(event.getIsBase64Encoded()) ? Base64.getDecoder().decode(event.getBody()) : event.getBody().getBytes(StandardCharsets.UTF_8);',
  },
  dotnet: {
    wrong: 'var order = JsonSerializer.Deserialize<Order>(request.Body);',
    right: 'var body = request.IsBase64Encoded ? Convert.FromBase64String(request.Body) : Encoding.UTF8.GetBytes(request.Body);',
  },
  ruby: {
    wrong: "order = JSON.parse(event['body'])",
    right: "body = event['isBase64Encoded'] ? Base64.decode64(event['body']) : event['body']",
  },
  go: {
    wrong: 'json.Unmarshal([]byte(request.Body), &order)',
    right: 'body := []byte(request.Body)\nif request.IsBase64Encoded { body, err = base64.StdEncoding.DecodeString(request.Body) }',
  },
};

export const decodedBody = (runtime: Runtime | undefined): HandlerCode =>
  runtime === undefined
    ? {
        wrong: 'the handler parses event.body as it is',
        right: 'the handler base64-decodes event.body first whenever event.isBase64Encoded is true',
      }
    : READ_BODY[runtime];
