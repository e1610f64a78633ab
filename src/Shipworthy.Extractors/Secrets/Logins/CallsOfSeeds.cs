using Shipworthy.Extractors.Environments;
using Shipworthy.Syntax;

namespace Shipworthy.Extractors.Secrets.Logins;

/// <summary>Follows the calls of functions that make accounts.</summary>
static class CallsOfSeeds
{
    /// <summary>Shorter names of functions are those of many, so a call that cannot be followed says nothing.</summary>
    const int ShortestTelling = 8;

    /// <summary>Where the functions of a file run by those who call them from other files; unknown when no call is known.</summary>
    /// <param name="counts">Whether code of a file runs in production.</param>
    public static RunsIn RunsIn(CodeBase code, Production production, CodeFile file, Func<CodeFile, bool> counts)
    {
        var calls = FunctionsOf(file)
            .SelectMany(function => FromOutside(code, function).Where(call => counts(call.File)))
            .Select(production.RunsIn)
            .ToList();
        return calls.Count == 0 ? Model.RunsIn.Unknown
            : calls.Exists(call => call.ReachesProduction) ? Model.RunsIn.Everywhere
            : Model.RunsIn.OutsideProduction;
    }

    /// <summary>The functions of a file that somebody can call by name.</summary>
    public static IEnumerable<Code> FunctionsOf(CodeFile file) =>
        file.Root.Descendants(CodeKind.Function).Where(function => function.Name.Length > 0);

    static IEnumerable<Code> FromOutside(CodeBase code, Code function) =>
        code.Calls(function.Name)
            .Where(call =>
                call.File != function.File
                && call.File.Language == function.File.Language
                && (code.Target(call) is { Exists: true } target ? target == function : function.Name.Length >= ShortestTelling)
            );
}
