using System.Text.RegularExpressions;
using Shipworthy.Extractors.BuildSecrets;
using Shipworthy.Extractors.Json;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.SecretKeeping;

/// <summary>A secret that code of production reads.</summary>
/// <param name="Name">The variable or setting.</param>
/// <param name="At">Where it is read.</param>
readonly record struct SecretRead(string Name, Location At);

/// <summary>
/// Finds the secrets that code of production reads from its surroundings, by the idioms of each language and of the usual libraries for settings. It reads text, so that
/// languages without a syntax tree here count too.
/// </summary>
static partial class SecretReads
{
    /// <summary>All of them, in the order of their places.</summary>
    public static ImmutableArray<SecretRead> In(SourceTree tree)
    {
        ImmutableArray<SourceFile> files = [.. tree.Files.Where(file => file.Role is FileRole.Prod)];
        var readers = files.SelectMany(Readers).Distinct(StringComparer.Ordinal).Select(Regex.Escape).ToList();
        var calls =
            readers.Count == 0
                ? null
                : new Regex(
                    $"""\b(?:{string.Join('|', readers)})(?:<[^>\n]*>)?\(\s*["'](?<n>\w+)["']""",
                    RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
                );
        return [.. files.AsParallel().AsOrdered().SelectMany(file => Of(file, calls))];
    }

    /// <summary>The places where code reads a variable by a name that is only known when it runs.</summary>
    public static IEnumerable<Location> Unnamed(SourceTree tree) =>
        tree
            .Files.Where(file => file.Role is FileRole.Prod && Code().IsMatch(file.Name))
            .SelectMany(file => Dynamic().Matches(file.Text).Take(1).Select(match => file.At(match.Index)));

    /// <summary>Functions of the app that read the variable whose name they are handed.</summary>
    static IEnumerable<string> Readers(SourceFile file)
    {
        if (!Code().IsMatch(file.Name))
            yield break;
        foreach (Match read in Dynamic().Matches(file.Text))
            if (Function().Matches(file.Text[Math.Max(0, read.Index - 600)..read.Index]) is { Count: > 0 } before)
                yield return before[^1].Groups["name"].Value;
    }

    static IEnumerable<SecretRead> Of(SourceFile file, Regex? calls)
    {
        if (file.Name is "appsettings.json" or "appsettings.Production.json")
            return InSettings(file);
        return Code().IsMatch(file.Name) ? InCode(file, calls) : [];
    }

    static IEnumerable<SecretRead> InCode(SourceFile file, Regex? calls)
    {
        var text = file.Text;
        // The host project of Aspire starts the others on developers' machines; what it names it hands to them.
        if (
            !(Hint().IsMatch(text) || calls?.IsMatch(text) is true)
            || text.Contains("DistributedApplication.CreateBuilder", StringComparison.Ordinal)
        )
            return [];
        var found = new List<SecretRead>();
        void Take(string name, int at)
        {
            if (SecretNames.IsReadAsSecret(name) && !CommentLine.Holds(text, at))
                found.Add(new(name, file.At(at)));
        }
        foreach (Match read in Read().Matches(text))
            Take(read.Groups["n"].Value, read.Groups["n"].Index);
        foreach (Match read in calls?.Matches(text) ?? (IEnumerable<Match>)[])
            Take(read.Groups["n"].Value, read.Groups["n"].Index);
        foreach (Match read in Connection().Matches(text))
            if (!CommentLine.Holds(text, read.Index))
                found.Add(new($"ConnectionStrings:{read.Groups["n"].Value}", file.At(read.Groups["n"].Index)));
        foreach (Match list in Taken().Matches(text))
        foreach (Match name in Word().Matches(list.Groups["list"].Value))
            Take(name.Value, list.Groups["list"].Index + name.Index);
        if (file.Name.StartsWith("application", StringComparison.Ordinal))
            foreach (Match reference in Placeholder().Matches(text))
                Take(reference.Groups["n"].Value, reference.Groups["n"].Index);
        if (Schema().IsMatch(text))
            foreach (Match field in SchemaField().Matches(text))
                Take(field.Groups["n"].Value, field.Groups["n"].Index);
        if (text.Contains("BaseSettings", StringComparison.Ordinal))
            foreach (Match field in SettingsField().Matches(text))
                Take(field.Groups["n"].Value, field.Groups["n"].Index);
        return found.DistinctBy(read => read.Name);
    }

    /// <summary>The keys of .NET's settings that stand for secrets: the file names them, and something else gives them their value.</summary>
    static IEnumerable<SecretRead> InSettings(SourceFile file)
    {
        var open = new Stack<(string Path, Yaml.YamlNode Node)>([("", JsonFile.Read(file))]);
        while (open.TryPop(out var one))
            foreach (var entry in one.Node.Entries)
            {
                var path = one.Path.Length == 0 ? entry.Key : $"{one.Path}:{entry.Key}";
                if (entry.Value.Kind is Yaml.YamlKind.Map)
                    open.Push((path, entry.Value));
                else if (
                    entry.Value.Kind is Yaml.YamlKind.Scalar
                    && (
                        one.Path is "ConnectionStrings"
                        || SecretNames.IsReadAsSecret(entry.Key)
                        || entry.Key is "Key" && one.Path.EndsWith("Jwt", StringComparison.OrdinalIgnoreCase)
                    )
                )
                    yield return new(path, entry.At);
            }
    }

