using Shipworthy.Extractors.Endpoints.Doors;

namespace Shipworthy.Extractors.SignInServices;

/// <summary>
/// Locks that a page or an app on a phone decides by itself: it asks the data service whether an account is locked, or counts failures, before it calls the sign-in service,
/// which everybody can call without asking.
/// </summary>
static class LocksInClients
{
    /// <summary>The first lock around calls of a name, and how it decides; null when there is none.</summary>
    public static (Location At, string How)? Find(Sources sources, string call)
    {
        var code = sources.Code;
        foreach (
            var signIn in code.Calls(call).Where(one => sources.IsDeployed(one.File)).OrderBy(one => one.File.Path, StringComparer.Ordinal)
        )
        {
            var function = Outermost(signIn);
            if (!function.Exists || IsServer(signIn.File))
                continue;
            if (Asked(function) is { Exists: true } asked)
                return (asked.At, $"asks {asked.ArgumentAt(0).String} by itself");
            if (Counted(code, function, signIn) is { Exists: true } counted)
                return (counted.At, "counts failures by itself");
        }
        return null;
    }

    /// <summary>The function that is run as a whole: for a click, for a submit.</summary>
    static Code Outermost(Code call) => call.Enclosing(CodeKind.Function);

    static bool IsServer(CodeFile file) =>
        Endpoints.Frameworks.Directives.IsFirst(file.Root, "use server")
        || Endpoints.Frameworks.NextPaths.OfRouteFile(file.Path) is not null
        || Endpoints.Frameworks.NextPaths.OfApiPage(file.Path) is not null
        || Deployables.DeployablesInSupabase.FolderOf(file.Path) is not null;

    /// <summary>A call of the data service that is named for a lock of accounts.</summary>
    static Code Asked(Code function) =>
        function
            .Descendants(CodeKind.Call)
            .FirstOrDefault(one =>
                one.Callee.Name is "rpc" or "invoke"
                && one.ArgumentAt(0).String is { } name
                && BrakeWords.IsLock(name)
                && name.Contains("lock", StringComparison.OrdinalIgnoreCase)
                && !name.Contains("clean", StringComparison.OrdinalIgnoreCase)
            );

    /// <summary>A condition before the call that looks at a count which the same file raises.</summary>
    static Code Counted(CodeBase code, Code function, Code signIn) =>
        function
            .Descendants(CodeKind.Branch)
            .FirstOrDefault(one =>
                one.Start < signIn.Start
                && BrakesInCode.Of(code, one) is { Part: Endpoints.BrakePart.LookedAt }
                && function
                    .File.Root.Descendants()
                    .Any(node =>
                        node.Kind is CodeKind.Call or CodeKind.Assignment
                        && BrakesInCode.Of(code, node) is { Part: Endpoints.BrakePart.Counted }
                    )
            );
}
