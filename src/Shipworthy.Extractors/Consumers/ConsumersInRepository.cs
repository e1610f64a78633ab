using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Consumers;

/// <summary>
/// Learns who depends on the app's API without being deployed together with it (rubric 3.6): keys and webhooks of customers, other companies'
/// apps, agents, a published library, partners. The only signs of keys and webhooks that count are places that keep them: what an app sends to others is everywhere.
/// </summary>
sealed partial class ConsumersInRepository : IExtractor
{
    static readonly ImmutableArray<(string Package, ConsumerKind Kind, string Because)> Packages =
    [
        ("@modelcontextprotocol/sdk/server", ConsumerKind.Agents, "offers tools to agents through the Model Context Protocol"),
        ("mcp.server", ConsumerKind.Agents, "offers tools to agents through the Model Context Protocol"),
        ("fastmcp", ConsumerKind.Agents, "offers tools to agents through the Model Context Protocol"),
        ("ModelContextProtocol.Server", ConsumerKind.Agents, "offers tools to agents through the Model Context Protocol"),
        ("oidc-provider", ConsumerKind.OAuthClients, "signs people in for other companies' apps"),
        ("@node-oauth/oauth2-server", ConsumerKind.OAuthClients, "signs people in for other companies' apps"),
        ("oauth2_provider", ConsumerKind.OAuthClients, "signs people in for other companies' apps"),
        ("mcp_server", ConsumerKind.Agents, "offers tools to agents through the Model Context Protocol"),
        ("rest_framework_api_key", ConsumerKind.KeyHolders, "keeps keys that customers' programs call with"),
        ("OpenIddict", ConsumerKind.OAuthClients, "signs people in for other companies' apps"),
    ];

    public ImmutableArray<Type> Teaches { get; } = [typeof(OutsideConsumer)];

    public void Extract(Sources sources, Learner learn)
    {
        var phones = sources.Clients.Any(client => client.App.Kind is ClientKind.Mobile);
        foreach (var file in sources.Tree.Files)
            if (file.Role is FileRole.Prod or FileRole.Migration)
                foreach (var consumer in KeptIn(file).Append(phones ? null : PhonesOf(file)).OfType<OutsideConsumer>())
                    learn.Add(consumer);
        foreach (var file in sources.Tree.Named("package.json"))
            if (LibraryOf(file) is { } library)
                learn.Add(library);
        foreach (var import in sources.Code.All(CodeKind.Import))
            if (sources.IsDeployed(import.File) && PackageOf(import.Name) is var (_, kind, because))
                learn.Add(new OutsideConsumer(import.At, kind, because));
        foreach (var named in InstalledInDjango(sources))
            learn.Add(named);
        foreach (var made in sources.Code.All(CodeKind.New))
            if (made.Callee.Name is "Svix" && sources.IsDeployed(made.File))
                learn.Add(new OutsideConsumer(made.At, ConsumerKind.WebhookReceivers, "sends webhooks to customers through Svix"));
        foreach (var contract in ContractsOfInstalledClients.In(sources))
            learn.Add(contract);
        foreach (var route in sources.Routes.Routes)
            if (Partner().IsMatch(route.Path) && sources.IsDeployed(route.At.File))
                learn.Add(new OutsideConsumer(route.At.At, ConsumerKind.Partners, $"answers partners at {route.Path}"));
    }

    /// <summary>Packages that Django loads by their names, each once: <c>INSTALLED_APPS = ["oauth2_provider"]</c>, <c>include("oauth2_provider.urls")</c>.</summary>
    static IEnumerable<OutsideConsumer> InstalledInDjango(Sources sources) =>
        sources
            .Code.Files.Where(file =>
                file.Language is Language.Python
                && sources.IsDeployed(file)
                && Packages.Any(one => file.Text.Contains(one.Package, StringComparison.Ordinal))
            )
            .SelectMany(file => file.Root.Descendants(CodeKind.Literal))
            .Where(IsLoaded)
            .Select(name => (At: name, Of: PackageOf(name.String!)))
            .Where(one => one.Of is not null)
            .DistinctBy(one => one.Of!.Value.Package)
            .Select(one => new OutsideConsumer(one.At.At, one.Of!.Value.Kind, one.Of.Value.Because));

