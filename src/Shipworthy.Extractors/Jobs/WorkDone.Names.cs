namespace Shipworthy.Extractors.Jobs;

/// <content>What people call a piece of work.</content>
sealed partial class WorkDoneReading
{
    /// <summary>The name of what runs; empty for a function without one.</summary>
    public static string NameOf(Code expression)
    {
        for (var (at, steps) = (expression, 0); at.Exists && steps < 12; steps++)
            switch (at.Kind)
            {
                case CodeKind.Call when at.Callee.Name is "then" or "catch" or "finally" or "ContinueWith" or "ConfigureAwait":
                    at = at.Receiver;
                    break;
                case CodeKind.Call or CodeKind.New:
                    return at.Callee.Kind is CodeKind.Function ? Inner(at.Callee)
                        : Plain.Contains(at.Callee.Name) ? "work"
                        : at.Callee.Name;
                case CodeKind.Await or CodeKind.Unary or CodeKind.Argument:
                    at = at[Part.Value];
                    break;
                case CodeKind.Function:
                    return at.Name.Length > 0 ? at.Name : Inner(at);
                default:
                    return at.Name;
            }
        return "";
    }

    /// <summary>Of a function without a name, the first function of the app that it runs.</summary>
    static string Inner(Code function) =>
        function
            .Descendants(CodeKind.Call)
            .OrderBy(call => call.Parent.Kind is CodeKind.Await ? 0 : 1)
            .ThenBy(call => call.Start)
            .Select(call => call.Callee.Name)
            .FirstOrDefault(name =>
                name.Length > 0
                && !Plain.Contains(name)
                && name
                    is not (
                        "then"
                        or "catch"
                        or "log"
                        or "error"
                        or "warn"
                        or "info"
                        or "now"
                        or "CreateScope"
                        or "CreateAsyncScope"
                        or "GetRequiredService"
                        or "LogInformation"
                        or "LogError"
                        or "Date"
                    )
            )
        ?? "work";

    /// <summary>Names that say nothing about what is done.</summary>
    static readonly HashSet<string> Plain = new(StringComparer.Ordinal)
    {
        "all",
        "finally",
        "findUniqueOrThrow",
        "findFirstOrThrow",
        "upsert",
        "allSettled",
        "isNaN",
        "map",
        "forEach",
        "filter",
        "push",
        "get",
        "set",
        "find",
        "findUnique",
        "findFirst",
        "findMany",
        "findOne",
        "create",
        "createMany",
        "update",
        "updateMany",
        "delete",
        "insert",
        "select",
        "from",
        "where",
        "eq",
        "save",
        "Add",
        "SaveChangesAsync",
        "ToListAsync",
        "json",
        "stringify",
        "parse",
        "toISOString",
        "toLocaleString",
        "getTime",
        "String",
        "Number",
        "fetch",
        "query",
        "execute",
    };
}
