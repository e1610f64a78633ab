namespace Shipworthy.Extractors.Migrations.Applying;

/// <summary>Tells whether a failure at a place in code stops what runs it (rubric D4, in code).</summary>
static class Swallows
{
    /// <summary>How far up the callers a failure is followed.</summary>
    const int MostCalls = 4;

    static readonly HashSet<string> Exits = new(StringComparer.Ordinal)
    {
        "exit",
        "_exit",
        "abort",
        "Exit",
        "FailFast",
        "StopApplication",
        "reject",
        "kill",
    };

    /// <summary>Why a failure goes on unnoticed, as a clause; null when it stops the program, as far as it can be followed.</summary>
    public static string? Of(CodeBase code, Code node) => Of(code, node, MostCalls, node.File);

    /// <summary>The same for code that was found by its text, as far as the function goes that holds it.</summary>
    public static string? Within(CodeBase code, CodeApply apply) =>
        code.Find(apply.Path) is { } file
        && file.Root.Descendants(CodeKind.Call).FirstOrDefault(call => call.At.Line == apply.At.Line) is { Exists: true } node
            ? Of(code, node, 0, node.File)
            : null;

    static string Place(Code catching, CodeFile told) =>
        catching.File == told ? $"line {catching.At.Line}" : $"{catching.File.Path}, line {catching.At.Line},";

    /// <param name="told">The file whose place is told; any other is named.</param>
    static string? Of(CodeBase code, Code node, int calls, CodeFile told)
    {
        for (var at = node; at.Parent.Exists; at = at.Parent)
        {
            var parent = at.Parent;
            if (parent.Kind is CodeKind.Try && at.Part is Part.Body)
                foreach (var handler in parent.Children.Where(child => child.Kind is CodeKind.Catch))
                    if (!Leaves(handler))
                        return $"catches the failure in {Place(handler, told)} and goes on";
                    else
                        return null;
            if (
                at.Kind is CodeKind.Call
                && parent.Kind is CodeKind.Member
                && parent.Name is "catch"
                && parent.Parent is { Kind: CodeKind.Call } caught
            )
                return Leaves(caught.ArgumentAt(0)) ? null : $"catches the failure in {Place(caught, told)} and goes on";
            if (parent.Kind is CodeKind.Function)
            {
                if (calls == 0 || parent.Name.Length == 0)
                    return null;
                foreach (var caller in code.CallersOf(parent))
                    if (Of(code, caller, calls - 1, told) is { } why)
                        return why;
                return null;
            }
        }
        return null;
    }

    static bool Leaves(Code handler) =>
        handler
            .Descendants()
            .Any(node =>
                node.Kind is CodeKind.Throw || (node.Kind is CodeKind.Call && Exits.Contains(node.Callee.Name)) || IsExitCode(node)
            );

    static bool IsExitCode(Code node) => node.Kind is CodeKind.Assignment && node[Part.Target].Name is "exitCode" or "ExitCode";
}
