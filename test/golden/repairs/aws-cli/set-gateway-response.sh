# REST
aws apigateway update-gateway-response \
    --rest-api-id a1b2c3d4e5 \
    --response-type DEFAULT_5XX \
    --region eu-west-1 \
    --patch-operations '[{"op":"replace","path":"/statusCode"},{"op":"add","path":"/responseTemplates/application~1json","value":"{\"message\":$context.error.messageString}"},{"op":"add","path":"/responseParameters/gatewayresponse.header.Access-Control-Allow-Origin","value":"'\''*'\''"}]'
aws apigateway create-deployment --rest-api-id a1b2c3d4e5 --stage-name prod --region eu-west-1

# HTTP
# HTTP and WebSocket APIs: change gateway responses where the API is defined.
