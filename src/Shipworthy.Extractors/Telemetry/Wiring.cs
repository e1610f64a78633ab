using System.Text.RegularExpressions;
using Shipworthy.Extractors.Deployables;
using Shipworthy.Extractors.Environments;

namespace Shipworthy.Extractors.Telemetry;

/// <summary>
/// Tells whether production has a value for a variable on which a destination depends: a file of the deployment sets it, or the service does not start without it
/// (rubric 6, "conditional", and the ruling on what start-up demands).
/// </summary>
sealed partial class Wiring(Sources sources)
{
    readonly StartPath start = new(sources);
    readonly DeployVariables variables = new(sources.Tree);

    /// <summary>Whether production surely has a value for a variable.</summary>
    public bool Has(string variable) => start.IsSet(variable) || IsComposed(variable) || IsDemanded(variable);

    /// <summary>Whether production surely has a value for one of some variables.</summary>
    public bool HasAny(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            if (Has(name))
                return true;
        return false;
    }

    /// <summary>Whether a file of the deployment sets a variable to a word.</summary>
    public bool Says(string variable, string word) =>
        variables.All(variable).Any(set => set.Value.Equals(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>Compose takes what it does not know from the file <c>.env</c> beside it: <c>- NAME</c>, and <c>NAME=http://${HOST}:4317</c>.</summary>
    bool IsComposed(string variable)
    {
        foreach (var file in sources.Tree.Files)
        {
            if (
                !file.Name.Contains("compose", StringComparison.OrdinalIgnoreCase)
                || !Folders.Counts(file.Role)
                || !file.Text.Contains(variable, StringComparison.Ordinal)
                || DeployVariables.IsForDevelopers(file)
            )
                continue;
            var beside = sources.Tree.Find(file.Folder.Length == 0 ? ".env" : $"{file.Folder}/.env")?.Text ?? "";
            foreach (
                Match match in Regex.Matches(
                    file.Text,
                    $@"(?m)^\s*(?:-\s*)?[""']?{Regex.Escape(variable)}[""']?(?:\s*[:=]\s*(?<value>[^\r\n#]*))?\s*$",
                    RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
                )
            )
                if (
                    match.Groups["value"] is { Success: true } given
                        ? IsFilled(given.Value.Trim().Trim('"', '\''), beside)
                        : IsIn(variable, beside)
                )
                    return true;
        }
        return false;
    }

    static bool IsFilled(string value, string beside) =>
        value.Length > 0
        && References()
            .Matches(value)
            .All(one => one.Groups["default"].Value.Length > 0 || one.Groups["must"].Success || IsIn(one.Groups["name"].Value, beside));

    static bool IsIn(string variable, string text) =>
        Regex.IsMatch(
            text,
            $@"(?m)^(?:export\s+)?{Regex.Escape(variable)}=[^\s#]",
            RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
        );

    /// <summary>A schema of settings that has no service start without it: <c>SENTRY_DSN: z.string()</c>, <c>sentry_dsn: str</c> of a settings class.</summary>
    bool IsDemanded(string variable)
    {
        foreach (var file in sources.Code.Files)
        {
            if (!file.Text.Contains(variable, StringComparison.OrdinalIgnoreCase) || !sources.IsDeployed(file))
                continue;
            foreach (var node in file.Root.Descendants())
                if (
                    node.Kind is CodeKind.Property or CodeKind.Variable
                    && node.Name.Equals(variable, StringComparison.OrdinalIgnoreCase)
                    && Demands(node)
                )
                    return true;
                else if (
                    node.Kind is CodeKind.Index
                    && node.Name == variable
                    && node.Receiver.DottedName is "os.environ"
                    && node.Part is not Part.Target
                )
                    return true;
        }
        return false;
    }

    static bool Demands(Code field)
    {
        var value = field[Part.Value];
        if (field.File.Language is Language.Python)
            return !value.Exists
                && field[Part.Type] is { Exists: true } type
                && !type.Text.Contains("None", StringComparison.Ordinal)
                && !type.Text.Contains("Optional", StringComparison.Ordinal)
                && field.Enclosing(CodeKind.Class).All(Part.Base).Any(one => one.Name is "BaseSettings");
        return value.Text.StartsWith("z.", StringComparison.Ordinal) && !MayBeAbsent().IsMatch(value.Text);
    }

    [GeneratedRegex(
        @"\$\{(?<name>\w+)(?::?-(?<default>[^}]*)|(?<must>:?\?[^}]*))?\}|\$(?<name>\w+)",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex References();

    [GeneratedRegex(@"optional\(|nullish\(|nullable\(|default\(|catch\(|literal\(", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex MayBeAbsent();
}
