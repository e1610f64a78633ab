namespace Shipworthy.Model;

/// <summary>Languages in which apps ask data stores, as far as text of others can change what is asked.</summary>
public enum QueryGrammar
{
    /// <summary>Could not be told.</summary>
    Unknown,

    /// <summary>Statements, or parts of statements.</summary>
    Sql,

    /// <summary>Conditions of PostgREST, as Supabase sends them: <c>name.eq.x,id.gt.3</c>.</summary>
    Filter,

    /// <summary>Conditions as an object, in which operators are entries: <c>{ $gt: "" }</c>.</summary>
    Document,

    /// <summary>Conditions as a script or expression that the store runs.</summary>
    Script,

    /// <summary>A statement that a function of the database puts together.</summary>
    Function,
}

/// <summary>What the changing parts of a query's text are, the worst of them.</summary>
public enum QueryValue
{
    /// <summary>Where a part comes from could not be followed.</summary>
    Unknown,

    /// <summary>Nothing changes: all parts are written in the code.</summary>
    Constant,

    /// <summary>Values are handed over beside the text.</summary>
    Bound,

    /// <summary>Names are taken from a fixed list, or quoted by the driver.</summary>
    Listed,

    /// <summary>A number, a date, an identifier: nothing that could be read as more.</summary>
    Typed,

    /// <summary>Set by whoever deploys the app: settings, files of the repository.</summary>
    Settings,

    /// <summary>Typed by whoever runs a command.</summary>
    Operator,

    /// <summary>Escaped by hand.</summary>
    Escaped,

    /// <summary>Read from the database, where somebody wrote it before.</summary>
    Stored,

    /// <summary>Sent with the call, or written by a language model.</summary>
    Sent,
}

/// <summary>Where a query is sent from.</summary>
public enum QueryRunner
{
    /// <summary>Could not be told.</summary>
    Unknown,

    /// <summary>A server, with the app's own rights.</summary>
    Server,

    /// <summary>A client, with the rights of the person in front of it.</summary>
    Client,

    /// <summary>Nothing: no part of the app loads the file.</summary>
    Nothing,
}

/// <summary>A query whose text is written by hand and is not the same each time (rubric 9.4).</summary>
/// <param name="At">The call that sends it, or that makes a part of it.</param>
/// <param name="Api">What is called, as people write it: <c>pool.query</c>.</param>
/// <param name="Grammar">The language of its text.</param>
public sealed record DynamicQuery(Location At, string Api, QueryGrammar Grammar) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"query:{At.Path}:{Function}:{Api}{Suffix}";

    /// <inheritdoc/>
    public override ImmutableArray<Location> Related => Way;

    /// <inheritdoc/>
    public override bool IsLedTo => !Way.IsEmpty;

    /// <summary>The function that it stands in; empty outside of any.</summary>
    public string Function { get; init; } = "";

    /// <summary>What the worst of its changing parts is.</summary>
    public required QueryValue Value { get; init; }

    /// <summary>What that part is called where it comes in: <c>req.query.sort</c>; empty when it has no name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The lines that the part passes from where it comes in to the last before the query, in this order; empty when it comes in at the query.</summary>
    public ImmutableArray<Location> Way { get; init; } = [];

    /// <summary>Why it could not be followed, as a clause about the place; empty when it could.</summary>
    public string Because { get; init; } = "";

    /// <summary>Whether the part stands where a name of a column or table, a direction or a limit belongs.</summary>
    public bool IsName { get; init; }

    /// <summary>Of a function of the database: whether it acts with its owner's rights.</summary>
    public bool IsDefiner { get; init; }

    /// <summary>Where it is sent from.</summary>
    public QueryRunner Runner { get; init; } = QueryRunner.Server;

    /// <summary>Tells queries apart that share everything else: empty, or <c>#2</c>.</summary>
    public string Suffix { get; init; } = "";
}

/// <summary>A library by which the app asks a data store.</summary>
/// <param name="At">The first call.</param>
/// <param name="Name">The library as its makers spell it.</param>
public sealed record DataLibrary(Location At, string Name) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"data-library:{Name}";

    /// <summary>How many calls hand it values and no text.</summary>
    public int Calls { get; init; }

    /// <summary>How many texts it is given that are the same each time.</summary>
    public int ConstantTexts { get; init; }
}

public sealed partial class App
{
    /// <summary>Queries whose text is written by hand and is not the same each time.</summary>
    public Facts<DynamicQuery> DynamicQueries => Of<DynamicQuery>();

    /// <summary>Libraries by which the app asks data stores.</summary>
    public Facts<DataLibrary> DataLibraries => Of<DataLibrary>();
}
