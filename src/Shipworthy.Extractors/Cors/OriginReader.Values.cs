namespace Shipworthy.Extractors.Cors;

sealed partial class OriginReader
{
    /// <summary>The set that a value stands for.</summary>
    OriginList OfValue(Value value, int steps) =>
        (steps > 0 ? value : new Value.Unknown("")) switch
        {
            Value.Text text => OfText(text.Content),
            Value.Truth truth => truth.Holds ? OriginList.Echoed : OriginList.Nobody,
            Value.Nothing or Value.Number => OriginList.Nobody,
            Value.ListOf list => list.Items.Aggregate(OriginList.Nobody, (all, item) => all.Or(OfValue(item, steps - 1))),
            Value.EitherOf either => either.Choices.Aggregate(OriginList.Nobody, (all, item) => all.Or(OfValue(item, steps - 1))),
            Value.FromEnvironment read => OfVariable(read, steps),
            Value.Joined joined => OfJoined(joined),
            Value.FunctionOf function => Function(function.Function, [], steps - 1),
            Value.ObjectOf or Value.Environment => OriginList.Unknown("takes its origins from an object that could not be followed"),
            Value.Unknown { Origin.Exists: true } unknown => Lost(unknown.Origin),
            _ => OriginList.Unknown("takes its origins from something that could not be followed"),
        };

    /// <summary>A text may hold one origin, several with commas, or a list as JSON writes it.</summary>
    static OriginList OfText(string text) =>
        text.Split([',', ';', ' ', '\n'], StringSplitOptions.RemoveEmptyEntries)
            .Aggregate(OriginList.Nobody, (list, one) => list.Or(OriginList.Of(one.Trim().Trim('[', ']', '"', '\''))));

    OriginList OfVariable(Value.FromEnvironment read, int steps)
    {
        if (Deployed(read.Variable) is { } deployed)
            return deployed;
        if (read.Default is null)
            return NotInRepository(read.Variable);
        var fallback = OfValue(read.Default, steps - 1);
        return fallback.IsNobody ? Unset(read.Variable)
            : IsWritten(read.Variable) ? fallback
            : fallback.AsDefaultOf(read.Variable);
    }

    /// <summary>A key of ASP.NET Core's configuration that a settings file has is no fallback: the file is deployed with the code.</summary>
    bool IsWritten(string key) =>
        sources
            .Tree.Named("appsettings.json")
            .Concat(sources.Tree.Named("appsettings.Production.json"))
            .Any(file => file.Text.Contains($"\"{key[(key.LastIndexOf(':') + 1)..]}\"", StringComparison.OrdinalIgnoreCase));

    /// <summary>What the files of the deployment set, all of them together; null when none does.</summary>
    OriginList? Deployed(string variable) =>
        variables.All(variable) is { IsEmpty: false } values
            ? values.Aggregate(OriginList.Nobody, (all, set) => all.Or(Deployed(variable, set)))
            : null;

    /// <summary>What a file of the deployment sets is no fallback; what it takes from elsewhere is not in the repository.</summary>
    static OriginList Deployed(string variable, (string Value, Location At) set) =>
        set.Value.Contains("{{", StringComparison.Ordinal)
        || set.Value.StartsWith("var.", StringComparison.Ordinal)
        || set.Value.Length == 0
            ? OriginList.Unknown($"takes its origins from {variable}, which {set.At.Path} sets to a value that is not in the repository")
            : HeaderRules.OriginsOf(set.Value);

    /// <summary>An address of which the scheme is fixed names one host, whatever its name turns out to be.</summary>
    static OriginList OfJoined(Value.Joined joined)
    {
        var text = string.Concat(joined.Parts.Select(part => part is Value.Text known ? known.Content : "…"));
        return text.StartsWith("https://", StringComparison.Ordinal) && !text.Contains('*', StringComparison.Ordinal)
                ? new([new(Admits.Named, text)])
            : text.StartsWith("http://localhost", StringComparison.Ordinal) || text.StartsWith("http://127.", StringComparison.Ordinal)
                ? new([new(Admits.Local, "http://localhost")])
            : OriginList.Unknown($"takes its origins from {text}, of which a part is known only at run time");
    }

    /// <summary>
    /// A setting behind a schema that reads the environment: <c>env.WEB_ORIGIN</c> where the code has <c>WEB_ORIGIN: z.string().default(…)</c>. A name in
    /// capitals that nothing declares is a variable too.
    /// </summary>
    OriginList? Setting(Code node, ImmutableHashSet<Code> callers, int steps)
    {
        if (node.Kind is CodeKind.Member && code.ValueOf(node.Receiver) is Value.FromEnvironment section)
            return OfValue(
                new Value.FromEnvironment(
                    $"{section.Variable}:{node.Name}",
                    section.Default is Value.ObjectOf entries
                        ? entries.Entries.FirstOrDefault(entry => entry.Key.Equals(node.Name, StringComparison.OrdinalIgnoreCase)).Value
                        : null
                ),
                steps
            );
        if (node.Name.Length < 3 || node.Name != node.Name.ToUpperInvariant())
            return null;
        foreach (var file in code.Files.Where(file => file.Text.Contains(node.Name, StringComparison.Ordinal)))
        foreach (var entry in file.Root.Descendants(CodeKind.Property))
            if (
                entry.Name == node.Name
                && entry.Descendants(CodeKind.Call).FirstOrDefault(call => call.Callee.Name is "default" or "catch")
                    is { Exists: true } call
            )
                return WithFallback(node.Name, call.ArgumentAt(0), callers, steps);
        return OfValue(new Value.FromEnvironment(node.Name), steps);
    }
}
