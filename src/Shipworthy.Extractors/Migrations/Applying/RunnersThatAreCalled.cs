namespace Shipworthy.Extractors.Migrations.Applying;

/// <summary>A file that applies migrations and is no start-up code by its place counts as such when deployed code calls one of its functions.</summary>
static class RunnersThatAreCalled
{
    /// <summary>Turns the runners that are called to code that runs at the start.</summary>
    public static void Mark(Sources sources, List<CodeApply> found)
    {
        for (var i = 0; i < found.Count; i++)
            if (
                !found[i].RunsAtStart
                && found[i] is { IsOutsideProduction: false, Argument: null }
                && CallOf(sources, found[i]) is { Exists: true } call
            )
                found[i] = found[i] with
                {
                    RunsAtStart = true,
                    Swallowed = found[i].Swallowed ?? Swallows.Within(sources.Code, found[i]) ?? Swallows.Of(sources.Code, call),
                };
    }

    static Code CallOf(Sources sources, CodeApply apply)
    {
        if (sources.Code.Find(apply.Path) is not { } file)
            return default;
        // The function that holds the place comes first: the others of its file may only ask how things stand.
        foreach (var function in file.Root.Descendants(CodeKind.Function).OrderBy(function => Holds(function, apply) ? 0 : 1))
        foreach (var call in sources.Code.CallersOf(function))
            if (call.File != file && sources.IsDeployed(call.File) && sources.Code.IsReachable(call.File) && sources.RunsInProduction(call))
                return call;
        return default;
    }

    static bool Holds(Code function, CodeApply apply) =>
        apply.At.Line >= function.At.Line && apply.At.Line <= function.At.Line + function.Text.Count('\n');
}