    static bool IsLoaded(Code name) =>
        name.String is { Length: > 0 }
        && (
            name.Parent is { Kind: CodeKind.Call, Callee.Name: "include" }
            || name.Parent.Kind is CodeKind.Array
                && (
                    name.Parent.Parent is { Kind: CodeKind.Variable } list && list.Name.EndsWith("APPS", StringComparison.Ordinal)
                    || name.Parent.Parent is { Kind: CodeKind.Assignment } added
                        && added[Part.Target].Name.EndsWith("APPS", StringComparison.Ordinal)
                )
        );

    static (string Package, ConsumerKind Kind, string Because)? PackageOf(string module)
    {
        foreach (var one in Packages)
            if (
                module == one.Package
                || (module.StartsWith(one.Package, StringComparison.Ordinal) && module[one.Package.Length] is '/' or '.')
            )
                return one;
        return null;
    }

    /// <summary>Tables and models that keep keys which customers call with, or addresses which the app calls.</summary>
    static IEnumerable<OutsideConsumer> KeptIn(SourceFile file)
    {
        if ((KeyTable().Match(file.Text) is { Success: true } table ? table : KeyColumn().Match(file.Text)) is { Success: true } key)
            yield return new(
                Location.At(file.Path, file.At(key.Index).Line),
                ConsumerKind.KeyHolders,
                "keeps keys that customers' programs call with"
            );
        if (HookTable().Match(file.Text) is { Success: true } hook)
            yield return new(
                Location.At(file.Path, file.At(hook.Index).Line),
                ConsumerKind.WebhookReceivers,
                "keeps addresses of customers that the app calls"
            );
    }

    /// <summary>Where tokens of telephones are kept and no app for them is here, it lives elsewhere.</summary>
    static OutsideConsumer? PhonesOf(SourceFile file) =>
        PhoneTable().Match(file.Text) is { Success: true } phone
            ? new(
                Location.At(file.Path, file.At(phone.Index).Line),
                ConsumerKind.Unknown,
                "keeps tokens of telephones, whose app is not here"
            )
            : null;

    /// <summary>A package of the repository that is published for others' programs.</summary>
    static OutsideConsumer? LibraryOf(SourceFile file) =>
        file.Path.Contains('/')
        && SdkName().Match(file.Text) is { Success: true } name
        && !file.Text.Contains("\"private\": true", StringComparison.Ordinal)
            ? new(
                Location.At(file.Path, file.At(name.Index).Line),
                ConsumerKind.LibraryUsers,
                $"publishes {name.Groups["name"].Value} for others' programs"
            )
            : null;

    const string Declares =
        @"(?:\bmodel\s+|\bCREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?(?:[""`\[]?\w+[""`\]]?\.)?[""`\[]?|\b(?:pg|mysql|sqlite)Table\(\s*[""']|\bclass\s+|\b__tablename__\s*=\s*[""']|\bDbSet<|\bcreate_table\s*\(?\s*[:""']|\bSchema::create\(\s*['""])";

    [GeneratedRegex(
        Declares
            + @"(?:\w+_)?(?:api_?keys?|personal_?access_?tokens?|restricted_?tokens?|api_?tokens?|developer_?keys?)(?:[""'`>\s\](:{]|$)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex KeyTable();

    /// <summary>A column that no two rows share and that holds such a key.</summary>
    [GeneratedRegex(
        @"^[ \t]*(?:[""`]?(?:secret|publishable|api)_?key[""`]?\s+(?:String\s[^\n]*@unique|(?:text|varchar|character\s+varying|uuid|char)\b[^,\n]*\bunique\b)|(?:secret|publishable|api)_?key\s*(?::[^=\n]*)?[:=][^\n]*(?:\.unique\(|\bunique\s*=\s*True))",
        RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex KeyColumn();

    [GeneratedRegex(
        Declares
            + @"(?:outgoing_?webhooks?|webhook_?(?:endpoints?|subscriptions?|subscribers?|targets?)|webhooks?(?=[^;}]{0,600}\burl\b))(?:[""'`>\s\](:{]|$)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex HookTable();

    [GeneratedRegex(
        Declares + @"(?:\w+_)?(?:device_?tokens?|push_?tokens?)(?:[""'`>\s\](:{]|$)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex PhoneTable();

    [GeneratedRegex(@"""name""\s*:\s*""(?<name>[^""]*\bsdk\b[^""]*)""", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex SdkName();

    [GeneratedRegex(
        @"(?:^|/)(?:partners?-?api|partner-api|external-api|open-api|developer-api|api/(?:partners?|external|developers?))(?:/|$)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Partner();
}
