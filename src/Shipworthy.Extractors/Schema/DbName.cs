using Shipworthy.Syntax.Sql;

namespace Shipworthy.Extractors.Schema;

/// <summary>The name of an object of a database.</summary>
/// <param name="Schema">Its schema; <c>public</c> when none is named.</param>
/// <param name="Name">Its name, as the database keeps it.</param>
readonly record struct DbName(string Schema, string Name)
{
    /// <summary>The schema that a name without one belongs to: PostgreSQL's first that people may write to.</summary>
    public const string Usual = "public";

    /// <summary>A name as it is written, with or without schema (and database before it).</summary>
    public static DbName Of(ImmutableArray<string> parts) =>
        parts switch
        {
            [] => new(Usual, ""),
            [var name] => new(Usual, name),
            [.., "dbo", var name] => new(Usual, name),
            [.., var schema, var name] => new(schema, name),
        };

    /// <summary>The name as people say it: without the usual schema.</summary>
    public override string ToString() => Schema is Usual ? Name : $"{Schema}.{Name}";
}
