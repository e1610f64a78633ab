using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Migrations.Applying;

/// <summary>Follows who calls the functions around a place, up to a condition that production does not meet.</summary>
sealed class CallersInProduction(Sources sources)
{
    const int MostSteps = 5;

    /// <summary>Shorter names of functions are those of many, so a call that cannot be followed says nothing.</summary>
    const int ShortestTelling = 8;

    /// <summary>Whether the function around a place is called, and every call of it, or of a function around that, stands outside production.</summary>
    public bool AllStayOutsideProduction(Code place) => AllStayOutside(place, MostSteps);

    bool AllStayOutside(Code place, int steps)
    {
        var function = place.Enclosing(CodeKind.Function);
        if (steps <= 0 || !function.Exists || function.Name.Length == 0)
            return false;
        var calls = CallsOf(function).ToList();
        return calls.Count > 0 && calls.TrueForAll(call => !sources.RunsInProduction(call) || AllStayOutside(call, steps - 1));
    }

    IEnumerable<Code> CallsOf(Code function) =>
        sources
            .Code.Calls(function.Name)
            .Where(call =>
                call.File.Language == function.File.Language
                && (sources.Code.Target(call) is { Exists: true } target ? target == function : function.Name.Length >= ShortestTelling)
                && sources.Tree.Find(call.File.Path)?.Role is FileRole.Prod or FileRole.Infra
            );
}
