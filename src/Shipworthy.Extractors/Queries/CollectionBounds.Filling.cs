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
}
