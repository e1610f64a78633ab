using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Pipelines.GitLab;

/// <summary>A pipeline of GitLab with everything that it includes from this repository, and its templates applied.</summary>
sealed class GitLabFile
{
    const int MostDepth = 8;

    static readonly ImmutableHashSet<string> keywords =
    [
        "stages",
        "variables",
        "workflow",
        "default",
        "include",
        "image",
        "services",
        "before_script",
        "after_script",
        "cache",
        "spec",
        "types",
    ];

    readonly SourceTree tree;
    readonly Dictionary<string, YamlEntry> entries = new(StringComparer.Ordinal);
    readonly List<(Location At, string Name)> outside = [];
    readonly List<(Location At, string Because)> unreadable = [];

    GitLabFile(SourceTree tree) => this.tree = tree;

    /// <summary>Reads the file and what it includes.</summary>
    public static GitLabFile Read(SourceTree tree, SourceFile file)
    {
        var read = new GitLabFile(tree);
        read.Take(file, MostDepth);
        return read;
    }

    /// <summary>Files of other repositories, templates and components that it includes.</summary>
    public IReadOnlyList<(Location At, string Name)> Outside => outside;

    /// <summary>Included files that could not be read.</summary>
    public IReadOnlyList<(Location At, string Because)> Unreadable => unreadable;

    /// <summary>A top-level entry.</summary>
    public YamlNode this[string name] => entries.TryGetValue(name, out var entry) ? entry.Value : YamlNode.AbsentAt(Location.WholeApp);

    /// <summary>The jobs, templates applied, in the order in which they were read.</summary>
    public IEnumerable<YamlEntry> Jobs =>
        entries
            .Values.Where(entry => !entry.Key.StartsWith('.') && !keywords.Contains(entry.Key) && entry.Value.Kind is YamlKind.Map)
            .Select(entry => entry with { Value = Extended(entry.Value, MostDepth) });

    void Take(SourceFile file, int depth)
    {
        var yaml = YamlFile.Read(file);
        if (yaml.Unreadable is { } because)
            unreadable.Add((Location.File(file.Path), because));
        // A file with `spec:` has its header in a document of its own.
        var root = yaml.Documents.LastOrDefault(document => document.Kind is YamlKind.Map);
        if (root is null)
            return;
        foreach (var include in root["include"].Each())
            Include(include, file, depth);
        foreach (var entry in root.Entries)
            entries[entry.Key] =
                entries.TryGetValue(entry.Key, out var known) && known.Value.Kind is YamlKind.Map && entry.Value.Kind is YamlKind.Map
                    ? entry with
                    {
                        Value = Merged(known.Value, entry.Value, 20),
                    }
                    : entry;
    }

    void Include(YamlNode include, SourceFile from, int depth)
    {
        var local = include.Kind is YamlKind.Scalar && !include.Text.Contains("://") ? include.Text : include["local"].Text;
        if (local.Length == 0)
            outside.Add(
                (
                    include.At,
                    new[] { "project", "remote", "template", "component" }
                        .Select(key => include[key].Text)
                        .FirstOrDefault(text => text.Length > 0)
                        ?? include.Text
                )
            );
        else if (depth > 0 && Paths.Within("", local) is { } path)
            foreach (
                var file in NamePattern.IsPattern(path) ? tree.Files.Where(file => new NamePattern(path).Matches(file.Path))
                : tree.Find(path) is { } one && one != from ? [one]
                : []
            )
                Take(file, depth - 1);
    }

    /// <summary>A job over what it extends: maps are merged, everything else is replaced (docs.gitlab.com, "extends").</summary>
    YamlNode Extended(YamlNode job, int depth)
    {
        if (depth == 0 || !job.Has("extends"))
            return job;
        var result = job;
        var parents = job["extends"].Texts.Where(entries.ContainsKey).Select(name => Extended(entries[name].Value, depth - 1)).ToList();
        if (parents.Count > 0)
            result = Merged(parents.Aggregate((all, next) => Merged(all, next, 20)), job, 20);
        return result;
    }

    static YamlNode Merged(YamlNode under, YamlNode over, int depth)
    {
        var all = under.Entries.ToDictionary(entry => entry.Key, StringComparer.Ordinal);
        foreach (var entry in over.Entries)
            all[entry.Key] =
                depth > 0
                && all.TryGetValue(entry.Key, out var known)
                && known.Value.Kind is YamlKind.Map
                && entry.Value.Kind is YamlKind.Map
                    ? entry with
                    {
                        Value = Merged(known.Value, entry.Value, depth - 1),
                    }
                    : entry;
        return YamlNode.Map(over.At, [.. all.Values]);
    }

    /// <summary>The lines under a key; <c>!reference [.job, script]</c> stands for the lines of another job.</summary>
    public IEnumerable<YamlNode> Lines(YamlNode lines, int depth = 5)
    {
        if (lines.Kind is not YamlKind.List)
            return lines.Each();
        return lines.Items.SelectMany(item =>
            item is { Kind: YamlKind.List, Items: [{ Kind: YamlKind.Scalar } job, { Kind: YamlKind.Scalar } key] }
            && depth > 0
            && entries.ContainsKey(job.Text)
                ? Lines(Extended(entries[job.Text].Value, MostDepth)[key.Text], depth - 1)
            : item.Kind is YamlKind.List ? Lines(item, depth - 1)
            : item.Each()
        );
    }
}
