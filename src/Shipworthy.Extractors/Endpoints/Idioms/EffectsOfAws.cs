using Shipworthy.Extractors.Endpoints.Steps;

namespace Shipworthy.Extractors.Endpoints.Idioms;

/// <summary>What code asks the services of Amazon to do: by the command that is sent in JavaScript, by the method of a client in Python.</summary>
sealed class EffectsOfAws : IActIdiom
{
    /// <inheritdoc/>
    public Act? Of(Site site) =>
        !site.IsCalled ? null
        : site.Name is "send" && site.Node.ArgumentAt(0) is { Kind: CodeKind.New or CodeKind.Name } sent ? OfCommand(site, sent)
        : site.Origin.Package is "boto3" or "aioboto3" ? OfClient(site)
        : site.Origin.Package is "aws-sdk" ? OfOldClient(site)
        : null;

    static Act? OfCommand(Site site, Code sent)
    {
        if (site.Made(sent) is not { Kind: CodeKind.New } command)
            return null;
        var name = command.Callee.Name;
        return site.Sources.Code.OriginOf(command.Callee).Package switch
        {
            "@aws-sdk/client-dynamodb" or "@aws-sdk/lib-dynamodb" => IsRead(name)
                ? site.Does(EffectKind.ReadsData, "DynamoDB")
                : site.Does(EffectKind.WritesData, "DynamoDB"),
            "@aws-sdk/client-s3" => IsRead(name)
                ? site.Does(EffectKind.ReadsData, "Amazon S3")
                : site.Does(EffectKind.WritesData, "Amazon S3"),
            "@aws-sdk/client-lambda" when name.StartsWith("Invoke", StringComparison.Ordinal) => site.Does(
                EffectKind.CallsOut,
                "a function of AWS Lambda"
            ),
            "@aws-sdk/client-sqs" when name.StartsWith("Send", StringComparison.Ordinal) => site.Does(EffectKind.WritesData, "Amazon SQS"),
            _ => null,
        };
    }

    static bool IsRead(string command) =>
        command.StartsWith("Get", StringComparison.Ordinal)
        || command.StartsWith("Query", StringComparison.Ordinal)
        || command.StartsWith("Scan", StringComparison.Ordinal)
        || command.StartsWith("BatchGet", StringComparison.Ordinal)
        || command.StartsWith("TransactGet", StringComparison.Ordinal)
        || command.StartsWith("List", StringComparison.Ordinal)
        || command.StartsWith("Head", StringComparison.Ordinal)
        || command.StartsWith("Describe", StringComparison.Ordinal);

    static Act? OfClient(Site site) =>
        site.Name switch
        {
            "put_item" or "update_item" or "delete_item" or "batch_write_item" or "transact_write_items" or "batch_writer" => site.Does(
                EffectKind.WritesData,
                "DynamoDB"
            ),
            "get_item" or "query" or "scan" or "batch_get_item" => site.Does(EffectKind.ReadsData, "DynamoDB"),
            "put_object" or "upload_file" or "upload_fileobj" or "delete_object" => site.Does(EffectKind.WritesData, "Amazon S3"),
            "get_object" or "list_objects_v2" or "download_file" => site.Does(EffectKind.ReadsData, "Amazon S3"),
            "invoke" => site.Does(EffectKind.CallsOut, "a function of AWS Lambda"),
            "invoke_model" or "converse" or "invoke_model_with_response_stream" or "converse_stream" => site.Does(
                EffectKind.AsksModel,
                "Bedrock"
            ),
            "send_email" or "send_raw_email" or "send_templated_email" => site.Does(EffectKind.SendsMail, "Amazon SES"),
            "send_message" => site.Does(EffectKind.WritesData, "Amazon SQS"),
            "publish" => site.Node.ArgumentNamed("PhoneNumber").Exists
                ? site.Does(EffectKind.SendsMessage, "Amazon SNS")
                : site.Does(EffectKind.WritesData, "Amazon SNS"),
            _ => null,
        };

    static Act? OfOldClient(Site site) =>
        site.Origin.Name.Contains("DynamoDB", StringComparison.Ordinal)
            ? site.Name switch
            {
                "put" or "update" or "delete" or "batchWrite" or "transactWrite" or "putItem" or "updateItem" or "deleteItem" => site.Does(
                    EffectKind.WritesData,
                    "DynamoDB"
                ),
                "get" or "query" or "scan" or "batchGet" or "getItem" => site.Does(EffectKind.ReadsData, "DynamoDB"),
                _ => null,
            }
        : site.Name is "invoke" or "invokeAsync" && site.Origin.Name.Contains("Lambda", StringComparison.Ordinal)
            ? site.Does(EffectKind.CallsOut, "a function of AWS Lambda")
        : null;
}
