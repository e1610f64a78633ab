namespace Shipworthy.Extractors.Endpoints.Steps;

/// <summary>
/// What a step before many routes says that can concern one address: what it does at other addresses, what it writes into a log, and what it reads and asks nowhere is left
/// out.
/// </summary>
sealed class WordsAtAddress(CodeBase code)
{
    readonly AddressConditions addresses = new(code);
    readonly Dictionary<(Code Step, string Address), ImmutableArray<Code>> known = [];

    /// <summary>The parts of a step that a call of an address may meet; the step itself where it does not depend on addresses.</summary>
    public ImmutableArray<Code> Of(Code step, string address)
    {
        if (!step.Exists)
            return [];
        if (known.TryGetValue((step, address), out var before))
            return before;
        var function = step.Kind is CodeKind.Function ? step : code.FunctionOf(step);
        return known[(step, address)] =
            function.Body.Kind is CodeKind.Block && addresses.Matter(function) ? Met(function.Body, address) : [step];
    }

    ImmutableArray<Code> Met(Code body, string address)
    {
        var (met, read) = (new List<Code>(), new List<Code>());
        Walk(body, address, met, read);
        // What is read counts where something asks for it.
        for (var found = true; found; )
        {
            found = false;
            foreach (var variable in read.ToList())
                if (NamesOf(variable).Any(name => met.Exists(one => one.Text.Contains(name, StringComparison.Ordinal))))
                    found = read.Remove(variable) | Add(met, variable);
        }
        return [.. met];
    }

    static bool Add(List<Code> all, Code one)
    {
        all.Add(one);
        return true;
    }

    static IEnumerable<string> NamesOf(Code variable) =>
        variable.Descendants(CodeKind.Variable).Prepend(variable).Select(one => one.Name).Where(name => name.Length > 0);

    /// <summary>Goes through statements; gives whether nothing after them is reached.</summary>
    bool Walk(Code statement, string address, List<Code> met, List<Code> read)
    {
        switch (statement.Kind)
        {
            case CodeKind.Block:
                foreach (var one in statement.Children)
                    if (Walk(one, address, met, read))
                        return true;
                return false;
            case CodeKind.Branch when statement[Part.Condition] is { Exists: true } condition:
                var holds = addresses.Holds(condition, address);
                if (holds is null)
                    met.Add(condition);
                var leaves = holds is not false && Walk(statement[Part.Then], address, met, read);
                var leavesToo = holds is not true && statement[Part.Else].Exists && Walk(statement[Part.Else], address, met, read);
                return holds is true ? leaves
                    : holds is false ? leavesToo
                    : leaves && leavesToo;
            // What a call gives may be refused by the call itself.
            case CodeKind.Variable when !statement.Descendants(CodeKind.Call).Any():
                read.Add(statement);
                return false;
            case CodeKind.Try:
                Walk(statement[Part.Body], address, met, read);
                met.AddRange(statement.Children.Where(one => one.Part is not Part.Body));
                return false;
            case CodeKind.Call when statement.Callee.DottedName.StartsWith("console.", StringComparison.Ordinal):
                return false;
            case CodeKind.Return or CodeKind.Throw:
                met.Add(statement);
                return true;
            default:
                if (statement.Exists)
                    met.Add(statement);
                return false;
        }
    }
}
