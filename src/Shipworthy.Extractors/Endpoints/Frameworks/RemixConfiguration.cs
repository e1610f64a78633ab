using Shipworthy.Extractors.Endpoints.Routers;

namespace Shipworthy.Extractors.Endpoints.Frameworks;

/// <summary>What a list says of a file.</summary>
/// <param name="Address">Its address.</param>
/// <param name="Parents">The files whose routes it lies in, outermost first.</param>
sealed record RemixRoute(string Address, ImmutableArray<string> Parents);

/// <summary>The routes that <c>app/routes.ts</c> of React Router lists: <c>route("users/:id", "users/one.tsx")</c>, <c>index</c>, <c>layout</c>, <c>prefix</c>.</summary>
static class RemixConfiguration
{
    /// <summary>Stands in the list when routes are also made of the files' names.</summary>
    public const string ByName = "*";

    /// <summary>Stands in the list when some of it could not be followed.</summary>
    public const string Unknown = "?";

    /// <summary>
    /// The address of each listed file, and the files around it, by its path below <c>app</c>; null when there is no list.
    /// </summary>
    public static IReadOnlyDictionary<string, RemixRoute>? Read(CodeBase code, string root)
    {
        foreach (var ending in new[] { "ts", "js", "mjs" })
            if (code.Find($"{root}routes.{ending}") is { } file)
            {
                var found = new Dictionary<string, RemixRoute>(StringComparer.Ordinal);
                Read(code, ScriptExports.Of(code, file).FirstOrDefault(one => one.Name is "default").What, "", [], found);
                return found;
            }
        return null;
    }

    static void Read(CodeBase code, Code routes, string prefix, ImmutableArray<string> parents, Dictionary<string, RemixRoute> found)
    {
        switch (routes.Kind)
        {
            case CodeKind.Array or CodeKind.Spread or CodeKind.Await:
                foreach (var one in routes.Children)
                    Read(code, one, prefix, parents, found);
                break;
            case CodeKind.Name when code.Definition(routes) is { Kind: CodeKind.Variable } held && held[Part.Value].Exists:
                Read(code, held[Part.Value], prefix, parents, found);
                break;
            case CodeKind.Call:
                Call(code, routes, prefix, parents, found);
                break;
            default:
                found[Unknown] = new("", []);
                break;
        }
    }

    static void Call(CodeBase code, Code call, string prefix, ImmutableArray<string> parents, Dictionary<string, RemixRoute> found)
    {
        string Text(int position) => code.ValueOf(call.ArgumentAt(position)).AsText ?? "";
        switch (call.Callee.Name)
        {
            case "index":
                found[PathOf(Text(0))] = new(prefix.Length == 0 ? "/" : prefix, parents);
                break;
            case "route":
                var address = PathTemplates.Join(prefix, Text(0));
                found[PathOf(Text(1))] = new(address.Length == 0 ? "/" : address, parents);
                foreach (var children in call.Arguments.Skip(2))
                    Read(code, children, address, parents.Add(PathOf(Text(1))), found);
                break;
            case "layout":
                found[PathOf(Text(0))] = new(prefix.Length == 0 ? "/" : prefix, parents);
                foreach (var children in call.Arguments.Skip(1))
                    Read(code, children, prefix, parents.Add(PathOf(Text(0))), found);
                break;
            case "prefix":
                Read(code, call.ArgumentAt(1), PathTemplates.Join(prefix, Text(0)), parents, found);
                break;
            case "flatRoutes" or "autoRoutes" or "remixRoutesOptionAdapter":
                found[ByName] = new("", []);
                break;
            default:
                found[Unknown] = new("", []);
                break;
        }
    }

    static string PathOf(string file) => file.StartsWith("./", StringComparison.Ordinal) ? file[2..] : file;
}
