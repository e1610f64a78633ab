using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Deployables;

/// <summary>
/// Servers in languages whose code is not read yet: Go, Ruby, PHP, Java and Kotlin, Rust, Elixir. Their manifest names the framework; that their rules
/// for other origins and the secrets they sign with could not be seen is said with it, so that nothing passes for want of eyes.
/// </summary>
public sealed partial class DeployablesInOtherStacks : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(Deployable), typeof(CorsRule), typeof(SecretSink)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        foreach (var file in sources.Tree.Files.Where(file => Folders.Counts(file.Role)))
        {
            if (StackOf(file) is not { } found)
                continue;
            var (stack, language, server) = found;
            if (
                server.Match(file.Text) is not { Success: true } framework
                && !(stack is Stack.Go && ListensInGo(sources.Tree, file.Folder))
            )
                continue;
            var at = server.Match(file.Text) is { Success: true } match ? file.At(match.Index) : file.AtLine(1);
            learn.Add(
                new Deployable(at, Folders.NameOf(file.Folder), file.Folder)
                {
                    Stack = stack,
                    Serves = Serves.Pages,
                    Hosting = Hostings.Of(sources.Tree, file.Folder),
                    NotSeen = $"is written in {language}",
                }
            );
            learn.CannotSee<CorsRule>(at, $"is written in {language}, whose CORS settings are not read yet");
            learn.CannotSee<SecretSink>(at, $"is written in {language}, whose signing keys and their fallbacks are not read yet");
        }
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
        @"^\s*(axum|actix-web|rocket|warp|poem|salvo|tide)\s*=",
        RegexOptions.Multiline | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Rust();

    [GeneratedRegex(@"\{:(phoenix|plug_cowboy|bandit),", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Elixir();
}
