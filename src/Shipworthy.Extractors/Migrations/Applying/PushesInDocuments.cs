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
        var isForDevelopers = new Lazy<bool>(() =>
            known.Documents.Any(document => document.Lines.Any(line => OnlyForDevelopers().IsMatch(line.Text)))
        );
        foreach (
            var document in known.Documents.Where(document =>
                document.OneOff is null
                && document.Kind is not (DocumentKind.Form or DocumentKind.Changes or DocumentKind.Legal or DocumentKind.ProductHelp)
            )
        )
        foreach (var command in document.Commands.Where(command => MayPush().IsMatch(command.Text)))
        {
            if (!IsForProduction(document, command))
                continue;
            // Running text speaks of a command in passing, so that what is said of it elsewhere weighs more.
            if (!command.InBlock && document.Kind is not DocumentKind.Deployment && isForDevelopers.Value)
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

    static bool IsForProduction(Document document, Command command)
    {
        var section = document.SectionOf(command.Line);
        var text = document.Lines.FirstOrDefault(one => one.Number == command.Line)?.Text ?? "";
        if (Local().IsMatch(section.Heading) || Local().IsMatch(text))
            return false;
        return document.Kind is DocumentKind.Deployment || Deploying().IsMatch(section.Heading) || Deploying().IsMatch(Near(text, command));
    }

    /// <summary>The words of the sentence around a command in running text, as far as they stand near it; a line that is to be typed is whole.</summary>
    static string Near(string text, Command command)
    {
        var at = command.InBlock ? -1 : text.IndexOf(command.Text, StringComparison.Ordinal);
        if (at < 0)
            return text;
        var end = at + command.Text.Length;
        var before = text[Math.Max(0, at - Letters)..at];
        var after = text[end..Math.Min(text.Length, end + Letters)];
        if (SentenceEnd().Matches(before) is [.., var last])
            before = before[(last.Index + 1)..];
        if (SentenceEnd().Match(after) is { Success: true } first)
            after = after[..first.Index];
        return before + command.Text + after;
    }

    const int Letters = 80;

    const RegexOptions Plain = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    [GeneratedRegex(@"[.;!?](?=\s|$)", Plain, 10_000)]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(
        @"(?:db[ :]push|kit push)\b.{0,120}?(?:\bdev(?:elopment)?[- ]only\b|\bonly (?:against|for|in|on)\b.{0,20}\bdev|\b(?:never|not)\b.{0,40}\bprod|\bincompatible\b)|\bnever\b.{0,40}(?:db[ :]push|kit push)\b.{0,40}\bprod",
        Plain,
        10_000
    )]
    private static partial Regex OnlyForDevelopers();

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
