using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Environments;

/// <summary>
/// The values that files of the deployment give to variables of the environment: compose files that are not for development, container files, the settings
/// of platforms, infrastructure code, pipelines, <c>.env.production</c>.
/// </summary>
sealed partial class DeployVariables(SourceTree tree)
{
    readonly Lazy<ImmutableArray<SourceFile>> files = new(() => [.. tree.Files.Where(IsDeployment)]);
    readonly ConcurrentDictionary<string, ImmutableArray<(string Value, Location At)>> found = new(StringComparer.Ordinal);

    /// <summary>The first value that is set for a variable, as written, with its place; null when no file of the deployment sets it.</summary>
    public (string Value, Location At)? Find(string variable) => All(variable) is [var first, ..] ? first : null;

    /// <summary>
    /// The values that files of the deployment set for a variable, by file: production may be made of any of them. Files of other environments are not
    /// among them.
    /// </summary>
    public ImmutableArray<(string Value, Location At)> All(string variable) => found.GetOrAdd(variable, Search);

    ImmutableArray<(string Value, Location At)> Search(string variable)
    {
        var name = Regex.Escape(variable.Replace(":", "__", StringComparison.Ordinal));
        var assignment = new Regex(
            $"""(?:^\s*(?:-\s*)?(?:ENV\s+|export\s+)?|\s--set-env-vars[ =]\S*?|\s-e\s+|,)["']?{name}["']?\s*[:=]\s*(?<value>[^\r\n#]+)|(?:name|key)["']?\s*[:=]\s*["']?{name}["']?\s*,?\s*["']?value["']?\s*[:=]\s*(?<value>[^\r\n#]+)""",
            RegexOptions.Multiline | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant
        );
        return
        [
            .. files
                .Value.Select(file => (File: file, Match: assignment.Match(file.Text)))
                .Where(found => found.Match.Success)
                .Select(found => (Plain(found.Match.Groups["value"].Value), found.File.At(found.Match.Groups["value"].Index))),
        ];
    }

    /// <summary>The value without the marks of the format around it; braces belong to it where it names a variable.</summary>
    static string Plain(string written)
    {
        var text = written.Trim().TrimEnd(',');
        if (!text.Contains('{', StringComparison.Ordinal))
            text = text.TrimEnd('}', ')').Trim();
        return text.Trim('"', '\'').Trim();
    }

    static bool IsDeployment(SourceFile file)
    {
        var name = file.Name.ToLowerInvariant();
        if (name is ".env.production" or ".env.prod")
            return true;
        if (!name.Contains("prod", StringComparison.Ordinal) && IsForOthers().IsMatch(file.Path))
            return false;
        if (file.Role is FileRole.Ci)
            return true;
        return file.Role is FileRole.Infra && !(name.Contains("compose", StringComparison.Ordinal) && IsForDevelopers(file));
    }

    /// <summary>Content decides, whatever the file is called; an override is read by <c>docker compose up</c> on a developer's machine alone.</summary>
    public static bool IsForDevelopers(SourceFile file) =>
        file.Name.Contains("override", StringComparison.OrdinalIgnoreCase) || Development().IsMatch(file.Text);

    /// <summary>The name of another environment as a folder or a word of the file's name: <c>cloudbuild-staging.yaml</c>, <c>k8s/dev/api.yaml</c>.</summary>
    [GeneratedRegex(
        @"(?:^|/)(?:staging|stage|stg|preview|previews|dev|development|qa|uat|sandbox|test|testing|local)/|(?:^|[/._-])(?:staging|stage|stg|preview|previews|dev|development|qa|uat|sandbox|test|testing|local)[._-][^/]*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex IsForOthers();

    [GeneratedRegex(
        @"NODE_ENV\s*[:=]\s*[""']?development|--reload\b|target:\s*(dev|development)\b|npm run dev|:/(app|usr/src/app|code|src|workspace)(\s|$|"")",
        RegexOptions.CultureInvariant | RegexOptions.Multiline,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Development();
}
