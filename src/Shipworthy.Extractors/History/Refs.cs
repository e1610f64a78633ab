using System.Text;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.History;

/// <summary>What the refs of a repository say: where HEAD stands, which branch is the default one, what is broken.</summary>
sealed record Refs
{
    /// <summary>Of no repository.</summary>
    public static Refs None { get; } = new();

    public string? Head { get; private init; }

    public string? Branch { get; private init; }

    public string? DefaultBranch { get; private init; }

    public string? DefaultTip { get; private init; }

    public int Count { get; private init; }

    /// <summary>How many refs name an object that is not there.</summary>
    public int Broken { get; private init; }

    public ImmutableArray<string> Branches { get; private init; } = [];

    public ImmutableArray<string> Tags { get; private init; } = [];

    /// <summary>Blobs that refs name without a commit, each with the name of the ref.</summary>
    public ImmutableArray<(string Blob, string Name)> Blobs { get; private init; } = [];

    /// <summary>
    /// Everything that a walk over all of the history starts from, as far as it is there: what the refs name, HEAD of this and of other work trees, and the
    /// older stashes.
    /// </summary>
    public ImmutableArray<string> Starts { get; private init; } = [];

    /// <summary>The names of all refs, each with the object that it names.</summary>
    public ImmutableArray<(string Name, string Of)> Names { get; private init; } = [];

    /// <summary>Whether nothing was committed.</summary>
    public bool IsEmpty => Count == 0 && Head is null;

    /// <summary>Asks git for the refs and the objects that they name; null when there is no git program.</summary>
    public static Refs? Read(GitProgram git, Repository repository)
    {
        using var listing = git.Start("for-each-ref", "--format=%(objectname)%00%(refname)%00%(symref)");
        if (listing is null)
            return null;
        listing.Input.Close();
        using var lines = new StreamReader(listing.Output, Encoding.UTF8);
        var all = new List<(string Object, string Name, string Target)>();
        while (lines.ReadLine() is { } line)
            if (line.Split('\0') is [var name, var of, var target])
                all.Add((name, of, target));
        var listed = listing.Succeeded();
        var objects = Look(git, all);
        var head = objects.GetValueOrDefault("HEAD");
        var branch =
            git.Ask("symbolic-ref", "-q", "HEAD") is { } full && full.StartsWith("refs/heads/") ? full["refs/heads/".Length..] : null;
        var names = all.ToDictionary(one => one.Name, one => one.Object, StringComparer.Ordinal);
        var (defaultBranch, tip) = Default(all, names, branch, head?.Name);
        return new()
        {
            Head = head?.Name,
            Branch = branch,
            DefaultBranch = defaultBranch,
            DefaultTip = IsOlder(git, head?.Name, tip) ? head!.Name : tip,
            Count = all.Count,
            Broken = all.Count(one => !objects.ContainsKey(one.Object)) + (listed ? 0 : 1),
            Branches = [.. Named(names.Keys, "refs/heads/"), .. Named(names.Keys, "refs/remotes/").Where(name => !name.EndsWith("/HEAD"))],
            Tags = [.. Named(names.Keys, "refs/tags/")],
            Names = [.. all.Select(one => (one.Name, one.Object))],
            Blobs =
            [
                .. all.Where(one => objects.GetValueOrDefault($"{one.Object}^{{}}")?.Type is "blob")
                    .Select(one => (objects[$"{one.Object}^{{}}"].Name, one.Name)),
            ],
            Starts =
            [
                .. all.Select(one => one.Object)
                    .Where(objects.ContainsKey)
                    .Concat(head is null ? [] : [head.Name])
                    .Concat(StashesOf(repository))
                    .Concat(OtherHeads(repository))
                    .Distinct(StringComparer.Ordinal),
            ],
        };
    }

    sealed record Found(string Name, string Type);

