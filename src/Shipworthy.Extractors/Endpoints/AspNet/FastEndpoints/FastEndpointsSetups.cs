using Shipworthy.Extractors.Deployables;

namespace Shipworthy.Extractors.Endpoints.AspNet.FastEndpoints;

/// <summary>Where an app mounts its endpoints of FastEndpoints, and what it says of all of them: <c>app.UseFastEndpoints(c => …)</c>.</summary>
sealed class FastEndpointsSetups
{
    readonly Folders folders;
    readonly ImmutableArray<FastEndpointsSetup> all;

    /// <summary>Reads the places where the app mounts them.</summary>
    public FastEndpointsSetups(Sources sources)
    {
        folders = new(sources.Tree, ".csproj");
        all =
        [
            .. sources
                .Code.Calls("UseFastEndpoints", "MapFastEndpoints")
                .Where(call => call.File.Language is Language.CSharp && sources.IsDeployed(call.File))
                .Select(call => new FastEndpointsSetup(sources.Code, call)),
        ];
    }

    /// <summary>The set-up for a file's endpoints: that of its own project, or the app's only one; null when the app has none.</summary>
    public FastEndpointsSetup? Of(CodeFile file) =>
        all is [var only]
            ? only
            : all.FirstOrDefault(one => folders.Of(one.Mount.File.Path) == folders.Of(file.Path)) ?? all.FirstOrDefault();
}

/// <summary>One place where endpoints are mounted.</summary>
sealed class FastEndpointsSetup
{
    readonly FastEndpointsSaid said = new();

    /// <summary>Reads a call that mounts.</summary>
    public FastEndpointsSetup(CodeBase code, Code mount)
    {
        Mount = mount;
        var configured = code.FunctionOf(mount.ArgumentAt(0)) is { Exists: true } function ? function : mount.ArgumentAt(0);
        if (!configured.Exists)
            return;
        foreach (var assignment in configured.Descendants(CodeKind.Assignment))
            switch (assignment[Part.Target].Name)
            {
                case "RoutePrefix":
                    Prefix = code.ValueOf(assignment[Part.Value]).AsText ?? "{…}";
                    break;
                case "HeaderName":
                    ThrottleHeader = code.ValueOf(assignment[Part.Value]).AsText ?? "";
                    break;
                case "Configurator":
                    var configurator = code.FunctionOf(assignment[Part.Value]);
                    Read(code, configurator.Exists ? configurator : assignment[Part.Value]);
                    break;
            }
    }

    /// <summary>The call that mounts.</summary>
    public Code Mount { get; }

    /// <summary>What stands before all addresses.</summary>
    public string Prefix { get; private set; } = "";

    /// <summary>The header that limits count by where they name none; empty when the library's own choice holds.</summary>
    public string ThrottleHeader { get; private set; } = "";

    /// <summary>Words about every endpoint.</summary>
    public IEnumerable<(string Name, Code At, string Text)> Words =>
        said.Opens("") is { Exists: true } open ? said.Words.Append(("AllowAnonymous", open, "")) : said.Words;

    /// <summary>Limits of every endpoint.</summary>
    public IReadOnlyList<Code> Throttles => said.Throttles;

    /// <summary>What runs before every endpoint.</summary>
    public IReadOnlyList<Code> Processors => said.Processors;

    /// <summary>Whether a word about all endpoints holds for all, rather than for those that a condition picks.</summary>
    public bool IsCertain(Code word)
    {
        for (var at = word.Parent; at.Exists && at != Mount; at = at.Parent)
            if (at.Kind is CodeKind.Branch or CodeKind.Conditional or CodeKind.Case)
                return false;
        return true;
    }

    void Read(CodeBase code, Code configurator) => new FastEndpointsWords(code).Read(configurator, default, said);
}
