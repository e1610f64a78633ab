namespace Shipworthy.Extractors.Cors;

/// <summary>Makes the rule of a middleware of JavaScript that takes an options object with <c>origin</c> and <c>credentials</c>, as most of them do.</summary>
sealed class CorsOptions(Sources sources, string kind)
{
    readonly OriginReader reader = new(sources);

    /// <summary>What the middleware lets in when it is told nothing.</summary>
    public OriginList WithoutOptions { get; init; } = OriginList.Anyone;

    /// <summary>Whether it allows cookies when it is told nothing.</summary>
    public bool CredentialsWithoutOptions { get; init; }

    /// <summary>Whether it sends the caller's origin in place of a star when cookies are allowed.</summary>
    public bool StarBecomesEcho { get; init; }

    /// <summary>What the origins are let into.</summary>
    public Channel Channel { get; init; }

    /// <summary>The rule of one use.</summary>
    /// <param name="use">The call that puts it to work.</param>
    /// <param name="options">Its options; no node when there are none.</param>
    /// <param name="paths">The paths that it covers; empty for all.</param>
    public CorsRule Rule(Code use, Code options, string paths = "")
    {
        var (origins, at, credentials) = Read(options);
        if (StarBecomesEcho && credentials && origins.Worst is Admits.Anyone)
            origins = OriginList.Echoed;
        return origins.Into(
            new(at.Exists ? at.At : use.At, kind)
            {
                Admits = Admits.Unknown,
                AllowsCredentials = credentials,
                Channel = Channel,
                RunsIn = reader.Production.RunsIn(use),
                Covers = paths,
                PublicBecause = paths.Length == 0 ? null : PublicPaths.Reason(paths),
                Evidence = at.Exists && at.At != use.At ? [use.At] : [],
            }
        );
    }

    (OriginList Origins, Code At, bool Credentials) Read(Code options)
    {
        if (!options.Exists)
            return (WithoutOptions, default, CredentialsWithoutOptions);
        if (options is { Kind: CodeKind.Literal, Operator: "true" })
            return (WithoutOptions, default, CredentialsWithoutOptions);
        if (options is { Kind: CodeKind.Literal, Operator: "false" })
            return (OriginList.Nobody, default, false);
        if (options.Kind is CodeKind.Conditional && reader.Production.Holds(options[Part.Condition]) is { } holds)
            return Read(options[holds ? Part.Then : Part.Else]);
        var literal = sources.Code.ObjectOf(options);
        if (literal.Exists)
        {
            var origin = sources.Code.Entry(literal, "origin");
            var given = sources.Code.Entry(literal, "credentials");
            var credentials = given.Exists ? IsTrue(given) : CredentialsWithoutOptions;
            return (origin.Exists ? reader.Read(origin) : WithoutOptions, origin.Exists ? origin : literal, credentials);
        }
        if (sources.Code.FunctionOf(options) is { Exists: true } function)
            return (
                reader.Read(function),
                options,
                function.Descendants(CodeKind.Property).Any(entry => entry.Name == "credentials" && IsTrue(entry[Part.Value]))
            );
        var text = options.Text.ReplaceLineEndings(" ");
        return (
            OriginList.Unknown($"takes its origins from {(text.Length > 60 ? text[..60] + "…" : text)}, which could not be followed"),
            options,
            false
        );
    }

    /// <summary>What is not surely off counts as on: a value that is only known at run time may be either.</summary>
    bool IsTrue(Code value) => reader.Production.Holds(value) ?? sources.Code.ValueOf(value).AsTruth ?? true;
}
