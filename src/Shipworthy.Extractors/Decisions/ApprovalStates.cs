using Shipworthy.Extractors.Audit;

namespace Shipworthy.Extractors.Decisions;

/// <summary>Columns whose values a schema lists, one of which somebody else has to give: <c>status: { enum: ["Pending", "Approved"] }</c>.</summary>
sealed class ApprovalStates(CodeBase code)
{
    HashSet<(string Model, string Column)>? all;

    /// <summary>Whether a column of a model is one of them.</summary>
    public bool Has(string model, string column) => (all ??= Read()).Contains((Words.Table(model).TrimEnd('s'), column));

    HashSet<(string Model, string Column)> Read()
    {
        var found = new HashSet<(string Model, string Column)>();
        foreach (var call in code.Calls("model"))
        {
            var schema = call.ArgumentAt(1) is { Kind: CodeKind.Name } named ? code.Definition(named)[Part.Value] : call.ArgumentAt(1);
            if (call.ArgumentAt(0).String is not { Length: > 0 } model || schema is not { Kind: CodeKind.New, Callee.Name: "Schema" })
                continue;
            foreach (var field in code.ObjectOf(schema.ArgumentAt(0)).All(Part.Element))
                if (
                    field.Kind is CodeKind.Property
                    && field[Part.Value].Property("enum")[Part.Value] is { Kind: CodeKind.Array } values
                    && values.All(Part.Element).Any(one => one.String is { } value && DecisionWords.IsGiven(value))
                )
                    found.Add((Words.Table(model).TrimEnd('s'), Words.Snake(field.Name)));
        }
        return found;
    }
}
