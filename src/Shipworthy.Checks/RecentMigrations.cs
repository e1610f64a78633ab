namespace Shipworthy.Checks;

/// <summary>The migrations of a window of days that ends at the newest commit, with the steps that meet rows of production.</summary>
sealed class RecentMigrations
{
    readonly int withoutData;
    readonly Dictionary<string, DateOnly> days = new(StringComparer.Ordinal);
    readonly Dictionary<string, DateOnly> births = new(StringComparer.Ordinal);
    readonly HashSet<string> recent = new(StringComparer.Ordinal);
    readonly bool isFile;

    /// <summary>The newest migrations of each schema within so many days.</summary>
    /// <param name="app">The app.</param>
    /// <param name="newest">The day of the newest commit.</param>
    /// <param name="days">How far back the window reaches.</param>
    /// <param name="most">How many of a schema count.</param>
    /// <param name="withoutData">How young a table is that holds no data of production yet.</param>
    public RecentMigrations(App app, DateOnly newest, int days, int most, int withoutData)
    {
        this.withoutData = withoutData;
        isFile = app.DataStores.Count > 0 && app.DataStores.All(store => store.Name.Contains("SQLite", StringComparison.Ordinal));
        var contents = app.MigrationContents.ToDictionary(content => content.At.Path, StringComparer.Ordinal);
        foreach (var schema in app.OwnedSchemas)
        {
            foreach (var file in schema.Files)
            {
                var day = file.AddedOn ?? newest;
                this.days[file.At.Path] = day;
                foreach (var table in contents.TryGetValue(file.At.Path, out var made) ? made.Creates : [])
                    if (!births.TryGetValue(table, out var born) || day < born)
                        births[table] = day;
            }
            foreach (
                var file in schema
                    .Files.Where(file => newest.DayNumber - (file.AddedOn ?? newest).DayNumber <= days)
                    .OrderBy(file => file.AddedOn ?? newest)
                    .TakeLast(most)
            )
                if (!contents.TryGetValue(file.At.Path, out var content) || !IsAllNew(content))
                    recent.Add(file.At.Path);
        }
    }

    /// <summary>Whether a migration is in the window and changes what may hold data.</summary>
    public bool Has(MigrationContent content) => recent.Contains(content.At.Path);

    /// <summary>Whether a schema has a migration in the window.</summary>
    public bool HasAny(OwnedSchema schema) => schema.Files.Any(file => recent.Contains(file.At.Path));

    /// <summary>The risky steps on tables that may hold data of production, those on tables that code uses first.</summary>
    public ImmutableArray<MigrationRisk> RisksOf(MigrationContent content) =>
        [
            .. content
                .Risks.Where(risk => !(isFile && risk.IsAboutLocks) && !IsYoung(risk.Table, content))
                .OrderByDescending(risk => risk.IsUsed),
        ];

    /// <summary>Those of them on tables that can be told to be old enough to hold data of production.</summary>
    public ImmutableArray<MigrationRisk> SureRisksOf(MigrationContent content) =>
        [.. RisksOf(content).Where(risk => !IsOfUnknownBirth(risk.Table, content))];

    /// <summary>Whether no migration makes a table, and the first of them came only days before: the table may be as new, and made by hand.</summary>
    bool IsOfUnknownBirth(string table, MigrationContent content) =>
        !births.ContainsKey(table)
        && days.TryGetValue(content.At.Path, out var day)
        && day.DayNumber - days.Values.Min().DayNumber < withoutData;

    /// <summary>A migration that only makes tables, or changes those that are days old.</summary>
    bool IsAllNew(MigrationContent content) =>
        content.NotRead is null
        && content.Creates.Length + content.Changes.Length > 0
        && content.Changes.All(table => IsYoung(table, content))
        && content.Risks.All(risk => IsYoung(risk.Table, content));

    bool IsYoung(string table, MigrationContent content) =>
        content.Creates.Contains(table) && births.TryGetValue(table, out var first) && first == days.GetValueOrDefault(content.At.Path)
        || days.TryGetValue(content.At.Path, out var day)
            && births.TryGetValue(table, out var born)
            && day.DayNumber - born.DayNumber < withoutData;
}
