using System.Text.RegularExpressions;
using Shipworthy.Extractors.Queries;

namespace Shipworthy.Extractors.Caches;

sealed partial class CacheContents
{
    /// <summary>A change of something that a cached value may be made of.</summary>
    /// <param name="At">The write.</param>
    /// <param name="Model">The table; empty where it could not be told.</param>
    /// <param name="IsInsert">Whether it makes rows, and changes none that there is.</param>
    readonly record struct SourceChange(Code At, string Model, bool IsInsert)
    {
        /// <summary>The one column that it changes; empty where it may be any.</summary>
        public string Column { get; init; } = "";

        /// <summary>Whether what a text of code keeps may hold what was changed.</summary>
        public bool Concerns(string maker) =>
            Column.Length == 0 || maker.Contains(Column, StringComparison.Ordinal) || maker.Contains("Serializ", StringComparison.Ordinal);
    }

    /// <summary>The writes of a file. What Entity Framework saves was changed before, at the rows themselves.</summary>
    IEnumerable<SourceChange> ChangesIn(CodeFile file)
    {
        var queries = walk.In(file);
        var tracked = file.Language is Language.CSharp ? TrackedIn(file, queries).ToList() : [];
        foreach (var one in tracked)
            yield return one;
        foreach (var query in queries.Where(one => one.IsWrite))
            if (query.Shape is { } shape)
                yield return new(query.At, shape.Model, shape.IsInsert);
            else if (!IsExplained(query.At, tracked, queries))
                yield return new(query.At, "", false);
    }

    /// <summary>Values that rows of a query get before their function saves: <c>order.State = …; await db.SaveChangesAsync()</c>.</summary>
    IEnumerable<SourceChange> TrackedIn(CodeFile file, ImmutableArray<FoundQuery> queries)
    {
        foreach (var change in file.Root.Descendants(CodeKind.Assignment))
            if (
                change[Part.Target] is { Kind: CodeKind.Member, Receiver.Kind: CodeKind.Name } target
                && sources.Code.Definition(target.Receiver) is { Kind: CodeKind.Variable } row
                && row[Part.Value] is { Exists: true } value
                && change.Enclosing(CodeKind.Function) is { Exists: true } function
                && function.Descendants(CodeKind.Call).Any(call => IsSave(call) && call.Start > change.Start)
                && queries.FirstOrDefault(one => !one.IsWrite && value.Contains(one.At)) is { Shape.Model: { Length: > 0 } model }
            )
                yield return new(change, model, false) { Column = target.Name };
        foreach (var call in file.Root.Descendants(CodeKind.Call))
            if (
                call.Callee is { Kind: CodeKind.Member }
                && HandsIn().IsMatch(call.Callee.Name)
                && call.Receiver is { Kind: CodeKind.Member } set
                && Context().IsMatch(set.Receiver.Name)
            )
                yield return new(call, set.Name, call.Callee.Name.StartsWith("Add", StringComparison.Ordinal));
    }

    static bool IsSave(Code call) => call.Callee.Name is "SaveChanges" or "SaveChangesAsync";

    /// <summary>Whether the function around a save shows what is saved.</summary>
    static bool IsExplained(Code save, List<SourceChange> tracked, ImmutableArray<FoundQuery> queries) =>
        IsSave(save)
        && save.Enclosing(CodeKind.Function) is { Exists: true } function
        && (
            tracked.Exists(one => function.Contains(one.At))
            || queries.Any(one => one is { IsWrite: true, Shape: not null } && function.Contains(one.At))
        );

    /// <summary>Calls of a set of Entity Framework that hand rows in to be saved.</summary>
    [GeneratedRegex("^(?:Add|AddAsync|AddRange|AddRangeAsync|Update|UpdateRange|Remove|RemoveRange)$", Plain, 10_000)]
    private static partial Regex HandsIn();

    [GeneratedRegex(@"^_?(?:db|\w*[cC]ontext)$", Plain, 10_000)]
    private static partial Regex Context();
}
