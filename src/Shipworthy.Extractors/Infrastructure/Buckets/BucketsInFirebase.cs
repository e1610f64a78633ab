using System.Text.RegularExpressions;
using Shipworthy.Extractors.Deployables;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Infrastructure.Buckets;

/// <summary>The rules of Firebase's storage: each path that they match is judged as a bucket, since it is what the app opens or closes.</summary>
static partial class BucketsInFirebase
{
    /// <summary>The paths of all files of rules.</summary>
    public static IEnumerable<StorageBucket> In(SourceTree tree) =>
        tree
            .Files.Where(file => file.Name.EndsWith(".rules", StringComparison.Ordinal) && Folders.Counts(file.Role))
            .Where(file => file.Text.Contains("service firebase.storage", StringComparison.Ordinal))
            .SelectMany(Paths);

    static IEnumerable<StorageBucket> Paths(SourceFile file)
    {
        var text = Comments().Replace(file.Text, match => new string(' ', match.Length));
        var open = new Stack<(string Path, int Depth)>();
        var depth = 0;
        var doors = new Dictionary<string, (Location At, List<BucketDoor> Doors)>(StringComparer.Ordinal);
        foreach (Match token in Tokens().Matches(text))
            if (token.Groups["match"].Success)
                open.Push(($"{(open.TryPeek(out var outer) ? outer.Path : "")}{token.Groups["match"].Value.Trim()}", ++depth));
            else if (token.Groups["allow"].Success)
            {
                var path = open.TryPeek(out var here) ? here.Path.Replace("/b/{bucket}/o", "", StringComparison.Ordinal) : "/";
                if (!doors.TryGetValue(path, out var known))
                    doors[path] = known = (file.At(token.Index), []);
                known.Doors.AddRange(Doors(token.Groups["what"].Value, token.Groups["if"].Value.Trim(), file.At(token.Index)));
            }
            else if (token.Value is "{")
                depth++;
            else
            {
                if (open.TryPeek(out var ends) && ends.Depth == depth)
                    open.Pop();
                depth--;
            }
        return doors.Select(entry => new StorageBucket(entry.Value.At, "Firebase Storage", entry.Key)
        {
            Content = BucketWords.Of(entry.Key),
            Doors = [.. entry.Value.Doors],
            Private = "lets in only whom its rules name",
        });
    }

    static IEnumerable<BucketDoor> Doors(string what, string condition, Location at)
    {
        var acts = what.Split(',').Select(act => act.Trim()).ToList();
        var writes = acts.Exists(act => act is "write" or "create" or "update" or "delete");
        var reads = acts.Exists(act => act is "read" or "get");
        var lists = acts.Exists(act => act is "read" or "list");
        if (condition.Length == 0 || condition is "true" || DateTest().IsMatch(condition))
        {
            if (writes)
                yield return new(BucketAct.Write, at, "lets everybody write files");
            if (reads)
                yield return new(BucketAct.Read, at, "lets everybody read files");
            if (lists)
                yield return new(BucketAct.List, at, "lets everybody list files");
        }
        else if (SignedIn().IsMatch(condition))
        {
            if (writes)
                yield return new(BucketAct.Write, at, "lets whoever signs up write files, whoever they belong to");
            if (reads)
                yield return new(BucketAct.ReadBySignedIn, at, "lets every signed-in user read everybody's files");
        }
    }

    [GeneratedRegex(@"//[^\n]*|/\*.*?\*/", RegexOptions.Singleline | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Comments();

    [GeneratedRegex(
        @"\bmatch\s+(?<match>/(?:[^\s{]|\{[^}]*\})*)\s*\{|\ballow\s+(?<allow>)(?<what>[\w,\s]+?)\s*(?::\s*if\s+(?<if>[^;]*))?;|[{}]",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Tokens();

    [GeneratedRegex(@"^request\.time\s*<\s*timestamp\.date\([^)]*\)$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex DateTest();

    [GeneratedRegex(@"^request\.auth(?:\.uid)?\s*!=\s*null$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex SignedIn();
}
