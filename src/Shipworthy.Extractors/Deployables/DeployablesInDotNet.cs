using System.Text.RegularExpressions;
using Shipworthy.Extractors.Manifests;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Deployables;

/// <summary>.NET projects by their SDK. The orchestrator of Aspire, libraries and tests are none; a worker is one that answers nothing.</summary>
public sealed partial class DeployablesInDotNet : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(Deployable)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        foreach (var file in sources.Tree.Files.Where(file => file.Path.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase)))
        {
            if (!Folders.Counts(file.Role) || Sdk().Match(file.Text) is not { Success: true } sdk || IsTest(sources.Tree, file))
                continue;
            var code = sources
                .Tree.Files.Where(other => other.Language is Language.CSharp && IsIn(other, file.Folder) && Folders.Counts(other.Role))
                .ToList();
            var serves = ServesOf(sdk.Groups[1].Value, file, code, sources.Tree);
            if (serves is null || IsOrchestrator().IsMatch(file.Text))
                continue;
            learn.Add(
                new Deployable(MadeAt(code) ?? file.At(sdk.Index), file.Name[..^".csproj".Length], file.Folder)
                {
                    Stack = Stack.DotNet,
                    Framework = "ASP.NET Core",
                    Serves = serves.Value,
                    Hosting = Hostings.Of(sources.Tree, file.Folder),
                    SignIn = SignInWays.Of(sources.Tree, file.Folder),
                }
            );
        }
    }

    /// <summary>Where the server is made, which is where headers and limits are set for all of it.</summary>
    static Location? MadeAt(List<SourceFile> code) => code.Select(DotNetServers.StartIn).FirstOrDefault(place => place is not null);

    static bool IsTest(SourceTree tree, SourceFile project) =>
        SaysTest().IsMatch(project.Text) || NamesTests().IsMatch(project.Text) && !DotNetServers.IsOne(tree, project);

    static Serves? ServesOf(string sdk, SourceFile project, List<SourceFile> code, SourceTree tree) =>
        sdk switch
        {
            "Microsoft.NET.Sdk.BlazorWebAssembly" => Serves.Files,
            "Microsoft.NET.Sdk.Worker" => code.Exists(file => DotNetServers.Starts(file.Text)) ? Serves.Answers : Serves.Nothing,
            "Microsoft.NET.Sdk.Web" => HasPages(project, code, tree) ? Serves.Pages : Serves.Answers,
            _ => code.Exists(file => DotNetServers.Starts(file.Text)) ? Serves.Answers : null,
        };

    static bool HasPages(SourceFile project, List<SourceFile> code, SourceTree tree) =>
        tree.Files.Any(file =>
            IsIn(file, project.Folder)
            && file.Name.EndsWith(".razor", StringComparison.Ordinal) | file.Name.EndsWith(".cshtml", StringComparison.Ordinal)
        ) || code.Exists(file => PageCalls().IsMatch(file.Text));

    static bool IsIn(SourceFile file, string folder) => folder.Length == 0 || file.Path.StartsWith(folder + "/", StringComparison.Ordinal);

    [GeneratedRegex(@"<Project\s+Sdk=""([\w.]+)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Sdk();

    /// <summary>What a test project says of itself.</summary>
    [GeneratedRegex(@"<IsTestProject>\s*true|MSTest\.Sdk", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex SaysTest();

    /// <summary>What test projects refer to, and servers by mistake.</summary>
    [GeneratedRegex(
        @"""(Microsoft\.NET\.Test\.Sdk|xunit(\.v3)?|NUnit|TUnit|MSTest(\.TestFramework)?)""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex NamesTests();

    [GeneratedRegex(@"Aspire\.AppHost|<IsAspireHost>\s*true", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex IsOrchestrator();

    [GeneratedRegex(
        @"\b(MapRazorPages|AddControllersWithViews|MapRazorComponents|MapFallbackToFile|MapFallbackToPage|UseSpa|MapBlazorHub)\b",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex PageCalls();
}
