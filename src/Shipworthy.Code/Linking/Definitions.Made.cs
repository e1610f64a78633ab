namespace Shipworthy.Syntax.Linking;

/// <content>Objects that functions make: with <c>new</c>, through their <c>this</c>; or as what they return.</content>
sealed partial class Definitions
{
    /// <summary>Returns of one function beyond these say nothing new.</summary>
    const int MostReturns = 8;

    /// <summary>
    /// A member of what a function makes when it is called with <c>new</c>: <c>function Visits(db) { this.list = … }</c>, <c>Visits.prototype.list = …</c>, or an object that
    /// it returns.
    /// </summary>
    Code MemberOfMade(Code maker, string name, int steps)
    {
        if (steps <= 0)
            return default;
        foreach (var assignment in maker.Body.Descendants(CodeKind.Assignment))
            if (assignment[Part.Target] is { Kind: CodeKind.Member } target && target.Name == name && IsThis(target[Part.Receiver], maker))
                return Of(assignment[Part.Value], steps - 1) is { Exists: true } given ? given : assignment;
        if (OnPrototype(maker, name) is { Exists: true } shared)
            return shared;
        return MemberOfDeclaration(Returned(maker, steps - 1), name, steps - 1);
    }

    /// <summary>The receiver is what is being made, by its own word or by the name that keeps it: <c>const self = this</c>.</summary>
    bool IsThis(Code receiver, Code maker) =>
        receiver.Name is "this"
        || (
            receiver is { Kind: CodeKind.Name, Name: "self" or "that" or "me" or "vm" }
            && ScopesOf(receiver.File).Find(receiver, receiver.Name) is { Kind: CodeKind.Variable } kept
            && kept[Part.Value].Name is "this"
            && maker.Contains(kept)
        );

    static Code OnPrototype(Code maker, string name)
    {
        if (maker.Name.Length == 0 || !maker.File.Text.Contains(".prototype", StringComparison.Ordinal))
            return default;
        return maker
            .File.Root.Descendants(CodeKind.Assignment)
            .FirstOrDefault(one =>
                one[Part.Target] is { Kind: CodeKind.Member } target
                && target.Name == name
                && target[Part.Receiver].DottedName == $"{maker.Name}.prototype"
            );
    }

    /// <summary>The object that a function returns, also under a name of its own; no node when it returns anything else.</summary>
    Code Returned(Code function, int steps)
    {
        if (steps <= 0 || !function.Body.Exists)
            return default;
        if (function.Body.Kind is not CodeKind.Block)
            return OfReturned(function.Body, function, steps - 1);
        foreach (
            var one in function
                .Body.Descendants(CodeKind.Return)
                .Where(one => one.Enclosing(CodeKind.Function) == function)
                .Take(MostReturns)
        )
            if (OfReturned(one[Part.Value], function, steps - 1) is { Exists: true } found)
                return found;
        return default;
    }

    Code OfReturned(Code value, Code function, int steps) =>
        value.Kind switch
        {
            CodeKind.Object => value,
            CodeKind.New => value,
            CodeKind.Name when Of(value, steps - 1) is { Kind: CodeKind.Variable } held && function.Contains(held) => held,
            _ => default,
        };

    /// <summary>The function that a binding holds, also one that is taken out of an object: <c>const { list } = visits(db)</c>.</summary>
    Code Bound(Code binding, int steps)
    {
        var (source, path) = Binding.SourceOf(binding);
        if (path is [] || steps <= 0)
            return path is [] ? Runnable(source, steps) : default;
        var holder = Holder(source, steps - 1);
        foreach (var name in path)
            holder = MemberOfDeclaration(holder, name, steps - 1);
        return holder.Exists && holder != binding ? Runnable(holder, steps - 1) : default;
    }
}
