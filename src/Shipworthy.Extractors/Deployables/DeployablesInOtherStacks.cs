using System.Text.RegularExpressions;
using Shipworthy.Extractors.Cors;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Deployables;

/// <summary>
/// Servers in languages whose code is not read yet: Go, Ruby, PHP, Java and Kotlin, Rust, Elixir. Their manifest names the framework. Where
/// they speak of other origins, and what they sign with, could not be understood; that is said, so that nothing passes for want of eyes.
/// </summary>
public sealed partial class DeployablesInOtherStacks : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(Deployable), typeof(CorsRule), typeof(SecretSink)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        var parts = sources
            .Tree.Files.Where(file => Folders.Counts(file.Role))
            .Select(file => PartIn(sources.Tree, file))
            .OfType<(Deployable Part, string Language)>()
            .ToList();
        // A folder with the files of both build tools is one part.
        parts.RemoveAll(one =>
            one.Part.Stack is Stack.Jvm
            && parts.Exists(other => other.Part != one.Part && other.Part.Folder == one.Part.Folder && other.Part.Stack is Stack.Jvm)
            && JvmBuilds.IsSecond(sources.Tree, one.Part.Folder, one.Part.At.Path.EndsWith("pom.xml", StringComparison.Ordinal))
        );
        foreach (var (part, language) in parts)
        {
            var unseen = Unseen(sources.Tree, part, language, [.. parts.Select(other => other.Part.Folder)]);
            learn.Add(part with { GrantsNothing = unseen is null });
            if (unseen is var (at, because))
                learn.CannotSee<CorsRule>(at, because);
            learn.CannotSee<SecretSink>(part.At, $"is written in {language}, whose signing keys and their fallbacks are not read yet");
        }
    }

    static (Deployable Part, string Language)? PartIn(SourceTree tree, SourceFile file)
    {
        if (StackOf(file) is not var (stack, language, server))
            return null;
        var framework = server.Match(file.Text);
        if (!framework.Success && !(stack is Stack.Go && ListensInGo(tree, file.Folder)))
            return null;
        return (
            new Deployable(framework.Success ? file.At(framework.Index) : file.AtLine(1), Folders.NameOf(file.Folder), file.Folder)
            {
                Stack = stack,
                Serves = Serves.Pages,
                Hosting = Hostings.Of(tree, file.Folder),
                NotSeen = $"is written in {language}",
            },
            language
        );
    }

    /// <summary>What could not be seen of a part's rules for other origins, with its place; null where nothing speaks of them.</summary>
    static (Location At, string Because)? Unseen(SourceTree tree, Deployable part, string language, ImmutableArray<string> folders)
    {
        if (!tree.Files.Any(file => part.Holds(file.Path) && OriginTraces.IsCode(file, part.Stack)))
            return (part.At, $"is written in {language}, and none of its code is here");
        if (OriginTraces.UnreadIn(tree, part) is { } unread)
            return (Location.File(unread.Path), $"could not be searched for other origins: {unread.Reason}");
        if (CorsInLaravel.IsUsedBy(tree, part) && !CorsInLaravel.HasSettings(tree, part))
            return CorsInLaravel.OpensApi(tree, part)
                ? null
                : (part.At, "is made with Laravel, which lets every website read api/* unless config/cors.php says otherwise");
        return OriginTraces.Of(tree, part.Stack, part.Folder, folders) is { } trace
            ? (trace, $"speaks of other origins in {language}, which is not read yet")
            : null;
    }

    static (Stack, string, Regex)? StackOf(SourceFile file) =>
        file.Name.ToLowerInvariant() switch
        {
            "go.mod" => (Stack.Go, "Go", Go()),
            "gemfile" => (Stack.Ruby, "Ruby", Ruby()),
            "composer.json" => (Stack.Php, "PHP", Php()),
            "pom.xml" or "build.gradle" or "build.gradle.kts" => (Stack.Jvm, "Java or Kotlin", Jvm()),
            "cargo.toml" => (Stack.Rust, "Rust", Rust()),
            "mix.exs" => (Stack.Elixir, "Elixir", Elixir()),
            _ => null,
        };

    /// <summary>Go needs no framework to serve.</summary>
    static bool ListensInGo(SourceTree tree, string folder) =>
        tree.Files.Any(file =>
            file.Name.EndsWith(".go", StringComparison.Ordinal)
            && Folders.Counts(file.Role)
            && (folder.Length == 0 || file.Path.StartsWith(folder + "/", StringComparison.Ordinal))
            && GoListens().IsMatch(file.Text)
        );

    [GeneratedRegex(
        @"github\.com/(gin-gonic/gin|labstack/echo|gofiber/fiber|go-chi/chi|gorilla/mux|julienschmidt/httprouter)|connectrpc\.com/connect|goa\.design",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Go();

    [GeneratedRegex(
        @"\bhttp\.(ListenAndServe|Server\{|Serve\()|\.ListenAndServe\(",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex GoListens();

    [GeneratedRegex(
        @"gem\s+['""](rails|sinatra|hanami|grape|roda|puma)['""]",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Ruby();

    [GeneratedRegex(
        @"""(laravel/framework|laravel/lumen-framework|symfony/(framework-bundle|http-kernel)|slim/slim|cakephp/cakephp|codeigniter4/framework|yiisoft/yii2)""",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Php();

    [GeneratedRegex(
        @"spring-boot-starter-(web|webflux|jersey)|io\.quarkus|io\.micronaut|io\.ktor|javax\.servlet|jakarta\.servlet|com\.sparkjava|io\.javalin|io\.dropwizard|org\.springframework\.boot",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Jvm();

    [GeneratedRegex(
        @"^\s*(axum|actix-web|rocket|warp|poem|salvo|tide|near-sdk|cosmwasm-std|anchor-lang|solana-program|ink)\s*=",
        RegexOptions.Multiline | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Rust();

    [GeneratedRegex(@"\{:(phoenix|plug_cowboy|bandit),", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Elixir();
}
