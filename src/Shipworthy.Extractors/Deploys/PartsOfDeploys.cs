using System.Text.RegularExpressions;
using Shipworthy.Extractors.Pipelines;

namespace Shipworthy.Extractors.Deploys;

/// <summary>Tells which parts of the app a deploy or a host's file brings out.</summary>
sealed partial class PartsOfDeploys
{
    readonly ImmutableArray<(Deployable Part, Regex? Name)> parts;

    /// <summary>For the given parts.</summary>
    public PartsOfDeploys(ImmutableArray<Deployable> parts) => this.parts = [.. parts.Select(part => (part, NamePatternOf(part)))];

    /// <summary>The parts that a deploy brings out: those that it points to by folder or name; else all, where its means takes everything along.</summary>
    public ImmutableArray<Deployable> Of(DeployAct act)
    {
        var possible = parts.Where(one => Carries(act.Means, one.Part)).ToList();
        if (possible.Count <= 1)
            return [.. possible.Select(one => one.Part)];
        var byFolder = possible.Where(one => act.Folders.Any(folder => IsAt(one.Part.Folder, folder))).ToList();
        if (byFolder.Count > 0)
            return [.. byFolder.Select(one => one.Part)];
        // It points to a folder of something that is not among the parts: a worker, a tool.
        if (act.Folders.Any(folder => !OnlyForDeploys().IsMatch(folder)))
            return [];
        var byName = possible.Where(one => one.Name?.IsMatch(act.Words) ?? false).ToList();
        if (byName.Count > 0)
            return [.. byName.Select(one => one.Part)];
        if (possible.Where(one => IsCalledShort(one.Part, act.Words)).ToList() is [var single])
            return [single.Part];
        if (act.Means.IsForAll)
            return [.. possible.Select(one => one.Part)];
        var root = possible.Where(one => one.Part.Folder.Length == 0).ToList();
        return root.Count > 0 ? [.. root.Select(one => one.Part)]
            : possible.Count == 2 ? [.. possible.Select(one => one.Part)]
            : [];
    }

    /// <summary>Whether a host's file is for a part.</summary>
    public bool IsFor(HostMark mark, Deployable part) =>
        mark.Host switch
        {
            _ when mark.Parts.Length > 0 => mark.Parts.Any(folder => IsAt(part.Folder, folder)),
            Hosting.Lovable => part.Stack is Stack.SupabaseFunctions
                || (part.Folder == mark.Folder && part.Serves is Serves.Files or Serves.Pages),
            _ when part.Stack is Stack.SupabaseFunctions => false,
            Hosting.Kubernetes or Hosting.Render or Hosting.Compose or Hosting.Replit => Paths.IsIn(mark.Folder, part.Folder),
            _ => part.Folder == mark.Folder
                || (
                    Paths.IsIn(mark.Folder, part.Folder)
                    && !parts.Any(one => one.Part.Folder == mark.Folder)
                    && (parts.Length == 1 || !IsForFrontEnds(mark.Host) || part.Serves is Serves.Files or Serves.Pages)
                ),
        };

    static bool IsForFrontEnds(Hosting host) => host is Hosting.Vercel or Hosting.Netlify or Hosting.Cloudflare or Hosting.Firebase;

    static bool Carries(DeployMeans means, Deployable part) =>
        part.Stack is Stack.SupabaseFunctions
            ? means.Cargo is Cargo.SupabaseFunctions
            : means.Cargo switch
            {
                Cargo.SupabaseFunctions => false,
                Cargo.Files => part.Serves is Serves.Files,
                Cargo.Programs or Cargo.Everything => true,
            };

    static bool IsAt(string part, string folder) =>
        (part.Length > 0 && Paths.IsIn(part, folder)) || (folder.Length > 0 && Paths.IsIn(folder, part));

    /// <summary>The name of its folder; names that every app has point to nothing.</summary>
    static Regex? NamePatternOf(Deployable part)
    {
        var name = part.Folder.Length > 0 ? part.Folder[(part.Folder.LastIndexOf('/') + 1)..] : part.Name;
        return name.Length < 3 || name is "app" or "apps" or "src" or "code" or "main" or "functions"
            ? null
            : new(
                $"(?<![a-z0-9]){Regex.Escape(name)}(?![a-z0-9])",
                RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
                TimeSpan.FromSeconds(10)
            );
    }

    /// <summary>Whether words name a part without the end that only says what kind of thing it is: <c>frontend</c> for <c>frontend-web</c>.</summary>
    static bool IsCalledShort(Deployable part, string words) =>
        KindAtEnd().Match(part.Folder[(part.Folder.LastIndexOf('/') + 1)..]) is { Success: true } name
        && Regex.IsMatch(
            words,
            $"(?<![a-z0-9]){Regex.Escape(name.Groups["name"].Value)}(?![a-z0-9])",
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
            TimeSpan.FromSeconds(10)
        );

    [GeneratedRegex(
        @"^(?<name>front-?end|back-?end|client|admin|dashboard)[-_](?:web|app|api|ui|server|service)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex KindAtEnd();

    /// <summary>Folders that hold recipes of deploys, or code for several parts.</summary>
    [GeneratedRegex(
        @"(?:^|/)(?:\.?docker|deploy(?:ments?)?|build|infra(?:structure)?|ops|containers?|k8s|kubernetes|helm|charts?|manifests|terraform|compose|config|packages|libs?|shared|scripts|src)(?:/[^/]*)?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex OnlyForDeploys();
}
