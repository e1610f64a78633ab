using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Docs;

/// <summary>Tells paths of a repository from other text in documents.</summary>
static partial class PathText
{
    /// <summary>Whether the text could be one certain path: relative, without pattern, variable or placeholder, and not a place of built or installed files.</summary>
    public static bool IsConcrete(string text) =>
        text.Length is > 2 and < 200
        && !NotConcrete().IsMatch(text)
        && !Built().IsMatch(text)
        && !Placeholders.IsIn(text)
        && !(text.Contains('/') && Domain().IsMatch(text));

    /// <summary>Whether the repository would hold it: it ends like source, settings or prose.</summary>
    public static bool IsCheckable(string text) => SourceEnding().IsMatch(text) && !SecretEnding().IsMatch(text);

    /// <summary>Whether it is a document.</summary>
    public static bool IsProse(string text) => ProseEnding().IsMatch(text);

    /// <summary>The paths that a simple command names and needs; what it writes is not among them.</summary>
    public static IEnumerable<string> InCommand(string[] words)
    {
        for (var i = 0; i < words.Length; i++)
        {
            var word = words[i].Trim('"', '\'', ',', '`');
            if (
                i > 0
                && (words[i - 1] is ">" or ">>" or "-o" or "-O" or "--output" or "-t" or "tee" or "touch" or "rm" || word.StartsWith('>'))
            )
                continue;
            if (i > 1 && i == words.Length - 1 && words[0] is "cp" or "mv" or "ln" or "scp" or "rsync")
                continue;
            word = word.StartsWith('@') || word.StartsWith('<') ? word[1..] : word;
            if (word.StartsWith('-') && word.Contains('='))
                word = word[(word.IndexOf('=', StringComparison.Ordinal) + 1)..];
            var isScript = word.StartsWith("./", StringComparison.Ordinal) && i == 0;
            if (IsConcrete(word) && (isScript || (IsCheckable(word) && (word.Contains('/') || IsRunBy(words, i)))))
                yield return word;
        }
    }

    static bool IsRunBy(string[] words, int index) =>
        index > 0
        && words[index - 1]
            is "bash"
                or "sh"
                or "zsh"
                or "node"
                or "python"
                or "python3"
                or "ruby"
                or "php"
                or "tsx"
                or "ts-node"
                or "deno"
                or "bun"
                or "source"
                or "."
                or "-f"
                or "--config";

    [GeneratedRegex(
        @"[*?<>{}\[\]$|%=\\^~!;()""'…]|^[/#@-]|://|:\d|^\d+[./]\d|\.\.\.|^[\w.-]+@|^(http|git@)|YYYY|path/to",
        RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex NotConcrete();

    [GeneratedRegex(
        @"(^|/)(node_modules|dist|build|out|target|bin|obj|\.next|\.nuxt|\.output|\.vercel|\.terraform|venv|\.venv|__pycache__|coverage|backups?|dumps?|logs?|tmp|temp|uploads?|media|volumes?|data)(/|$)",
        RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Built();

    [GeneratedRegex(
        @"^[\w-]+(\.[\w-]+)*\.(com|org|net|io|dev|app|sh|co|ai|cloud|de|fr|it|es|pl|tr|jp|cn|br|uk|eu|me|us|xyz)/",
        RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Domain();

    [GeneratedRegex(
        @"\.(sh|bash|ps1|bat|cmd|py|rb|php|js|mjs|cjs|jsx|ts|mts|cts|tsx|go|rs|java|kt|cs|csproj|sln|slnx|fs|ex|exs|swift|sql|ya?ml|toml|tf|tofu|hcl|bicep|json|jsonc|xml|ini|cfg|conf|prisma|graphql|proto|gradle|md|mdx|rst|adoc)$",
        RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex SourceEnding();

    [GeneratedRegex(
        @"(^|/)(\.env[\w.-]*|[\w.-]*(secret|credential|key|backup|dump|\.local|response|output|service-account)[\w.-]*\.(json|ya?ml|sql|toml))$",
        RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex SecretEnding();

    [GeneratedRegex(@"\.(md|mdx|markdown|rst|adoc)$", RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex ProseEnding();
}
