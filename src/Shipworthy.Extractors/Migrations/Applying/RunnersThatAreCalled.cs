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
                && CallOf(sources, found[i].Path) is { Exists: true } call
            )
                found[i] = found[i] with { RunsAtStart = true, Swallowed = found[i].Swallowed ?? Swallows.Of(sources.Code, call) };
    }

    static Code CallOf(Sources sources, string path)
    {
        if (sources.Code.Find(path) is not { } file)
            return default;
        foreach (var function in file.Root.Descendants(CodeKind.Function))
        foreach (var call in sources.Code.CallersOf(function))
            if (call.File != file && sources.IsDeployed(call.File) && sources.Code.IsReachable(call.File) && sources.RunsInProduction(call))
                return call;
        return default;
    }
}
