using System.Text.RegularExpressions;
using Shipworthy.Extractors.Migrations.Sets;
using Shipworthy.Extractors.Pipelines;

namespace Shipworthy.Extractors.Migrations;

/// <summary>
/// Contexts of EF Core whose tables code makes with <c>EnsureCreated</c>, beside others that have migrations: the migrations of one context say nothing of another's tables.
/// </summary>
static partial class ContextsWithoutFiles
{
    /// <summary>A schema for each such context.</summary>
    public static IEnumerable<OwnedSchema> In(Sources sources, ImmutableArray<FoundSet> sets, SchemaJoining joining)
    {
        foreach (
            var made in sources
                .Code.Calls("EnsureCreated", "EnsureCreatedAsync")
                .Where(call => call.Receiver.Name is "Database" && sources.IsDeployed(call.File))
                .Select(call => (Call: call, Context: ContextOf(sources, call.Receiver[Part.Receiver])))
                .Where(pair => pair.Context.Exists && !IsCovered(sources, sets, pair.Context))
                .DistinctBy(pair => pair.Context)
        )
            if (
                ProvidersOf(sources, made.Context) is var providers
                && !Elsewhere().IsMatch(providers)
                && joining.InCode.FirstOrDefault(apply => apply.At == made.Call.At) is { IsOutsideProduction: false }
            )
                yield return Of(made.Call, made.Context, Real().IsMatch(providers), joining);
    }

    static OwnedSchema Of(Code call, Code context, bool isReal, SchemaJoining joining)
    {
        ImmutableArray<SchemaApply> guesses =
        [
            .. joining.By(MigrationTool.EntityFramework).Where(apply => apply.Act is ApplyAct.Create && apply.At == call.At),
        ];
        return new(context.At, MigrationTool.EntityFramework, Paths.FolderOf(context.File.Path))
        {
            Because = $"is the context {context.Name}, which has no migrations",
            Guesses = isReal ? guesses : [],
            NotSeen =
                isReal && !guesses.IsEmpty
                    ? null
                    : $"is the context {context.Name}, which has no migrations; {call.At} makes its tables with EnsureCreated(), and in which database is not seen",
        };
    }

    /// <summary>The class of the context behind an expression; no node where it is generic, an interface, or not to be seen.</summary>
    static Code ContextOf(Sources sources, Code holder)
    {
        var name = NameOf(sources.Code, holder, 3);
        return name.Length == 0
            ? default
            : sources
                .Code.All(CodeKind.Class)
                .FirstOrDefault(one =>
                    one.Name == name
                    && one.File.Language is Language.CSharp
                    && sources.IsDeployed(one.File)
                    && one.All(Part.Base).Any(parent => parent.Name.EndsWith("DbContext", StringComparison.Ordinal))
                );
    }

    static string NameOf(CodeBase code, Code holder, int steps) =>
        steps <= 0 || !holder.Exists
            ? ""
            : holder.Kind switch
            {
                CodeKind.Call when holder.Callee.Name is "GetRequiredService" or "GetService" => holder.Callee[Part.Type].Name,
                CodeKind.New => holder.Callee.Name,
                CodeKind.Name or CodeKind.Member => code.Definition(holder) switch
                {
                    { Exists: false } => "",
                    var declared when declared[Part.Type] is { Exists: true, Name: not "var" } type => type.Name,
                    var declared => NameOf(code, declared[Part.Value], steps - 1),
                },
                _ => "",
            };

    /// <summary>Whether migrations name the context, or it is the base of others.</summary>
    static bool IsCovered(Sources sources, ImmutableArray<FoundSet> sets, Code context)
    {
        var word = new Regex($@"\b{Regex.Escape(context.Name)}\b", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(10));
        var folders = sets.Where(set => set.Tool is MigrationTool.EntityFramework).Select(set => set.Folder).ToHashSet();
        return sources.Tree.Files.Any(file => folders.Contains(file.Folder) && word.IsMatch(file.Text))
            || sources.Code.All(CodeKind.Class).Any(one => one.All(Part.Base).Any(parent => parent.Name == context.Name));
    }

    /// <summary>What registers the context, and the context itself.</summary>
    static string ProvidersOf(Sources sources, Code context) =>
        string.Join(
            '\n',
            sources
                .Code.All(CodeKind.Call)
                .Where(call => call.Callee[Part.Type].Name == context.Name && call.Callee.Name.StartsWith("Add", StringComparison.Ordinal))
                .Select(call => call.Text)
                .Prepend(context.Text)
        );

    [GeneratedRegex(
        @"\bUse(?:SqlServer|Npgsql|Sqlite|MySql|MySQL|Oracle)\(|\bAdd(?:Npgsql|SqlServer)DbContext<",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Real();

    /// <summary>Stores in memory are made anew at each start, and those of documents know no migrations.</summary>
    [GeneratedRegex(@"\bUse(?:InMemoryDatabase|Cosmos|MongoDB)\(|:memory:", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Elsewhere();
}
