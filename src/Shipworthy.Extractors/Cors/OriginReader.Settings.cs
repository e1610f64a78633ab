namespace Shipworthy.Extractors.Cors;

sealed partial class OriginReader
{
    /// <summary>A field of a class of settings is read from the variable of its name, whatever stands beside it.</summary>
    bool IsSetting(Code declaration) => declaration.Kind is CodeKind.Property && code.ValueOf(declaration) is Value.FromEnvironment;

    /// <summary>
    /// Of parameters that hold the caller's origin by their name, those that may hold it as it came. The others are handed an origin that was checked, by every
    /// call of their function.
    /// </summary>
    public ImmutableHashSet<Code> Unchecked(ImmutableHashSet<Code> named) => named.Except(named.Where(IsChecked));

    bool IsChecked(Code parameter) =>
        parameter.Parent is { Kind: CodeKind.Function } function
        && code.CallersOf(function).Take(MostCallers + 1).Count() <= MostCallers
        && !IsHandedOn(function)
        && Given(parameter, [], MostSteps) is { IsNobody: false, IsEverybody: false } given
        && given.Entries.All(entry => entry.Kind is not Admits.Unknown);

    /// <summary>Whether a function is used in another way than by calling it, so that it may have callers that are not seen.</summary>
    bool IsHandedOn(Code function)
    {
        var declared =
            function.Name.Length == 0 && function.Parent is { Kind: CodeKind.Variable or CodeKind.Property } named ? named : function;
        return declared.Name.Length == 0
            || code.Names(declared.Name)
                .Any(use =>
                    use.Part is not Part.Callee
                    && use.Parent.Kind is not CodeKind.Export
                    && code.Definition(use) is var meant
                    && (meant == function || meant == declared)
                );
    }

    /// <summary>What the callers of a function of the app give for a parameter, or its default.</summary>
    OriginList? Given(Code parameter, ImmutableHashSet<Code> callers, int steps)
    {
        var position = parameter.Parent.All(Part.Parameter).TakeWhile(other => other != parameter).Count();
        var found = OriginList.Nobody;
        var any = false;
        foreach (var call in code.CallersOf(parameter.Parent).Take(MostCallers))
        {
            var given = call.ArgumentNamed(parameter.Name) is { Exists: true } named ? named : call.ArgumentAt(position);
            given = given.Exists ? given : parameter[Part.Default];
            if (!given.Exists)
                continue;
            any = true;
            var list = Read(given, callers, steps - 4);
            found = found.Or(
                list.IsEverybody && call.Enclosing(CodeKind.Function) is { Exists: true } around
                    ? list.Within(PathTo(call, around, callers, steps - 4))
                    : list
            );
        }
        return any ? found
            : parameter[Part.Default] is { Exists: true } fallback ? Read(fallback, callers, steps)
            : null;
    }

    /// <summary>What is put into a list after its declaration, where production does it.</summary>
    OriginList Added(Code declaration, ImmutableHashSet<Code> callers, int steps)
    {
        var added = OriginList.Nobody;
        if (declaration.Name.Length == 0)
            return added;
        if (steps < MostSteps / 3)
            return IsAddedTo(declaration) ? Lost(declaration) : added;
        foreach (var call in code.Calls("push", "append", "extend", "add", "unshift", "Add", "AddRange"))
            if (call.Receiver.Name == declaration.Name && call.File == declaration.File && code.Definition(call.Receiver) == declaration)
                added = added.Or(InProduction(call, Union(call.Arguments, callers, steps / 2)));
        foreach (var assignment in declaration.File.Root.Descendants(CodeKind.Assignment))
            if (
                assignment[Part.Target].Name == declaration.Name
                && assignment != declaration
                && code.Definition(assignment[Part.Target]) == declaration
            )
                added = added.Or(InProduction(assignment, Read(assignment[Part.Value], callers, steps / 2)));
        return added;
    }

    /// <summary>Whether a function puts something into a list, so that what it gives is more than what it began with.</summary>
    static bool Fills(Code function) =>
        function.Kind is CodeKind.Function
        && function
            .Descendants(CodeKind.Call)
            .Any(call =>
                call.Callee is { Kind: CodeKind.Member, Name: "push" or "append" or "extend" or "add" or "unshift" or "Add" or "AddRange" }
            );

    /// <summary>Whether a list takes more than it was made with, where production runs.</summary>
    bool IsAddedTo(Code declaration) =>
        code.Calls("push", "append", "extend", "add", "unshift", "Add", "AddRange")
            .Any(call =>
                call.Receiver.Name == declaration.Name
                && call.File == declaration.File
                && code.Definition(call.Receiver) == declaration
                && Production.RunsIn(call).ReachesProduction
            );

    OriginList InProduction(Code at, OriginList list) => Production.RunsIn(at).ReachesProduction ? list : OriginList.Nobody;
}
