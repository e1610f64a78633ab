using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Queries;

/// <summary>Says in which languages an app asks its data stores that are not read here.</summary>
public sealed partial class QueriesInOtherLanguages : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(DynamicQuery)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        var said = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in sources.Tree.Files)
            if (
                LanguageOf(file.Name) is { } language
                && !said.Contains(language)
                && file.Role is FileRole.Prod or FileRole.Infra
                && !file.Path.StartsWith('.')
                && !ProductionScope.LeavesOut(file.Path)
                && Asks().Match(file.Text) is { Success: true } match
            )
            {
                said.Add(language);
                learn.CannotSee<DynamicQuery>(file.At(match.Index), $"asks a data store in {language}, which is not read here");
            }
    }

    static string? LanguageOf(string name) =>
        Path.GetExtension(name).ToLowerInvariant() switch
        {
            ".go" => "Go",
            ".java" => "Java",
            ".kt" => "Kotlin",
            ".scala" => "Scala",
            ".php" => "PHP",
            ".rb" => "Ruby",
            ".rs" => "Rust",
            ".ex" or ".exs" => "Elixir",
            ".vb" => "Visual Basic",
            ".fs" => "F#",
            ".swift" => "Swift",
            ".dart" => "Dart",
            ".cshtml" or ".razor" => "Razor pages",
            _ => null,
        };

    [GeneratedRegex(
        @"database/sql|\bgorm\b|\bpgx\b|\bsqlx\b|JdbcTemplate|createNativeQuery|createQuery\(|EntityManager|JpaRepository|CrudRepository|PreparedStatement|mysqli|\bPDO\b|\bDB::|Eloquent|extends\s+Model\b|ActiveRecord|ApplicationRecord|find_by_sql|\.where\(|\bdiesel::|sea_orm|Ecto\.|SqlCommand|FromSqlRaw|ExecuteSqlRaw|\b(?:SELECT\s[\s\S]{1,200}?\sFROM|INSERT\s+INTO|DELETE\s+FROM)\s",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Asks();
}
