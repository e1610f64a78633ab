namespace Shipworthy.Extractors.Environments;

sealed partial class Production
{
    /// <summary>A variable that holds something, such as a list, is not off because the repository does not know what.</summary>
    static bool IsSwitchName(string name) =>
        name.ToUpperInvariant() is var upper
        && (
            upper.StartsWith("ENABLE", StringComparison.Ordinal)
            || upper.StartsWith("DISABLE", StringComparison.Ordinal)
            || upper.StartsWith("IS_", StringComparison.Ordinal)
            || upper.StartsWith("USE_", StringComparison.Ordinal)
            || upper.EndsWith("ENABLED", StringComparison.Ordinal)
            || upper.EndsWith("DISABLED", StringComparison.Ordinal)
            || upper.Contains("DEBUG", StringComparison.Ordinal)
            || upper.Contains("ALLOW_ALL", StringComparison.Ordinal)
        );

    static bool IsOn(string text) => text.Length > 0 && text.ToLowerInvariant() is not ("false" or "0" or "no" or "off");

    bool NamesEnvironment(Code node)
    {
        if (code.ValueOf(node) is Value.FromEnvironment read && IsEnvironmentName(read.Variable))
            return true;
        // Express keeps NODE_ENV among its settings: app.get("env").
        if (node is { Kind: CodeKind.Call, Callee: { Kind: CodeKind.Member, Name: "get" } } && node.ArgumentAt(0).String is "env")
            return true;
        if (
            node.Kind is CodeKind.Call
            && node.Callee
                is { Kind: CodeKind.Member, Name: "toLowerCase" or "lower" or "trim" or "strip" or "ToLower" or "ToLowerInvariant" }
        )
            return NamesEnvironment(node.Receiver);
        return node.Kind is CodeKind.Member or CodeKind.Name && IsEnvironmentName(node.Name);
    }

    static bool IsEnvironmentName(string name) =>
        name.Replace("_", "", StringComparison.Ordinal).ToUpperInvariant()
            is "NODEENV"
                or "ENV"
                or "ENVIRONMENT"
                or "APPENV"
                or "APPENVIRONMENT"
                or "ENVIRONMENTNAME"
                or "FLASKENV"
                or "DJANGOENV"
                or "VERCELENV"
                or "NEXTPUBLICVERCELENV"
                or "NEXTPUBLICENV"
                or "DENOENV"
                or "ASPNETCOREENVIRONMENT"
                or "DOTNETENVIRONMENT"
                or "STAGE"
                or "DEPLOYENV"
                or "PYTHONENV"
                or "FASTAPIENV"
                or "RAILWAYENVIRONMENT"
                or "RAILWAYENVIRONMENTNAME"
                or "MODE"
                or "RUNTIMEENV"
                or "SERVERENV";

    /// <summary>A case of a switch over the environment whose names are all others than production's.</summary>
    bool IsForOthers(Code subject, Code found)
    {
        if (!NamesEnvironment(subject))
            return false;
        var names = found.All(Part.Condition).Select(one => code.ValueOf(one).AsText).ToList();
        return names.Count > 0 && names.TrueForAll(name => name is not null && Elsewhere.Contains(name));
    }

    /// <summary>
    /// The first variable that an expression depends on and that has no default, and no value in the files of the deployment; null when there is none. What names the
    /// environment is known.
    /// </summary>
    public string? Unset(Code expression, int steps = 4)
    {
        foreach (var node in expression.Descendants().Prepend(expression))
        {
            if (
                node.Kind is not (CodeKind.Name or CodeKind.Member or CodeKind.Index or CodeKind.Call)
                || node.DottedName is "import.meta.env.PROD" or "import.meta.env.DEV"
            )
                continue;
            if (
                code.ValueOf(node) is Value.FromEnvironment { Default: null } read
                && !IsEnvironmentName(read.Variable)
                && SetFor(read.Variable).IsEmpty
            )
                return read.Variable;
            if (
                steps > 0
                && code.Definition(node) is { Kind: CodeKind.Variable or CodeKind.Property } declared
                && declared[Part.Value] is { Exists: true } value
                && value != expression
                && Unset(value, steps - 1) is { } inside
            )
                return inside;
        }
        return null;
    }

    /// <summary>Whether a variable is given another value later, so that its first one decides nothing: <c>let user = null; if (byMail) user = await find(…)</c>.</summary>
    static bool IsSetAgain(Code variable)
    {
        if (variable.Kind is not CodeKind.Variable || variable.Name.Length == 0)
            return false;
        var scope = variable.Enclosing(CodeKind.Function) is { Exists: true } function ? function : variable.File.Root;
        return scope
            .Descendants()
            .Any(one =>
                (one.Kind is CodeKind.Assignment && one[Part.Target] is { Kind: CodeKind.Name } target && target.Name == variable.Name)
                || (one.Kind is CodeKind.Variable && one != variable && one.Name == variable.Name && one.File.Language is Language.Python)
            );
    }
}
