using Shipworthy.Extractors.Deployables;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Endpoints.Frameworks;

/// <summary>
/// Edge Functions of Supabase: each folder with an <c>index</c> file is one function. The token that the platform verifies may be the public one, so it proves nobody
/// (rubric T7); only what the function asks itself does. A folder whose name has a dot cannot be deployed.
/// </summary>
sealed class RoutesInSupabase : IRouteFinder
{
    /// <inheritdoc/>
    public ImmutableArray<string> Frameworks => ["Supabase Edge Functions"];

    /// <inheritdoc/>
    public void Find(Sources sources, RouteList found)
    {
        foreach (var file in sources.Tree.Files)
        {
            if (
                file.Name is not ("index.ts" or "index.js" or "index.tsx" or "index.mjs")
                || !Deployables.Folders.Counts(file.Role)
                || DeployablesInSupabase.FolderOf(file.Path) is not { } folder
                || file.Path[(folder.Length + 1)..].Split('/') is not [var name, _]
                || name.Contains('.', StringComparison.Ordinal)
                || sources.Code.Find(file.Path) is not { } parsed
            )
                continue;
            var serving = parsed
                .Root.Descendants(CodeKind.Call)
                .FirstOrDefault(call =>
                    call.Callee.DottedName is "serve" or "Deno.serve" || (call.Callee.Name is "serve" && call.Arguments.Any())
                );
            var handler = serving.Exists
                ? serving.Arguments.LastOrDefault(one => one.Kind is not CodeKind.Object)
                : Exported(sources.Code, parsed);
            found.Add(
                new(serving.Exists ? serving : parsed.Root, "Supabase Edge Functions", "ANY", $"/functions/v1/{name}")
                {
                    Handler = handler,
                    NotFollowed = handler.Exists ? null : "what answers there could not be followed",
                }
            );
        }
    }

    static Code Exported(CodeBase code, CodeFile file)
    {
        var offered = ScriptExports.Of(code, file).FirstOrDefault(one => one.Name is "default").What;
        return offered.Kind is CodeKind.Object ? offered.Property("fetch") : offered;
    }
}
