namespace Shipworthy.Extractors.Endpoints.AspNet.FastEndpoints;

/// <summary>What an endpoint of FastEndpoints says of itself, with what its groups say.</summary>
sealed class FastEndpointsSaid
{
    readonly List<(string Verb, Code At)> opened = [];
    Code openForAll;

    /// <summary>The call that gives the address; no node when attributes do.</summary>
    public Code At { get; set; }

    /// <summary>The HTTP methods in capitals.</summary>
    public List<string> Verbs { get; } = [];

    /// <summary>The addresses below the prefixes.</summary>
    public List<string> Paths { get; } = [];

    /// <summary>The prefix that the endpoint uses in place of the app's; null when it says none.</summary>
    public string? Prefix { get; set; }

    /// <summary>The prefixes of the groups, the outermost first.</summary>
    public string GroupPrefix { get; set; } = "";

    /// <summary>Words of ASP.NET Core.</summary>
    public List<(string Name, Code At, string Text)> Words { get; } = [];

    /// <summary>Calls and attributes that limit, the endpoint's own first.</summary>
    public List<Code> Throttles { get; } = [];

    /// <summary>Types and instances that run before the handler.</summary>
    public List<Code> Processors { get; } = [];

    /// <summary>Whether it is the endpoint of a service that renews tokens, which the library makes.</summary>
    public bool Refreshes { get; set; }

    /// <summary>Takes an <c>AllowAnonymous</c>, which may name the methods that it holds for.</summary>
    public void Open(Code at, IReadOnlyList<string> verbs)
    {
        if (verbs.Count == 0)
            openForAll = at;
        foreach (var verb in verbs)
            opened.Add((verb, at));
    }

    /// <summary>Where a method is opened to everybody; no node when it is not.</summary>
    public Code Opens(string verb) => openForAll.Exists ? openForAll : opened.Find(one => one.Verb == verb).At;
}
