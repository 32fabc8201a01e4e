# REST
# Writes the whole entry anew: add "responseParameters" if it maps headers.
aws apigateway put-integration-response \
    --rest-api-id a1b2c3d4e5 \
    --resource-id $(aws apigateway get-resources --rest-api-id a1b2c3d4e5 --region eu-west-1 --query "items[?path=='/pets/{petId}'].id" --output text) \
    --http-method GET \
    --status-code 400 \
    --region eu-west-1 \
    --cli-input-json '{"selectionPattern":"Invalid.*|it'\''s (\\n|.)*","responseTemplates":{"application/json":"{\"message\": \"$input.path('\''$.errorMessage'\'')\"}"}}'
aws apigateway create-deployment --rest-api-id a1b2c3d4e5 --stage-name prod --region eu-west-1

# HTTP
# HTTP and WebSocket APIs: change integration responses where the API is defined.
