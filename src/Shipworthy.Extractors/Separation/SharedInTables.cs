using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Separation;

/// <summary>Tables in which a team writes down its settings for each environment, and says that another one has production's (ruling G1).</summary>
sealed partial class SharedInTables(App known)
{
    /// <summary>All of them.</summary>
    public IEnumerable<EnvironmentLeak> Leaks()
    {
        foreach (
            var document in known.Documents.Where(one => one.Kind is not (DocumentKind.Changes or DocumentKind.Legal or DocumentKind.Form))
        )
        {
            ImmutableArray<string> head = [];
            foreach (var line in document.Lines)
                if (line.Kind is LineKind.TableHead)
                    head = HeadOf(line);
                else if (line.Kind is not LineKind.Row)
                    head = [];
                else if (IsShared(head, line.Cells))
                    yield return new(
                        document.Line(line.Number),
                        EnvironmentLeakKind.SharedStore,
                        $"says that {line.Cells[0].Trim().Trim('`')} is production's in another environment too"
                    );
        }
    }

    static ImmutableArray<string> HeadOf(DocumentLine line) => line.Cells.IsEmpty ? [.. line.Text.Trim().Trim('|').Split('|')] : line.Cells;

    static bool IsShared(ImmutableArray<string> head, ImmutableArray<string> cells)
    {
        if (head.Length < 3 || cells.Length != head.Length || !Store().IsMatch(cells[0]))
            return false;
        var production = Enumerable
            .Range(1, head.Length - 1)
            .Where(at => Production().IsMatch(head[at]) && !Before().IsMatch(head[at]))
            .ToList();
        var before = Enumerable
            .Range(1, head.Length - 1)
            .Where(at => Before().IsMatch(head[at]) && !Production().IsMatch(head[at]))
            .ToList();
        return production is [var real] && before.Exists(at => Same().IsMatch(cells[at].Trim()) && cells[real].Trim().Length > 2);
    }

    const RegexOptions Plain = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    /// <summary>Settings that lead to data; before that of an API stands nothing but what a bundler asks for, so that no vendor's is meant.</summary>
    [GeneratedRegex(
        @"(?<![A-Z])(?:DATABASE|DB|POSTGRES|MYSQL|MONGO(?:DB)?|SUPABASE|FIREBASE)(?:_[A-Z]+)*_(?:URL|URI|HOST|DSN|REF|BASE|PROJECT_ID)\b|(?<![A-Z0-9_])(?:(?:REACT_APP|VITE|NEXT_PUBLIC|NUXT_PUBLIC|EXPO_PUBLIC|VUE_APP|PUBLIC|GATSBY)_)?(?:API|BACKEND)(?:_[A-Z]+)*_(?:URL|URI|HOST|DSN|REF|BASE|PROJECT_ID)\b|\bDATABASE_URL\b",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Store();

    [GeneratedRegex(@"\b(?:prod|production|live|produção|producao|producción|produktion|produzione|produkcja)\b", Plain, 10_000)]
    private static partial Regex Production();

    [GeneratedRegex(
        @"\b(?:dev|development|desenvolvimento|desarrollo|entwicklung|sviluppo|développement|local|staging|preview|homologação|uat)\b",
        Plain,
        10_000
    )]
    private static partial Regex Before();

    [GeneratedRegex(
        @"^[`*_(\s]*(?:the )?(?:same|idem|mesm[ao]|mism[ao]|el mismo|la misma|identique|le même|la même|gleich|dieselbe|derselbe|dasselbe|stess[ao]|lo stesso|aynı|taki sam|ta sama|相同|同じ)[`*_)\s]*$",
        Plain,
        10_000
    )]
    private static partial Regex Same();
}
