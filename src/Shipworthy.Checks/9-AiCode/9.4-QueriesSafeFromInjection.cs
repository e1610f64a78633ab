namespace Shipworthy.Checks.AiCode;

public sealed class QueriesSafeFromInjection() : Check("9.4", "AI-generated SQL has been reviewed for injection risk")
{
    static readonly Rule SentText = new("9.4-1", Blocker, Stranger)
    {
        Says = "puts what a caller sends into the text of a query",
        Title = "Read and change the whole database through one field",
        Consequence = "Whoever writes SQL into that field is answered by your database, with every right that the app has.",
        Fix = "Hand the value over as a parameter: a placeholder in the text, and the value beside it.",
        HoldsAgainstObservation = true,
    };

    static readonly Rule Function = new("9.4-2", Blocker, Stranger)
    {
        Says = "puts its arguments into a statement that it runs",
        Title = "Run statements of your own with the rights of the database's owner",
        Consequence = "A function that clients can call glues its arguments into SQL, and row security does not stop what it runs.",
        Fix = "Write `execute format('… %I … = $1', a_name) using a_value`, and never glue an argument in with `||` or `%s`.",
        HoldsAgainstObservation = true,
    };

    static readonly Rule StoredText = new("9.4-3", Major, Insider)
    {
        Says = "puts what was stored before into the text of a query",
        Title = "Save a name today that runs as SQL tomorrow",
        Consequence = "The value comes from the database, and somebody typed it there once. It runs when the next query is glued from it.",
        Fix = "Hand the value over as a parameter here as well; that it comes from your own database makes it no safer.",
        HoldsAgainstObservation = true,
    };

    static readonly Rule SentName = new("9.4-4", Major, Stranger)
    {
        Says = "takes the name of a column, a direction or a limit from the call",
        Title = "Write SQL where the column to sort by belongs",
        Consequence = "Names cannot be parameters, so this one is pasted in as it comes. What follows it is run as SQL.",
        Fix = "Take the name from a fixed list: `const column = { name: \"name\", newest: \"created_at\" }[sort] ?? \"name\"`.",
        HoldsAgainstObservation = true,
    };

    static readonly Rule SentFilter = new("9.4-5", Major, Stranger)
    {
        Says = "puts what a caller sends into the text of a filter",
        Title = "Add conditions of your own to a filter",
        Consequence =
            "A comma or a bracket in the value begins a further condition, by which rows and columns are read that were not meant.",
        Fix =
            "Use `.eq(\"name\", value)` or `.ilike(\"name\", pattern)`, or an `rpc()` with parameters where several conditions belong together.",
        HoldsAgainstObservation = true,
    };

    static readonly Rule SentObject = new("9.4-6", Major, Stranger)
    {
        Says = "takes its conditions from what a caller sends",
        Title = "Sign in without a password by sending an operator in its place",
        Consequence = "A caller who sends an object or a script in place of a text changes what is asked, and every row fits.",
        Fix = "Parse what is sent first: `const { email } = z.object({ email: z.string() }).parse(req.body)`, and compare with that.",
        HoldsAgainstObservation = true,
    };

    static readonly Rule EscapedByHand = new("9.4-7", Minor, Stranger)
    {
        Says = "escapes a value by hand and puts it into the text of a query",
        Title = "Find the character that the escaping forgot",
        Consequence = "Home-made escaping misses backslashes, encodings or places without quotes, and nothing notices.",
        Fix = "Remove the escaping, and hand the value over as a parameter.",
        HoldsAgainstObservation = true,
    };

    public override string Why =>
        """
            One query glued together from what a visitor typed hands the whole database to a stranger.
            """;

    public override string Fix =>
        """
            Pass values as parameters, and take names of columns and directions from a fixed list:

            - **Node**: `pool.query("select * from item where name = $1", [name])`
            - **Prisma, Drizzle**: the tagged forms `$queryRaw` and `sql`, never `$queryRawUnsafe` or `sql.raw`
            - **Knex**: `knex.raw("lower(name) = ?", [name])`
            - **Supabase**: `.eq("name", name)`, and for several conditions an `rpc()` with parameters, never typed text inside `.or()`
            - **SQLAlchemy**: `session.execute(text("select * from item where name = :name"), {"name": name})`
            - **Django**: `cursor.execute("select * from item where name = %s", [name])`
            - **EF Core**: `db.Items.FromSql($"select * from item where name = {name}")`, never `FromSqlRaw` with `$`
            - **Dapper**: `connection.QueryAsync<Item>("select * from item where name = @name", new { name })`
            - **Rails**: `Item.where("lower(name) = ?", name)`
            - **Laravel**: `Item::whereRaw('lower(name) = ?', [$name])`
            - **Go**: `db.QueryContext(ctx, "select * from item where name = $1", name)`
            - **PL/pgSQL**: `execute format('select * from %I where id = $1', table_name) using id;`
            - **MongoDB**: `const { email } = z.object({ email: z.email() }).parse(req.body);` before it becomes a filter
            - **Sorting**: `const column = { name: "name", newest: "created_at" }[sort] ?? "name";`
            """;

