namespace Shipworthy.Syntax.Linking.CSharp;

sealed partial class CSharpLinks
{
    /// <summary>
    /// Reads of the environment, and of the configuration of ASP.NET Core: a key of it is a variable whose default is what the nearest <c>appsettings</c> files say,
    /// those of production before the general ones.
    /// </summary>
    public override Value? Special(Code expression, Func<Code, Value> valueOf)
    {
        if (
            expression.Kind == CodeKind.Call
            && expression.Callee.DottedName
                is "Environment.GetEnvironmentVariable"
                    or "System.Environment.GetEnvironmentVariable"
                    or "EnvReader.GetStringValue"
        )
            return valueOf(expression.ArgumentAt(0)) is Value.Text name
                ? new Value.FromEnvironment(name.Content) { Origin = expression }
                : null;
        return KeyOf(expression, valueOf, 6) is { } key
                ? new Value.FromEnvironment(key, SettingsNear(expression.File.Path, key) ?? SettingsOfPrograms(key)) { Origin = expression }
            : expression.Kind is CodeKind.Member ? Setting(expression, valueOf)
            : null;
    }

    /// <summary>The key of the configuration that an expression reads, sections joined with colons; null when it reads none.</summary>
    string? KeyOf(Code expression, Func<Code, Value> valueOf, int steps)
    {
        if (steps <= 0)
            return null;
        var (holder, key) = expression.Kind switch
        {
            CodeKind.Index => (
                expression[Part.Receiver],
                expression.Name.Length > 0 ? expression.Name : valueOf(expression[Part.Key]).AsText
            ),
            CodeKind.Call
                when expression.Callee is { Kind: CodeKind.Member, Name: "GetSection" or "GetRequiredSection" or "GetValue" } callee => (
                callee[Part.Receiver],
                valueOf(expression.ArgumentAt(0)).AsText
            ),
            CodeKind.Call when expression.Callee is { Kind: CodeKind.Member, Name: "GetConnectionString" } callee => (
                callee[Part.Receiver],
                valueOf(expression.ArgumentAt(0)).AsText is { } name ? $"ConnectionStrings:{name}" : null
            ),
            CodeKind.Call when expression.Callee is { Kind: CodeKind.Member, Name: "Get" } callee => (callee[Part.Receiver], ""),
            CodeKind.Member when expression.Name == "Value" => (expression[Part.Receiver], ""),
            _ => (default, null),
        };
        if (key is null)
            return null;
        if (IsConfiguration(holder))
            return key.Length > 0 ? key : null;
        // A section may have been put into a variable first.
        if (holder.Kind is CodeKind.Name && Code.Definition(holder) is { Kind: CodeKind.Variable or CodeKind.Property } variable)
            holder = variable[Part.Value];
        return KeyOf(holder, valueOf, steps - 1) is { } section
            ? key.Length > 0
                ? $"{section}:{key}"
                : section
            : null;
    }

    static bool IsConfiguration(Code holder) =>
        holder.Kind is CodeKind.Name or CodeKind.Member
        && holder.Name.TrimStart('_') is { Length: > 0 } name
        && (name.Equals("configuration", StringComparison.OrdinalIgnoreCase) || name.Equals("config", StringComparison.OrdinalIgnoreCase));

    Value? SettingsNear(string path, string key)
    {
        for (var folder = FolderOf(path); ; folder = FolderOf(folder))
        {
            foreach (var name in (ReadOnlySpan<string>)["appsettings.Production.json", "appsettings.json"])
                if (Settings(folder.Length == 0 ? name : $"{folder}/{name}")?.Find(key) is { } found)
                    return found;
            if (folder.Length == 0 || Code.Exists(folder + "/appsettings.json"))
                return null;
        }
    }

    SettingsJson? Settings(string path) =>
        Code.Exists(path) && Code.Read(path) is { } text ? files.GetOrAdd(path, _ => SettingsJson.Parse(text)) : null;

    readonly System.Collections.Concurrent.ConcurrentDictionary<string, SettingsJson> files = new(StringComparer.Ordinal);

    static string FolderOf(string path) => path.LastIndexOf('/') is > 0 and var slash ? path[..slash] : "";
}
