using System.Text;

namespace Shipworthy.Extractors.History;

/// <summary>Adds to commits the paths that each changed against its first parent.</summary>
static class ChangedPaths
{
    const int AtATime = 200;

    /// <summary>The commits in their order. Git is asked for some at a time, so whoever stops early has not waited for the rest.</summary>
    public static IEnumerable<CommitWithPaths> Of(GitProgram git, IEnumerable<Commit> commits, string prefix)
    {
        foreach (var some in commits.Chunk(AtATime))
        {
            var paths = Read(git, some);
            foreach (var commit in some)
                yield return new(
                    commit,
                    [
                        .. paths
                            .GetValueOrDefault(commit.Hash, [])
                            .Where(path => path.StartsWith(prefix, StringComparison.Ordinal))
                            .Select(path => path[prefix.Length..]),
                    ]
                );
        }
    }

    static Dictionary<string, List<string>> Read(GitProgram git, Commit[] commits)
    {
        var paths = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        using var comparing = git.Start(
            "diff-tree",
            "--stdin",
            "--root",
            "-r",
            "-z",
            "--name-only",
            "--no-renames",
            "--no-ext-diff",
            "--no-textconv"
        );
        if (comparing is null)
            return paths;
        // A second name on the line stands for the only parent to compare with.
        var lines = Encoding.ASCII.GetBytes(
            string.Concat(commits.Select(commit => $"{commit.Hash} {commit.Parents.FirstOrDefault()}".TrimEnd() + "\n"))
        );
        var asking = Task.Run(() =>
        {
            using (comparing.Input)
                comparing.Input.Write(lines);
        });
        var reader = new ByteReader(comparing.Output);
        List<string>? current = null;
        var names = commits.Select(commit => commit.Hash).ToHashSet(StringComparer.Ordinal);
        while (reader.TryReadTo(0, out var field))
        {
            var text = Encoding.UTF8.GetString(field);
            if (names.Contains(text.Trim()))
                paths[text.Trim()] = current = [];
            else
                current?.Add(text);
        }
        try
        {
            asking.GetAwaiter().GetResult();
        }
        catch (IOException)
        {
            // Git went away; what it said counts.
        }
        return paths;
    }
}
