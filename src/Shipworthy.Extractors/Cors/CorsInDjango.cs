using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Cors;

/// <summary>
/// <c>django-cors-headers</c>: the settings of each settings module together are one rule. They work only where its middleware is installed. When everybody is
/// allowed together with cookies, it sends the caller's own origin.
/// </summary>
public sealed partial class CorsInDjango : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(CorsRule)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        var reader = new OriginReader(sources);
        var settings = sources
            .Code.Files.Where(file => file.Language is Language.Python && sources.IsDeployed(file) && Mentions().IsMatch(file.Text))
            .ToList();
        var installed = sources.Tree.Files.Any(file => file.Language is Language.Python && Installed().IsMatch(file.Text));
        foreach (var file in settings)
            if (Rule(sources, reader, file, settings) is { } rule)
                learn.Add(installed ? rule : rule with { NotCountedBecause = "is a setting of a middleware that is not installed" });
    }

    static CorsRule? Rule(Sources sources, OriginReader reader, CodeFile file, List<CodeFile> all)
    {
        var origins = OriginList.Nobody;
        var credentials = false;
        var outside = OriginList.Nobody;
        Code at = default;
        foreach (
            var setting in file
                .Root.Descendants()
                .Where(node => node.Kind is CodeKind.Variable or CodeKind.Assignment && node[Part.Value].Exists)
        )
        {
            var name = setting.Kind is CodeKind.Variable ? setting.Name : setting[Part.Target].Name;
            var value = setting[Part.Value];
            var list = Allowed(sources.Code, reader, name, value);
            var counts = reader.Production.RunsIn(setting).ReachesProduction && !IsReplaced(file, name, all);
            if (list is not null)
            {
                at = at.Exists && (!counts || list.IsNobody) ? at : setting;
                (origins, outside) = counts ? (origins.Or(list), outside) : (origins, outside.Or(list));
            }
            else if (name is "CORS_ALLOW_CREDENTIALS" && counts)
                credentials = reader.Production.Holds(value) is not false;
        }
        if (!at.Exists)
            return null;
        var onlyOutside = IsForDevelopment(file, all) || (origins.IsNobody && !outside.IsNobody);
        origins = origins.IsNobody ? outside : origins;
        return (credentials ? origins.StarAsEcho() : origins).Into(
            new(at.At, "django")
            {
                Admits = Admits.Unknown,
                AllowsCredentials = credentials,
                RunsIn = onlyOutside ? RunsIn.OutsideProduction : RunsIn.Everywhere,
            }
        );
    }

    /// <summary>What a setting allows; null when it is another one.</summary>
    static OriginList? Allowed(CodeBase code, OriginReader reader, string name, Code value) =>
        name switch
        {
            "CORS_ALLOW_ALL_ORIGINS" or "CORS_ORIGIN_ALLOW_ALL" => Everybody(code, reader, value),
            "CORS_ALLOWED_ORIGINS" or "CORS_ORIGIN_WHITELIST" => reader.Read(value),
            "CORS_ALLOWED_ORIGIN_REGEXES" or "CORS_ORIGIN_REGEX_WHITELIST" => reader.Read(value),
            _ => null,
        };

    static OriginList Everybody(CodeBase code, OriginReader reader, Code value) =>
        reader.Production.Holds(value) switch
        {
            false => OriginList.Nobody,
            true when code.ValueOf(value) is Value.FromEnvironment read => OriginList.Anyone.AsDefaultOf(read.Variable),
            true => OriginList.Anyone,
            null => OriginList.Unknown($"opens to everybody when {value.Text} says so, which is not in the repository"),
        };

    /// <summary>Whether the settings of production, in a file beside this one, set the same again.</summary>
    static bool IsReplaced(CodeFile file, string name, List<CodeFile> all) =>
        !IsForProduction(file)
        && all.Exists(other =>
            other != file
            && IsForProduction(other)
            && FolderOf(other) == FolderOf(file)
            && other.Root.Children.Any(node => node.Name == name && node.Kind is CodeKind.Variable)
        );

    static bool IsForProduction(CodeFile file) => ProductionName().IsMatch(file.Path);

    /// <summary>A settings module for development, where another one is beside it for the rest.</summary>
    static bool IsForDevelopment(CodeFile file, List<CodeFile> all) => DevelopmentName().IsMatch(file.Path) && all.Count > 0;

    static string FolderOf(CodeFile file) => file.Path.LastIndexOf('/') is > 0 and var slash ? file.Path[..slash] : "";

    [GeneratedRegex(
        @"\bCORS_(ALLOW_ALL_ORIGINS|ORIGIN_ALLOW_ALL|ALLOWED_ORIGINS|ORIGIN_WHITELIST|ALLOWED_ORIGIN_REGEXES)\b",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Mentions();

    [GeneratedRegex(
        @"^[^#\n]*['""]corsheaders\.middleware\.CorsMiddleware['""]",
        RegexOptions.Multiline | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Installed();

    [GeneratedRegex(@"settings[/_.]?(prod|production|live)\w*\.py$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex ProductionName();

    [GeneratedRegex(
        @"settings[/_.]?(dev|development|local|test|testing|ci)\.py$",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex DevelopmentName();
}