    [GeneratedRegex(
        @"\.(?:[cm]?[jt]sx?|vue|svelte|astro|py|cs|cshtml|razor|go|rb|php|java|kt|kts|scala|rs|ex|exs|prisma|properties)$|^application[\w-]*\.ya?ml$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Code();

    [GeneratedRegex(
        @"env|ENV|EnvReader|getenv|Settings|[cC]onfig|GetConnectionString|@Value|defineSecret|\$\{|AddNpgsql|AddRedis",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Hint();

    [GeneratedRegex(
        """
            (?:process|Bun|import\.meta)\??\.env(?:\??\.|\[\s*["'])(?<n>[A-Za-z_]\w*)
            |\benv\.(?<n>[A-Z][A-Z0-9_]{2,})\b
            |\bDeno\.env\.get\(\s*["'](?<n>\w+)
            |\b(?:os\.)?(?:getenv|Getenv|LookupEnv)\(\s*["'](?<n>\w+)
            |\benviron(?:\.get\(|\[|\.setdefault\()\s*["'](?<n>\w+)
            |\benv(?:\.\w+)?\(\s*["'](?<n>\w+)
            |(?<![.\w])config\(\s*["'](?<n>[A-Z]\w+)
            |\bGetEnvironmentVariable\(\s*"(?<n>[\w:]+)
            |\bEnvReader\.(?:Try)?GetStringValue\(\s*"(?<n>\w+)
            |\bENV(?:\.fetch\(|\[)\s*["'](?<n>\w+)
            |\bgetenv\(\s*"(?<n>\w+)
            |\benv::var(?:_os)?\(\s*"(?<n>\w+)
            |\bSystem\.(?:get_env|fetch_env!?)\(\s*"(?<n>\w+)
            |(?i:\bconfig\w*)\[\s*"(?<n>[\w:]+)"
            |(?i:\bconfig\w*)\.(?:get|getOrThrow|GetValue)(?:<[^>\n]*>)?\(\s*["'](?<n>[\w.:]+)
            |@Value\(\s*"\$\{(?<n>[\w.-]+)
            |\bdefineSecret\(\s*["'](?<n>\w+)
            """,
        RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace,
        10_000
    )]
    private static partial Regex Read();

    [GeneratedRegex(
        """\.GetConnectionString\(\s*"(?<n>[\w-]+)"|\.Add(?:Npgsql|Redis|RabbitMQ|SqlServer|MySql|MongoDB|Azure\w*?(?:Client|Context))\w*(?:<[^>\n]*>)?\(\s*"(?<n>[\w-]+)(?=")""",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Connection();

    /// <summary>A read by a name that a variable holds.</summary>
    [GeneratedRegex(
        @"\bprocess\.env\[\s*[A-Za-z_]\w*\s*\]|\b(?:os\.)?(?:getenv|Getenv|LookupEnv)\(\s*[a-z_]\w*\s*[,)]|\benviron(?:\.get\(|\[)\s*[a-z_]\w*\s*[\],)]|\bDeno\.env\.get\(\s*[a-z]\w*\s*\)",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Dynamic();

    [GeneratedRegex(
        @"\b(?:function|def|func)\s+(?<name>\w+)\s*(?:<[^>\n]*>)?\(|\b(?:const|let|var)\s+(?<name>\w+)\s*=\s*(?:async\s*)?(?:<[^>\n]*>)?\([^)\n]*\)[^=\n]*=>",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Function();

    /// <summary>Names that are taken out of the environment together.</summary>
    [GeneratedRegex(
        """[{](?<list>[^{}]{1,2000})[}]\s*(?:=\s*process\.env\b|from\s*["']\$env/(?:static|dynamic)/private)""",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Taken();

    /// <summary>References in the settings of Spring and of its like.</summary>
    [GeneratedRegex(@"\$\{(?<n>[A-Z][A-Z0-9_]+)[:}]", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"(?<![\w:])[A-Z][A-Z0-9_]{2,}(?!\w)", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Word();

    [GeneratedRegex(
        @"createEnv\(|process\.env\)|\.parse\(\s*process\.env|cleanEnv\(|safeParse\(\s*process\.env",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Schema();

    [GeneratedRegex(
        @"^\s*(?<n>[A-Z][A-Z0-9_]{2,})\s*:\s*(?:z|v|t|str|Joi|yup|url|Type)\b",
        RegexOptions.Multiline | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex SchemaField();

    [GeneratedRegex(
        @"^[ \t]+(?<n>[A-Za-z_]\w*)\s*:\s*(?:Optional\[)?(?:str|SecretStr|\w+Dsn|\w+Url|Secret)\b",
        RegexOptions.Multiline | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex SettingsField();
}
