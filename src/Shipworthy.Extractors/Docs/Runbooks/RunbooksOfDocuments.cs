using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Docs.Runbooks;

/// <summary>Reads runbooks out of the documents: what they tell, whether it is about this app, and whether it can still work.</summary>
public sealed partial class RunbooksOfDocuments : ICombiner
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(Runbook), typeof(NoRunbook)];

    /// <inheritdoc/>
    public void Combine(Sources sources, App known, Learner learn)
    {
        foreach (var spot in known.Documents.BlindSpots)
            learn.CannotSee<Runbook>(spot.At, spot.Because);
        var here = new List<Runbook>();
        foreach (var document in known.Documents)
        {
            var (text, instead) = Candidates.Of(document);
            if (text is not null)
                here.Add(Read(text));
            else if (instead is not null)
                learn.Add(new NoRunbook(document.Line(1), instead));
            if (KeptElsewhere.In(document).Select(one => ((string, int)?)one).FirstOrDefault() is var (place, line))
                learn.Add(new Runbook(document.Line(line)) { Readable = Readable.Elsewhere, KeptAt = place });
        }
        var stale = Staleness.Of(sources.History, [.. here.Select(page => page.At.Path)]);
        foreach (var page in here)
            learn.Add(page with { StaleDays = stale.GetValueOrDefault(page.At.Path) });
    }

    static Runbook Read(RunbookText text)
    {
        var fields = Fields(text).ToList();
        var checkable = text.References.Where(IsCheckable).DistinctBy(reference => (reference.Kind, reference.Name)).ToList();
        var (wayBack, wayBackAt, wayBackSays) = WaysBack.In(text);
        return new(StartOf(text))
        {
            Readable = Readable.Here,
            IsWholePage = text.IsWhole,
            Parts = RunbookParts.Of(text),
            Fields = fields.Count,
            FieldsToFillIn = fields.Count(toFillIn => toFillIn),
            IsAnnouncement = text.Lines.Any(line => line.Number <= StartOf(text).Line + 12 && Announcement().IsMatch(line.Text)),
            RealThings =
            [
                .. text
                    .References.Where(reference => reference.Exists is Existence.Present && reference.Kind is not ReferenceKind.Document)
                    .Select(reference => reference.Name)
                    .Where(name => !InEveryApp().IsMatch(name))
                    .Distinct(StringComparer.Ordinal),
            ],
            Checkable = checkable.Count,
            Missing = [.. checkable.Where(reference => reference.Exists is Existence.Missing)],
            WayBack = wayBack,
            BadWayBack = wayBack is WayBack.Sound ? null : (wayBackAt, wayBackSays),
        };
    }

    /// <summary>The title of a whole page, or the heading of the first chapter that speaks of trouble.</summary>
    static Location StartOf(RunbookText text) => text.Document.Line(text.Lines.Length == 0 ? 1 : text.Lines[0].Number);

    static bool IsCheckable(Reference reference) =>
        reference.Exists is not Existence.Unknown
        && reference.Kind is not (ReferenceKind.Variable or ReferenceKind.Host)
        && (reference.Kind is not ReferenceKind.Service || reference.Exists is Existence.Missing || !reference.Name.Contains('-'));

    /// <summary>The fields of a page, each with whether somebody has yet to fill it in: cells, "name: value" lines, commands.</summary>
    static IEnumerable<bool> Fields(RunbookText text)
    {
        foreach (var line in text.Lines)
        {
            if (line.Kind is LineKind.Row)
                foreach (var cell in line.Cells)
                    yield return cell.Length == 0 || Placeholders.IsIn(cell);
            else if (line.Kind is not (LineKind.Typed or LineKind.Shown or LineKind.Heading or LineKind.TableHead))
                if (Placeholders.IsIn(line.Text) || Pair().IsMatch(line.Text))
                    yield return Placeholders.IsIn(line.Text) || EmptyPair().IsMatch(line.Text);
        }
        foreach (var command in text.Commands)
            yield return Placeholders.IsInCommand(command.Text);
    }

    /// <summary>Names that most apps share, and the addresses of vendors' own pages.</summary>
    [GeneratedRegex(
        @"^(dev|start|build|test|lint|typecheck|format|serve|preview|install|(\./)?(package(-lock)?\.json|requirements\.txt|pyproject\.toml|tsconfig\.json|README\.md|Makefile)|NODE_ENV|NODE_OPTIONS|docker-compose|(([\w-]+\.)?(github|gitlab|supabase|resend|stripe|vercel|netlify|render|railway|fly|heroku|sentry|datadoghq|google|googleapis|amazon|amazonaws|microsoft|azure|cloudflare|openai|anthropic|twilio|sendgrid|npmjs|python|postgresql|docker|vercelstatus|githubstatus)\.(com|io|org|app|dev)))$",
        RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex InEveryApp();

    [GeneratedRegex(
        @"\b(coming soon|under (development|construction)|work in progress|to be (written|completed|populated|filled in)|will be (populated|written|added)|not yet written|en construcci[oó]n|em constru[cç][aã]o|[aà] compl[eé]ter|in arbeit|da completare|do uzupe[lł]nienia|yap[ıi]m a[sş]amas[ıi]nda)\b|待补充|待完善|作成中|準備中",
        RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Announcement();

    [GeneratedRegex(@"^[^:：]{2,40}[:：]\s*\S", RegexOptions.None, 10_000)]
    private static partial Regex Pair();

    [GeneratedRegex(@"^[^:：]{2,40}[:：]\s*(\?+|-+|…|\.\.\.)?$", RegexOptions.None, 10_000)]
    private static partial Regex EmptyPair();
}
