using System.Text.RegularExpressions;
using Shipworthy.Extractors.Pipelines.Following;
using Shipworthy.Extractors.Pipelines.Shell;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Migrations.Applying;

/// <summary>
/// What documents tell people to type on the way to production that changes the schema by guess (ruling G1). What they tell for a developer's machine is not meant.
/// </summary>
static partial class PushesInDocuments
{
    /// <summary>All of them, each tool once.</summary>
    public static IEnumerable<(MigrationTool Tool, SchemaApply Apply)> In(SourceTree tree, App known)
    {
        var follower = new Lazy<Follower>(() => new(tree));
        var seen = new HashSet<MigrationTool>();
        foreach (
            var document in known.Documents.Where(document =>
                document.OneOff is null
                && document.Kind is not (DocumentKind.Form or DocumentKind.Changes or DocumentKind.Legal or DocumentKind.ProductHelp)
            )
        )
        foreach (var command in document.Commands.Where(command => MayPush().IsMatch(command.Text)))
        {
            if (!IsForProduction(document, command.Line))
                continue;
            var place = document.Line(command.Line);
            foreach (var typed in follower.Value.Follow(new Script(command.Text, ShellOptions.Plain, "", _ => place)))
                if (
                    !typed.Line.Contains("migrate dev", StringComparison.Ordinal)
                    && MigrationCommand.Of(typed.Line) is { Act: ApplyAct.Push } push
                    && seen.Add(push.Tool)
                )
                    yield return (push.Tool, new(place, ApplyPlace.Unknown, ApplyAct.Push, command.Text) { IsByHand = true });
        }
    }

    static bool IsForProduction(Document document, int line)
    {
        var section = document.SectionOf(line);
        var text = document.Lines.FirstOrDefault(one => one.Number == line)?.Text ?? "";
        if (Local().IsMatch(section.Heading) || Local().IsMatch(text))
            return false;
        return document.Kind is DocumentKind.Deployment || Deploying().IsMatch(section.Heading) || Deploying().IsMatch(text);
    }

    const RegexOptions Plain = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    [GeneratedRegex(@"push|migrat|\bdb\b|schema|setup", Plain, 10_000)]
    private static partial Regex MayPush();

    [GeneratedRegex(@"\blocal|\bdevelop|\bdev\b|\btest|getting started|quick ?start|installation|entwickl|contribut", Plain, 10_000)]
    private static partial Regex Local();

    [GeneratedRegex(
        @"\bdeploy|\bproduction\b|\bprod\b|\bin replit\b|\bon (?:replit|vercel|render|railway|heroku|the server)\b|go(?:ing)? live|produção|produccion|producción|produktion|produzione",
        Plain,
        10_000
    )]
    private static partial Regex Deploying();
}
