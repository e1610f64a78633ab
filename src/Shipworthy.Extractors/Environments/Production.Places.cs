namespace Shipworthy.Extractors.Environments;

sealed partial class Production
{
    /// <summary>Where a node runs, by the conditions around it and by what leaves its function before it.</summary>
    public RunsIn RunsIn(Code node) => RunsIn(node, 3);

    RunsIn RunsIn(Code node, int calls)
    {
        var found = Model.RunsIn.Everywhere;
        foreach (var decision in Decisions(node, calls))
        {
            if (!decision.Taken)
                return Model.RunsIn.OutsideProduction;
            found = Model.RunsIn.Production;
        }
        return found;
    }

    /// <summary>What decides around a node and before it in its function whether production comes to it, from the inside out, as far as it is known.</summary>
    public IEnumerable<Decision> Decisions(Code node) => Decisions(node, 3);

    IEnumerable<Decision> Decisions(Code node, int calls)
    {
        for (var at = node; at.Parent.Exists; at = at.Parent)
        {
            var parent = at.Parent;
            foreach (var (condition, expected) in Between(at, parent))
                // "x is not null && y" is parsed as a pattern of "null && y", so that a bare null is no condition of anybody's.
                if (condition.Operator is not "null" && Holds(condition) is { } holds)
                    yield return new(condition, holds == expected);
            if (
                parent.Kind is CodeKind.Case
                && parent.Parent is { Kind: CodeKind.Branch } choice
                && IsForOthers(choice[Part.Subject], parent)
            )
                yield return new(parent, Taken: false);
            if (parent.Kind is CodeKind.Function && calls > 0 && parent.Name.Length > 0 && OnlyCalledOutside(parent, calls))
                yield return new(parent, Taken: false);
        }
    }

    /// <summary>The conditions that must have turned out one way for a child to run: those of its parent, and those that leave before it.</summary>
    public static IEnumerable<(Code Condition, bool Expected)> Between(Code at, Code parent)
    {
        switch (parent.Kind)
        {
            case CodeKind.Branch or CodeKind.Conditional when at.Part is Part.Then or Part.Else && parent[Part.Condition].Exists:
                yield return (parent[Part.Condition], at.Part == Part.Then);
                break;
            case CodeKind.Binary when at.Part == Part.Right && parent.Operator is "&&" or "and":
                yield return (parent[Part.Left], true);
                break;
            case CodeKind.Binary when at.Part == Part.Right && parent.Operator is "||" or "or":
                yield return (parent[Part.Left], false);
                break;
            case CodeKind.Block or CodeKind.Module:
                foreach (var sibling in parent.Children)
                {
                    if (sibling == at)
                        break;
                    if (sibling.Kind == CodeKind.Branch && !sibling[Part.Else].Exists && Leaves(sibling[Part.Then]))
                        yield return (sibling[Part.Condition], false);
                }
                break;
        }
    }

    static bool Leaves(Code then) =>
        then.Kind switch
        {
            CodeKind.Return or CodeKind.Throw => true,
            CodeKind.Jump => then.Operator is "continue" or "break",
            CodeKind.Block => then.Children.Any() && Leaves(then.Children.Last()),
            _ => false,
        };

    bool OnlyCalledOutside(Code function, int calls)
    {
        var callers = code.CallersOf(function).ToList();
        return callers.Count > 0 && callers.TrueForAll(call => RunsIn(call, calls - 1) is Model.RunsIn.OutsideProduction);
    }

    /// <summary>A question that production answers on the way to a place.</summary>
    /// <param name="By">The condition; a case of a switch, or a function that is called outside production only.</param>
    /// <param name="Taken">Whether production goes on to the place.</param>
    public readonly record struct Decision(Code By, bool Taken);
}
