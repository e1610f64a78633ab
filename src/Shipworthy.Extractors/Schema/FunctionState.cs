using Shipworthy.Syntax.Sql;

namespace Shipworthy.Extractors.Schema;

/// <summary>A function of the database.</summary>
/// <param name="name">Its name.</param>
/// <param name="at">Where it was last defined.</param>
sealed class FunctionState(DbName name, Location at)
{
    /// <summary>Its name.</summary>
    public DbName Name { get; } = name;

    /// <summary>Where it was last defined.</summary>
    public Location At { get; } = at;

    /// <summary>Its parameters that callers fill, in order.</summary>
    public ImmutableArray<FunctionParameter> Parameters { get; init; } = [];

    /// <summary>What it returns, in lower case: <c>trigger</c>, <c>boolean</c>, <c>void</c>.</summary>
    public string Returns { get; init; } = "";

    /// <summary>Its language, in lower case: <c>sql</c>, <c>plpgsql</c>.</summary>
    public string Language { get; init; } = "";

    /// <summary>Whether it acts with the rights of its owner, whom no policy stops.</summary>
    public bool IsDefiner { get; set; }

    /// <summary>Whether it names the schemas that its names mean.</summary>
    public bool HasSearchPath { get; set; }

    /// <summary>The day of the migration that defined it; null when it says none.</summary>
    public DateOnly? MadeOn { get; init; }

    /// <summary>The tokens of its body.</summary>
    public ImmutableArray<SqlToken> Body
    {
        get;
        init
        {
            field = value;
            steps = new(() => SqlBodyReader.Read(value));
        }
    } = [];

    readonly Lazy<ImmutableArray<SqlStep>> steps = new([]);

    /// <summary>The steps of its body.</summary>
    public ImmutableArray<SqlStep> Steps => steps.Value;

    /// <summary>Who was granted or refused to run it.</summary>
    public GrantState Grants { get; private set; } = new();

    /// <summary>Whether clients can only reach it through a trigger.</summary>
    public bool IsTrigger => Returns.EndsWith("trigger", StringComparison.Ordinal);

    /// <summary>Takes over what replacing a function does not change.</summary>
    public FunctionState Replacing(FunctionState? earlier)
    {
        if (earlier is not null)
            Grants = earlier.Grants;
        return this;
    }

    /// <summary>The types of its parameters, by which functions of one name are told apart.</summary>
    public string Signature => string.Join(',', Parameters.Select(parameter => parameter.Type));
}

/// <summary>A parameter.</summary>
/// <param name="Name">Its name; empty when it has none.</param>
/// <param name="Type">Its type, in lower case without length.</param>
readonly record struct FunctionParameter(string Name, string Type)
{
    /// <summary>What it is when callers leave it out; null when they may not.</summary>
    public SqlExpression? Default { get; init; }
}

/// <summary>What was granted and refused, role by role, in the order of the statements. Nothing said is not the same as refused.</summary>
sealed class GrantState
{
    readonly Dictionary<(string Role, string Privilege), bool> said = [];
    readonly List<(string Role, string Privilege, ImmutableArray<string> Columns)> columns = [];

    /// <summary>Privileges that stand for all of a table.</summary>
    public static ImmutableArray<string> OfTables { get; } = ["select", "insert", "update", "delete"];

    /// <summary>Takes note of a grant or its end.</summary>
    public void Say(string role, string privilege, bool isGranted) => said[(role, privilege)] = isGranted;

    /// <summary>Takes note of a grant on single columns.</summary>
    public void SayOfColumns(string role, string privilege, ImmutableArray<string> names) => columns.Add((role, privilege, names));

    /// <summary>Whether it was granted or refused to a role by name; null when nothing was said.</summary>
    public bool? Of(string role, string privilege) => said.TryGetValue((role, privilege), out var isGranted) ? isGranted : null;

    /// <summary>The columns that a role was granted by themselves.</summary>
    public IEnumerable<string> ColumnsOf(string role, string privilege) =>
        columns.Where(one => one.Role == role && one.Privilege == privilege).SelectMany(one => one.Columns);
}
