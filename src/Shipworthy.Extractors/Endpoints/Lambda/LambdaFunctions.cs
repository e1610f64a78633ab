using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Endpoints.Lambda;

/// <summary>A way in that a template gives to a function: an event of API Gateway, or an address of its own.</summary>
/// <param name="At">Where the template says so.</param>
/// <param name="Method">The method in capitals, or <c>ANY</c>.</param>
/// <param name="Path">The address.</param>
/// <param name="Handler">The module and function without the file's ending, from the root of the repository: <c>src/users.create</c>.</param>
/// <param name="Guard">Who is asked by the gateway, as an act's kind with whose check it is; null when nobody is.</param>
/// <param name="Throttle">A limit of the gateway that all callers share; null when none is set.</param>
sealed record LambdaEntry(
    Location At,
    string Method,
    string Path,
    string Handler,
    (ActKind Kind, string By)? Guard,
    (Location At, double? PerSecond)? Throttle
);

/// <summary>Functions with addresses in the files of the Serverless Framework and of AWS SAM.</summary>
static class LambdaFunctions
{
    /// <summary>All ways in.</summary>
    public static IEnumerable<LambdaEntry> Of(SourceTree tree) => InServerless(tree).Concat(InSam(tree));

    /// <summary>Where the Serverless Framework is told of functions by other files: <c>functions: ${file(functions.yml)}</c>, or a list of these.</summary>
    public static IEnumerable<Location> Unread(SourceTree tree) =>
        tree.Named("serverless.yml")
            .Concat(tree.Named("serverless.yaml"))
            .Select(file => YamlFile.Read(file).Root["functions"])
            .Where(one => one.Items.Any() || one.Text.Contains("${", StringComparison.Ordinal))
            .Select(one => one.At);

    static IEnumerable<LambdaEntry> InServerless(SourceTree tree)
    {
        foreach (var file in tree.Named("serverless.yml").Concat(tree.Named("serverless.yaml")))
        {
            var root = YamlFile.Read(file).Root;
            var shared = root.Under("custom", "apiGatewayThrottling", "maxRequestsPerSecond");
            (Location, double?)? throttle = shared.Exists ? (shared.At, Number(shared)) : null;
            foreach (var function in root["functions"].Entries)
            {
                var handler = Joined(file.Folder, function.Value["handler"].Text);
                if (function.Value["url"] is { Exists: true } url && url.Truth is not false)
                    yield return new(url.At, "ANY", $"/{function.Key}", handler, Signed(url["authorizer"].Text), null);
                foreach (var signal in function.Value["events"].Items)
                foreach (var kind in new[] { "http", "httpApi" })
                    if (signal[kind] is { Exists: true } way)
                    {
                        var words = way.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                        var path =
                            words.Length > 1 ? words[1]
                            : words.Length == 1 ? "*"
                            : way["path"].Text;
                        var method = words.Length > 1 ? words[0] : way["method"].Text;
                        yield return new(way.At, Verb(method), Address(path), handler, Guard(way), throttle);
                    }
            }
        }
    }

    static (ActKind, string)? Guard(YamlNode way) =>
        way["authorizer"] is { Exists: true } authorizer
            ? Signed(authorizer.Text.Length > 0 ? authorizer.Text : authorizer["type"].Text)
                ?? (ActKind.ProvesUser, "an authorizer of API Gateway")
        : way["private"].Truth is true ? (ActKind.ProvesMachine, "an API key")
        : null;

    static (ActKind, string)? Signed(string type) =>
        type.Equals("aws_iam", StringComparison.OrdinalIgnoreCase) || type.Equals("iam", StringComparison.OrdinalIgnoreCase)
            ? (ActKind.ProvesMachine, "AWS's signature")
            : null;

