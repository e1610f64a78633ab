namespace Shipworthy.Extractors.Infrastructure.Needs;

/// <summary>Tells clients that open a store of a customer: its keys and its address come with a call, as where a product tries out an integration.</summary>
static class StoresOfOthers
{
    /// <summary>Whether the keys with which a client is made are handed to the function around it by name, and nothing in them is a setting of the app.</summary>
    public static bool Opens(CodeBase code, Code client) =>
        client.Enclosing(CodeKind.Function) is { Exists: true } function
        && client.ArgumentAt(0) is { Kind: CodeKind.Object } options
        && options.All(Part.Element).Where(one => Keys(one.Name)).Select(one => one[Part.Value]).ToList() is { Count: > 0 } keys
        && keys.TrueForAll(key => key is { Kind: CodeKind.Member } && IsHanded(code, key, function));

    static bool Keys(string name) =>
        name is "accessKeyId" or "secretAccessKey" or "host" or "password" or "connectionString" or "url" or "credentials";

    /// <summary>Whether a value is a field of what callers hand in under a name for keys of others.</summary>
    static bool IsHanded(CodeBase code, Code value, Code function) =>
        value.Receiver is { Kind: CodeKind.Name, Name: "credentials" or "creds" or "integration" or "connection" or "secrets" } holder
        && code.Definition(holder) is { Kind: CodeKind.Parameter } parameter
        && (
            parameter.Enclosing(CodeKind.Function) == function
            || function.Enclosing(CodeKind.Function) == parameter.Enclosing(CodeKind.Function)
        );
}
