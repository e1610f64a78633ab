namespace Shipworthy.Model;

/// <summary>The language and runtime of a part of the app.</summary>
public enum Stack
{
    /// <summary>Could not be told.</summary>
    Unknown,

    /// <summary>Files only: a bundle for browsers, a generated site.</summary>
    Static,

    /// <summary>JavaScript or TypeScript on Node, Bun or a worker platform.</summary>
    JavaScript,

    /// <summary>Supabase Edge Functions.</summary>
    SupabaseFunctions,

    /// <summary>Python.</summary>
    Python,

    /// <summary>.NET.</summary>
    DotNet,

    /// <summary>Go.</summary>
    Go,

    /// <summary>Ruby.</summary>
    Ruby,

    /// <summary>PHP.</summary>
    Php,

    /// <summary>Java, Kotlin and other languages of the JVM.</summary>
    Jvm,

    /// <summary>Rust.</summary>
    Rust,

    /// <summary>Elixir.</summary>
    Elixir,
}

/// <summary>What a part of the app answers over HTTP.</summary>
public enum Serves
{
    /// <summary>Could not be told.</summary>
    Unknown,

    /// <summary>Nothing: a worker, a command line, a library.</summary>
    Nothing,

    /// <summary>The same files to everybody: a bundle, a generated site.</summary>
    Files,

    /// <summary>Pages that it makes for each request, and often an API beside them.</summary>
    Pages,

    /// <summary>Data only: an API, functions, sockets.</summary>
    Answers,
}

/// <summary>What tells a part of the app who is calling.</summary>
public enum SignIn
{
    /// <summary>Could not be told.</summary>
    Unknown,

    /// <summary>Nothing: everybody is a stranger.</summary>
    None,

    /// <summary>A cookie, which browsers send by themselves.</summary>
    Cookie,

    /// <summary>A token that code has to put into each request.</summary>
    Bearer,

    /// <summary>Either will do.</summary>
    CookieAndBearer,
}

/// <summary>Questions to <see cref="SignIn"/>.</summary>
public static class SignIns
{
    extension(SignIn signIn)
    {
        /// <summary>Whether a foreign page can make a browser act in its visitor's name. What could not be told may be a cookie.</summary>
        public bool MayBeCookie =>
            signIn switch
            {
                SignIn.Cookie or SignIn.CookieAndBearer or SignIn.Unknown => true,
                SignIn.None or SignIn.Bearer => false,
            };
    }
}

/// <summary>
/// A part of the app that is deployed by itself: a server, a set of functions, a site, a worker.
/// </summary>
/// <param name="At">The line that shows it: where the server is made, or its manifest.</param>
/// <param name="Name">What people call it: the name in its manifest, or its folder.</param>
/// <param name="Folder">The folder that holds it, without a slash at the end; empty for the root.</param>
public sealed record Deployable(Location At, string Name, string Folder) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"deployable:{Stack}:{Folder}";

    /// <summary>Language and runtime.</summary>
    public required Stack Stack { get; init; }

    /// <summary>The framework, as its makers spell it: "Express", "ASP.NET Core"; empty when it is none that Shipworthy knows.</summary>
    public string Framework { get; init; } = "";

    /// <summary>What it answers over HTTP.</summary>
    public required Serves Serves { get; init; }

    /// <summary>Where it runs.</summary>
    public Hosting Hosting { get; init; }

    /// <summary>What tells it who is calling.</summary>
    public SignIn SignIn { get; init; }

    /// <summary>Why its code could not be seen in full, as a clause about the deployable: "is written in Go"; null when it was.</summary>
    public string? NotSeen { get; init; }

    /// <summary>Of a part whose code is not understood: whether nothing of it speaks of other origins, so that browsers keep to their default.</summary>
    public bool GrantsNothing { get; init; }

    /// <summary>Whether <see cref="Fact.At"/> is the code that makes it, and not a manifest or a folder.</summary>
    public bool IsMadeInCode =>
        At.Path[(At.Path.LastIndexOf('.') + 1)..] is "js" or "jsx" or "mjs" or "cjs" or "ts" or "tsx" or "mts" or "cts" or "py" or "cs";

    /// <summary>Folders of packages of the app that it mounts and serves: they are deployed with it, and by nothing else.</summary>
    public ImmutableArray<string> Mounts { get; init; } = [];

    /// <summary>Whether a file lies in its folder, or in one that it mounts.</summary>
    public bool Holds(string path) =>
        Folder.Length == 0
        || path.StartsWith(Folder + "/", StringComparison.Ordinal)
        || Mounts.Any(folder => path.StartsWith(folder + "/", StringComparison.Ordinal));
}

public sealed partial class App
{
    /// <summary>The parts of the app that are deployed by themselves.</summary>
    public Facts<Deployable> Deployables => Of<Deployable>();
}
