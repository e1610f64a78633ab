using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Queries;

/// <content>Collections that get their elements after they were made: lists that loops fill, names that are given something else, objects made of others.</content>
sealed partial class CollectionBounds
{
    /// <summary>More places at which code gives a name something else than are followed.</summary>
    const int MostGiven = 4;

    static bool IsEmptyList(Code value) =>
        value.Kind is CodeKind.Array && !value.All(Part.Element).Any()
        || value.Kind is CodeKind.New && value.Callee.Name is "List" or "HashSet" or "Map" or "Set" && !value.Arguments.Any()
        || value.Text is "null" or "None";

    /// <summary>A list that begins empty is as large as the loops that fill it, or what it is given later.</summary>
    RepeatBound? Filled(Code name, Code found, int steps)
    {
        var all = Given(name, found, steps - 1);
        var function = found.Enclosing(CodeKind.Function);
        foreach (var use in UsesBefore(name, found))
            if (use.Part is Part.Receiver && Adds().IsMatch(use.Parent.Name))
                all = Larger(Larger(all, TimesOf(use, function, steps)), Added(use.Parent.Parent, steps));
        return all ?? RepeatBound.Unknown;
    }

    /// <summary>How many elements a call adds at once: one, or as many as another collection has.</summary>
    RepeatBound? Added(Code call, int steps)
    {
        RepeatBound? all = RepeatBound.Few;
        foreach (var argument in call.Arguments)
            if (argument.Kind is CodeKind.Spread)
                all = Larger(all, Of(argument[Part.Value], steps - 1) ?? RepeatBound.Unknown);
            else if (call.Callee.Name is "extend" or "AddRange")
                all = Larger(all, Of(argument, steps - 1) ?? RepeatBound.Unknown);
        return all;
    }

    /// <summary>What a name is given after its beginning; null where nothing is.</summary>
    RepeatBound? Given(Code name, Code found, int steps)
    {
        RepeatBound? all = null;
        foreach (
            var given in UsesBefore(name, found)
                .Where(use => use is { Part: Part.Target, Parent.Kind: CodeKind.Assignment })
                .Select(use => use.Parent[Part.Value])
                .Where(value => !IsEmptyList(value) && !value.Descendants(CodeKind.Name).Prepend(value).Any(one => one.Name == name.Name))
                .Take(MostGiven)
        )
            all = Larger(all, Of(given, steps));
        return all;
    }

    /// <summary>Where a name stands between its beginning and a place, in the function that it belongs to.</summary>
    static IEnumerable<Code> UsesBefore(Code name, Code found)
    {
        var function = found.Enclosing(CodeKind.Function);
        return (function.Exists ? function : name.File.Root)
            .Descendants(CodeKind.Name)
            .Where(use => use.Name == name.Name && use.Start < name.Start && use != found);
    }

    /// <summary>How often the loops around a place run it, and the calls that do its function for each element; unknown where it runs later or elsewhere.</summary>
    RepeatBound? TimesOf(Code place, Code function, int steps)
    {
        RepeatBound? all = RepeatBound.Few;
        for (var at = place; at.Exists && at != function && at.Parent.Exists; at = at.Parent)
            if (at.Parent.Kind is CodeKind.Loop && at.Part is Part.Body)
                all = Larger(all, Of(at.Parent[Part.Source], steps - 1) ?? RepeatBound.Unknown);
            else if (at.Kind is CodeKind.Function)
                all = Larger(all, IsDoneForEach(at) ? Of(at.Parent.Receiver, steps - 1) ?? RepeatBound.Unknown : RepeatBound.Unknown);
        return all;
    }

    static bool IsDoneForEach(Code function) =>
        function.Part is Part.Argument
        && function.Parent is { Kind: CodeKind.Call, Callee: { Kind: CodeKind.Member, Name: "forEach" or "map" or "ForEach" or "each" } };

    /// <summary>An object holds what the objects that are spread into it hold; null where none is.</summary>
    RepeatBound? OfSpread(Code made, int steps)
    {
        RepeatBound? all = null;
        foreach (var element in made.All(Part.Element))
            if (element.Kind is CodeKind.Spread)
                all = Larger(all, Of(element[Part.Value], steps - 1));
        return all;
    }

    [GeneratedRegex("^(?:push|append|Add|add|set|extend|AddRange)$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Adds();

    /// <summary>The bound of what an object keeps, where its class is handed it when the object is made; null where nothing says so: <c>self.rows = rows</c>.</summary>
    RepeatBound? OfOwn(Code member, Code type, int steps)
    {
        if (!type.Contains(member))
            return null;
        RepeatBound? all = null;
        foreach (var change in type.Descendants(CodeKind.Assignment))
        {
            if (
                change[Part.Target] is not { Kind: CodeKind.Member } target
                || target.Name != member.Name
                || target.Receiver.Name is not ("this" or "self")
                || change[Part.Value] is not { Kind: CodeKind.Name } value
                || code.Definition(value) is not { Kind: CodeKind.Parameter } parameter
                || parameter.Parent is not { Kind: CodeKind.Function, Name: "__init__" or "constructor" } maker
            )
                continue;
            var parameters = maker.All(Part.Parameter).Where(one => one.Name is not "self").ToList();
            var position = parameters.IndexOf(parameter);
            all = Larger(
                all,
                Followed(
                    parameter,
                    () =>
                    {
                        RepeatBound? made = null;
                        foreach (var call in code.Calls(type.Name).Where(one => code.Definition(one.Callee) == type).Take(6))
                        {
                            var handed = call.ArgumentNamed(parameter.Name) is { Exists: true } named ? named : call.ArgumentAt(position);
                            if (handed.Exists)
                                made = Larger(made, Of(handed, Math.Max(1, steps - 2)));
                        }
                        return made;
                    }
                ) ?? RepeatBound.Unknown
            );
        }
        return all;
    }
}
