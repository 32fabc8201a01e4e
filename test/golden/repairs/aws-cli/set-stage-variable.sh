# REST
aws apigateway update-stage \
    --rest-api-id a1b2c3d4e5 \
    --stage-name prod \
    --region eu-west-1 \
    --patch-operations op=replace,path=/variables/host,value=pets.example.com

# HTTP
# Whether the other variables stay is not documented: write them all.
aws apigatewayv2 update-stage \
    --api-id a1b2c3d4e5 \
    --stage-name prod \
    --region eu-west-1 \
    --stage-variables '{"host":"pets.example.com"}'
