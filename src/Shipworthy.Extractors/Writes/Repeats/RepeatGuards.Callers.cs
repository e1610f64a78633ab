using Shipworthy.Extractors.Audit;
using Shipworthy.Extractors.Writes.Races;

namespace Shipworthy.Extractors.Writes.Repeats;

/// <content>For what a key holds that a function asks for: for itself, or for what called it as well.</content>
sealed partial class RepeatGuards
{
    /// <summary>The outermost function on a way that a key ends: the one that asks for it, or a caller that looks at what comes back; no node for the whole way.</summary>
    public Code ScopeOf(FoundKey key, Code function, ImmutableArray<Code> through)
    {
        if (through.IsEmpty || EndsCallers(key.At))
            return default;
        var scope = function;
        foreach (var call in through.Reverse())
        {
            if (!IsLookedAt(call))
                return scope;
            if (call.Enclosing(CodeKind.Function) is not { Exists: true } caller)
                return default;
            scope = caller;
        }
        return default;
    }

    /// <summary>Whether a key ends by an error, which ends the callers too.</summary>
    bool EndsCallers(Code key)
    {
        var region = Regions.Of(key);
        foreach (var access in stores.In(region))
            if (access.Call == key)
                return access.Verb is WriteVerb.Insert
                    ? !key.Enclosing(CodeKind.Try).Exists && !access.Statement.Text.Contains(".from(", StringComparison.Ordinal)
                    : Deciding(access)
                        .Any(branch => branch[Part.Then].Descendants().Prepend(branch[Part.Then]).Any(one => one.Kind is CodeKind.Throw));
        return false;
    }

    /// <summary>Whether a caller looks at what a call gives back, or hands it what is to be done.</summary>
    bool IsLookedAt(Code call)
    {
        if (call.Kind is not (CodeKind.Call or CodeKind.New) || call.Arguments.Any(one => code.FunctionOf(one).Exists))
            return true;
        for (var (at, steps) = (call, 0); at.Parent.Exists && steps < 12; (at, steps) = (at.Parent, steps + 1))
        {
            if (at.Part is Part.Condition or Part.Subject || at.Parent.Kind is CodeKind.Return || at.Kind is CodeKind.Function)
                return true;
            if (
                at[Part.Value].Contains(call) && at.Kind is not (CodeKind.Await or CodeKind.Unary or CodeKind.Argument or CodeKind.Property)
            )
                return IsAskedLater(at, call);
            if (at.Kind is CodeKind.Block)
                return false;
        }
        return false;
    }

    static bool IsAskedLater(Code binding, Code call)
    {
        var names = binding
            .Descendants()
            .Prepend(binding)
            .Where(one => one.Kind is CodeKind.Variable or CodeKind.Name && !binding[Part.Value].Contains(one))
            .Select(one => one.Name)
            .ToHashSet(StringComparer.Ordinal);
        return Regions
            .Of(call)
            .Descendants()
            .Any(one =>
                one.Kind is CodeKind.Branch or CodeKind.Conditional
                && one.Start > call.Start
                && one[Part.Condition] is { Exists: true } condition
                && condition.Descendants().Prepend(condition).Any(name => name.Kind is CodeKind.Name && names.Contains(name.Name))
            );
    }
}