    /// <summary>The objects that refs and HEAD name, and what tags stand for (written <c>NAME^{}</c>); what is missing is absent.</summary>
    static Dictionary<string, Found> Look(GitProgram git, List<(string Object, string Name, string Target)> all)
    {
        var found = new Dictionary<string, Found>(StringComparer.Ordinal);
        string[] asked =
        [
            "HEAD",
            .. all.Select(one => one.Object).Distinct(StringComparer.Ordinal).SelectMany(one => new[] { one, one + "^{}" }),
        ];
        using var looking = git.Start("cat-file", "--batch-check=%(objectname) %(objecttype)", "--buffer");
        if (looking is null)
            return found;
        var asking = Task.Run(() =>
        {
            using (looking.Input)
                looking.Input.Write(Encoding.ASCII.GetBytes(string.Concat(asked.Select(one => one + "\n"))));
        });
        using var answers = new StreamReader(looking.Output, Encoding.ASCII);
        foreach (var one in asked)
        {
            if (answers.ReadLine() is not { } answer)
                break;
            if (answer.Split(' ') is [var name, "commit" or "tag" or "tree" or "blob"])
                found[one] = new(name, answer[(name.Length + 1)..]);
        }
        Settle(asking);
        return found;
    }

    static void Settle(Task asking)
    {
        try
        {
            asking.GetAwaiter().GetResult();
        }
        catch (IOException)
        {
            // Git went away; what it answered counts.
        }
    }

    static IEnumerable<string> Named(IEnumerable<string> refs, string prefix) =>
        refs.Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .Select(name => name[prefix.Length..])
            .Order(StringComparer.Ordinal);

    /// <summary>What the remote calls its HEAD, else the usual names, else what is checked out, else the only branch.</summary>
    static (string? Name, string? Tip) Default(
        List<(string Object, string Name, string Target)> all,
        Dictionary<string, string> names,
        string? branch,
        string? head
    )
    {
        const string remotes = "refs/remotes/";
        var remoteHead = all.FirstOrDefault(one => one.Name == remotes + "origin/HEAD").Target;
        string? ofRemote = remoteHead?.StartsWith(remotes + "origin/") is true ? remoteHead[(remotes + "origin/").Length..] : null;
        string?[] usual = [ofRemote, "main", "master", "trunk", branch];
        foreach (var name in usual)
        {
            if (name is null)
                continue;
            if (name == branch && head is not null)
                return (name, head);
            if (names.TryGetValue(remotes + "origin/" + name, out var tip) || names.TryGetValue("refs/heads/" + name, out tip))
                return (name, tip);
        }
        var branches = Named(names.Keys, "refs/heads/").ToList();
        return branches is [var only] ? (only, names["refs/heads/" + only]) : (null, head);
    }

    static bool IsOlder(GitProgram git, string? head, string? tip) =>
        head is not null && tip is not null && head != tip && git.Ask("merge-base", "--is-ancestor", head, tip) is not null;

    /// <summary>The log of the stash names all stashes; the ref only the newest. Each line: old name, new name, who, and what.</summary>
    static ImmutableArray<string> StashesOf(Repository repository)
    {
        var log = DiskEntry.At(Path.Combine(repository.CommonFolder, "logs", "refs", "stash"))?.TryRead(1 << 20);
        return log is null
            ? []
            :
            [
                .. Encoding
                    .UTF8.GetString(log)
                    .Split('\n')
                    .Select(line => line.Split(' '))
                    .Where(words => words.Length > 2 && words[1].Length is 40 or 64 && words[1].All(char.IsAsciiHexDigitLower))
                    .Select(words => words[1]),
            ];
    }

    /// <summary>Other work trees may stand on commits that no branch holds.</summary>
    static IEnumerable<string> OtherHeads(Repository repository) =>
        (DiskEntry.In(Path.Combine(repository.CommonFolder, "worktrees")) ?? [])
            .Select(tree => DiskEntry.At(Path.Combine(tree.FullPath, "HEAD"))?.TryRead(100))
            .Select(bytes => bytes is null ? "" : Encoding.ASCII.GetString(bytes).Trim())
            .Where(name => name.Length is 40 or 64 && name.All(char.IsAsciiHexDigitLower));
}
