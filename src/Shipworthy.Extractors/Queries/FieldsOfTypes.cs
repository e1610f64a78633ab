using System.Text.RegularExpressions;
using Shipworthy.Extractors.Endpoints;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Queries;

/// <summary>
/// Functions that answer for a field of a type of GraphQL: a server runs them once for each object of the type that an answer holds. What they ask is asked for each of them
/// unless a loader collects the asking (rubric 7.2, rule 3).
/// </summary>
sealed partial class FieldsOfTypes(Sources sources, QueryWalk walk)
{
    readonly Lazy<string> schemas = new(() =>
        string.Join(
            '\n',
            sources
                .Tree.Files.Where(file =>
                    Schema().IsMatch(file.Name) && file.Role is not (FileRole.Test or FileRole.Example or FileRole.Vendored)
                )
                .Select(file => file.Text)
        )
    );

    /// <summary>What the fields of a server's types ask for each object; nothing for what is no server of GraphQL.</summary>
    public IEnumerable<RepeatedQuery> Of(Route route)
    {
        if (route.Framework is not "GraphQL")
            yield break;
        var code = sources.Code;
        foreach (var root in code.All(CodeKind.Property).Where(one => one.Name is "Query" or "Mutation" && sources.IsDeployed(one.File)))
        foreach (var type in root.Parent.Children)
            if (type is { Kind: CodeKind.Property, Name: { Length: > 0 } name } && IsType(name) && IsListed(name) is var bound)
                foreach (var field in code.ObjectOf(type[Part.Value]) is { Exists: true } map ? map.Children : [])
                    if (code.FunctionOf(field.Kind is CodeKind.Function ? field : field[Part.Value]) is { Exists: true } answers)
                        foreach (var query in walk.Of(answers))
                            // Prisma asks for all rows together that are looked for by key in one moment.
                            if (query is { IsWrite: false, Loop: null, Shape: not { IsByKey: true } } && bound is not RepeatBound.Few)
                                yield return new(answers.At, RepeatKind.Field, bound)
                                {
                                    Of = query.Shape is { Model.Length: > 0 } shape ? shape.Model : "the database",
                                    Over = $"{name} for its field {field.Name}",
                                    QueryAt = query.At.At,
                                };
    }

    static bool IsType(string name) =>
        name is not ("Query" or "Mutation" or "Subscription") && char.IsUpper(name[0]) && !Envelope().IsMatch(name);

    /// <summary>A type that no list of the schema holds comes once in an answer; where no schema speaks of it, that is open.</summary>
    RepeatBound IsListed(string name)
    {
        var texts = schemas.Value + string.Join('\n', Typed(name));
        return Regex.IsMatch(texts, $@"\[\s*{Regex.Escape(name)}\b", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)
                ? RepeatBound.RowsOfQuery
            : Regex.IsMatch(texts, $@"\btype\s+{Regex.Escape(name)}\b", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)
                ? RepeatBound.Few
            : RepeatBound.Unknown;
    }

    /// <summary>The texts in code that speak of a type in the language of schemas.</summary>
    IEnumerable<string> Typed(string name) =>
        sources
            .Code.Files.Where(file =>
                file.Text.Contains("type Query", StringComparison.Ordinal) || file.Text.Contains($"type {name}", StringComparison.Ordinal)
            )
            .Select(file => file.Text);

    const RegexOptions Plain = RegexOptions.CultureInvariant;

    [GeneratedRegex(@"\.(?:graphqls?|gql)$", Plain, 10_000)]
    private static partial Regex Schema();

    /// <summary>What wraps an answer comes once.</summary>
    [GeneratedRegex(
        "(?:Payload|Response|Result|Connection|PageInfo|Output|Mutations?|Queries)$|^(?:Viewer|Me|Date|DateTime|JSON|Upload)$",
        Plain,
        10_000
    )]
    private static partial Regex Envelope();
}
