namespace Shipworthy.Extractors.Endpoints.Steps;

/// <content>Functions that production leaves before they do anything: <c>if (process.env.NODE_ENV === "production") return 404</c>.</content>
sealed partial class PathReader
{
    /// <summary>The last place of a function that production comes to; far beyond its end when nothing tells that production leaves it earlier.</summary>
    int ProductionLeavesAt(Code function)
    {
        if (function.Body.Kind is not CodeKind.Block)
            return int.MaxValue;
        foreach (var one in function.Body.Children)
            if (
                one.Kind is CodeKind.Branch
                && !one[Part.Else].Exists
                && Refusals.Refuses(one[Part.Then])
                && NamesEnvironment(one[Part.Condition], 3)
                && sources.Production.Holds(one[Part.Condition]) is true
            )
                return one.End;
        return int.MaxValue;
    }

    /// <summary>Whether a condition compares with the name of an environment. What a switch turns off is not gone: production may set it.</summary>
    bool NamesEnvironment(Code condition, int steps) =>
        condition.Kind switch
        {
            CodeKind.Binary => condition.Operator is "==" or "===" or "!=" or "!=="
                && (condition[Part.Left].String ?? condition[Part.Right].String)
                    is "production"
                        or "prod"
                        or "development"
                        or "dev"
                        or "test",
            CodeKind.Unary => condition.Operator is "!" or "not" && steps > 0 && NamesEnvironment(condition[Part.Value], steps - 1),
            CodeKind.Name => steps > 0
                && code.Definition(condition) is { Kind: CodeKind.Variable } held
                && NamesEnvironment(held[Part.Value], steps - 1),
            _ => false,
        };
}
