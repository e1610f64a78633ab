using System.Collections.Concurrent;

namespace Shipworthy.Extractors.Endpoints.Steps;

/// <summary>Leads from a method of an interface or abstract class to the one class of the app that implements it.</summary>
sealed class Implementations(CodeBase code)
{
    readonly ConcurrentDictionary<Code, Code> known = [];
    readonly Lazy<ILookup<string, Code>> byBase = new(() =>
        code.All(CodeKind.Class)
            .SelectMany(one => one.All(Part.Base).Select(ancestor => (ancestor.Name, Class: one)))
            .ToLookup(pair => pair.Name, pair => pair.Class, StringComparer.Ordinal)
    );

    /// <summary>The method that runs for a declared one without a body; no node when there is none, or more than one.</summary>
    public Code Of(Code method) => known.GetOrAdd(method, Find);

    Code Find(Code method)
    {
        var declared = method.Enclosing(CodeKind.Class);
        if (!declared.Exists || declared.Name.Length == 0)
            return default;
        var found = byBase
            .Value[declared.Name]
            .Where(one =>
                one.All(Part.Base)
                    .Any(ancestor => code.Definition(ancestor) is var definition && (definition == declared || !definition.Exists))
            )
            .Select(one => one.Property(method.Name))
            .Where(one => one.Kind is CodeKind.Function && one.Body.Exists)
            .Take(2)
            .ToList();
        return found is [var only] ? only : default;
    }
}