    public override string SettledBy =>
        """
            The result of a person who read each query that could not be followed, for that version of the file:
            `shipworthy attest 9.4`, for 365 days at most. On staging a probe tries a flagged parameter with harmless pairs
            of values.
            """;

    public override string Counts =>
        "each query whose text is written by hand and changes counts once, and so does each library that asks the data store otherwise";

    public override string ProvedWhen =>
        "takes its values as parameters and its names from a fixed list; of a library: hands values over beside the query";

    public override string UnprovenWhen =>
        "contains a value whose origin could not be followed, or is written in a language that is not read";

    public override string? NotApplicableWhen => "the app asks no data store";

    public override ImmutableArray<Rule> Rules => [SentText, Function, StoredText, SentName, SentFilter, SentObject, EscapedByHand];

    public override Verdict Judge(App app) =>
        app.DynamicQueries.JudgeEach(Of).OrNotApplicable("no query is put together from text")
        & app.DataLibraries.JudgeEach(library => library.Passes(Says(library))).OrNotApplicable("the app asks no data store");

    static Finding Of(DynamicQuery query) =>
        query.Runner switch
        {
            QueryRunner.Nothing => query.NotCounted("puts a query together in a file that no part of the app loads"),
            QueryRunner.Client when query.Value is not (QueryValue.Bound or QueryValue.Constant or QueryValue.Listed or QueryValue.Typed) =>
                query.NotCounted($"puts {Part(query)} into a filter that the client sends with its user's own rights"),
            QueryRunner.Server or QueryRunner.Client or QueryRunner.Unknown => ByValue(query),
        };

    static Finding ByValue(DynamicQuery query) =>
        query.Value switch
        {
            QueryValue.Sent => query.Grammar switch
            {
                QueryGrammar.Function => query.Fails(Function, $"puts its argument {query.Name} into a statement that it runs"),
                QueryGrammar.Filter => query.Fails(SentFilter, $"puts {Part(query)} from the call into the text of a filter"),
                QueryGrammar.Document => query.Fails(
                    SentObject,
                    $"takes {Part(query)} from the call as a condition, whatever kind of value it is"
                ),
                QueryGrammar.Script => query.Fails(SentObject, $"puts {Part(query)} from the call into a script that the database runs"),
                QueryGrammar.Sql or QueryGrammar.Unknown => query.IsName
                    ? query.Fails(SentName, $"puts {Part(query)} from the call where a name, a direction or a limit belongs")
                    : query.Fails(SentText, $"puts {Part(query)} from the call into the text of a query"),
            },
            QueryValue.Stored => query.Fails(StoredText, $"puts {Part(query)} from the database into the text of a query"),
            QueryValue.Escaped => query.Fails(EscapedByHand),
            QueryValue.Unknown => query.Unproven(query.Because),
            QueryValue.Operator => query.NotCounted("takes a part of its text from whoever runs the command"),
            QueryValue.Bound => query.Passes("hands its values over beside the text"),
            QueryValue.Listed => query.Passes("takes names from a fixed list, or has the driver quote them"),
            QueryValue.Typed => query.Passes("puts in only numbers, dates and identifiers"),
            QueryValue.Settings => query.Passes("puts in only what whoever deploys the app sets"),
            QueryValue.Constant => query.Passes("has a text that never changes"),
        };

    static string Part(DynamicQuery query) => query.Name.Length > 0 ? query.Name : "a value";

    static string Says(DataLibrary library) =>
        (library.Calls, library.ConstantTexts) switch
        {
            (0, 0) => $"asks by {library.Name}",
            (0, var texts) => $"gives {library.Name} {Texts(texts)}",
            (var calls, 0) => $"hands its values over beside the query in {Calls(calls)} of {library.Name}",
            (var calls, var texts) => $"hands its values over in {Calls(calls)} of {library.Name}, and gives it {Texts(texts)}",
        };

    static string Calls(int count) => count == 1 ? "one call" : $"{count} calls";

    static string Texts(int count) => count == 1 ? "one text that never changes" : $"{count} texts that never change";
}