    static IEnumerable<LambdaEntry> InSam(SourceTree tree)
    {
        foreach (var file in tree.Files.Where(MayBeTemplate))
        {
            var root = YamlFile.Read(file).Root;
            var resources = root["Resources"];
            foreach (var resource in resources.Entries.Where(one => one.Value["Type"].Text is "AWS::Serverless::Function"))
            {
                var properties = resource.Value["Properties"];
                string Property(string name) =>
                    properties[name] is { Exists: true } own ? own.Text : root.Under("Globals", "Function", name).Text;
                var handler = Joined(Joined(file.Folder, Property("CodeUri")), Property("Handler"));
                if (properties["FunctionUrlConfig"] is { Exists: true } url)
                    yield return new(
                        url.At,
                        "ANY",
                        $"/{resource.Key}",
                        handler,
                        Signed(url["AuthType"].Text.Replace("AWS_", "", StringComparison.Ordinal)),
                        null
                    );
                foreach (var signal in properties["Events"].Entries.Where(one => one.Value["Type"].Text is "Api" or "HttpApi"))
                {
                    var way = signal.Value["Properties"];
                    yield return new(
                        signal.Value.At,
                        Verb(way["Method"].Text),
                        Address(way["Path"].Text),
                        handler,
                        Guard(root, resources, signal.Value["Type"].Text, way),
                        Throttle(resources, way)
                    );
                }
            }
        }
    }

    /// <summary>The authorizer of an event, or the one that its gateway uses when an event says nothing.</summary>
    static (ActKind, string)? Guard(YamlNode root, YamlNode resources, string type, YamlNode way)
    {
        var own = way.Under("Auth", "Authorizer").Text;
        if (own is "NONE")
            return null;
        if (own.Length == 0)
            own = root.Under("Globals", type, "Auth", "DefaultAuthorizer").Text;
        if (own.Length == 0)
            foreach (
                var gateway in resources.Entries.Where(one =>
                    one.Value["Type"].Text is "AWS::Serverless::Api" or "AWS::Serverless::HttpApi"
                )
            )
                if (Uses(way, gateway.Key))
                    own = gateway.Value.Under("Properties", "Auth", "DefaultAuthorizer").Text;
        return own.Length > 0
                ? Signed(own.Replace("AWS_", "", StringComparison.Ordinal)) ?? (ActKind.ProvesUser, "an authorizer of API Gateway")
            : way.Under("Auth", "ApiKeyRequired").Truth is true ? (ActKind.ProvesMachine, "an API key")
            : null;
    }

    /// <summary>The rate that the stage of an event's own gateway sets for all callers together, of the event's path or of all.</summary>
    static (Location, double?)? Throttle(YamlNode resources, YamlNode way)
    {
        var gateways = resources.Entries.Where(one => one.Value["Type"].Text is "AWS::Serverless::Api" or "AWS::Serverless::HttpApi");
        foreach (var gateway in gateways.Where(one => Uses(way, one.Key)).Select(one => one.Value["Properties"]))
        foreach (var settings in gateway["MethodSettings"].Items.Append(gateway["DefaultRouteSettings"]))
            if (settings["ThrottlingRateLimit"] is { Exists: true } rate && IsFor(settings, way))
                return (rate.At, Number(rate));
        return null;
    }

    static bool IsFor(YamlNode settings, YamlNode way) =>
        settings["ResourcePath"].Text is "" or "/*" or "*" || Address(settings["ResourcePath"].Text) == Address(way["Path"].Text);

    /// <summary>Whether an event names a gateway as its own.</summary>
    static bool Uses(YamlNode way, string gateway) =>
        way["RestApiId"].Text == gateway
        || way["ApiId"].Text == gateway
        || way["RestApiId"]["Ref"].Text == gateway
        || way["ApiId"]["Ref"].Text == gateway;

    static bool MayBeTemplate(SourceFile file) =>
        file.Role is FileRole.Prod or FileRole.Infra
        && (file.Name.EndsWith(".yml", StringComparison.Ordinal) || file.Name.EndsWith(".yaml", StringComparison.Ordinal))
        && file.Text.Contains("AWS::Serverless::Function", StringComparison.Ordinal);

    static double? Number(YamlNode node) =>
        double.TryParse(node.Text, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;

    static string Verb(string method) => method.ToUpperInvariant() is "" or "*" or "ANY" ? "ANY" : method.ToUpperInvariant();

    static string Address(string path) => "/" + path.TrimStart('/');

    static string Joined(string folder, string path)
    {
        var parts = folder.Length == 0 ? [] : folder.Split('/').ToList();
        foreach (var part in path.Split('/'))
            if (part is ".." && parts.Count > 0)
                parts.RemoveAt(parts.Count - 1);
            else if (part is not ("" or "." or ".."))
                parts.Add(part);
        return string.Join('/', parts);
    }
}
