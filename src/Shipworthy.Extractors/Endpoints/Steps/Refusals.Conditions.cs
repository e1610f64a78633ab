using Shipworthy.Extractors.Environments;

namespace Shipworthy.Extractors.Endpoints.Steps;

sealed partial class Refusals
{
    /// <summary>
    /// Whether the conditions around a statement lead to it for the address that is being looked at; null when that depends on more. What fails on the way is left out.
    /// </summary>
    public bool? IsLedTo(Code node, Code function)
    {
        bool? led = true;
        for (var at = node; at.Parent.Exists && at != function; at = at.Parent)
            foreach (var (condition, expected) in Production.Between(at, at.Parent))
                if (holds(condition) is { } known)
                {
                    if (known != expected)
                        return false;
                }
                else if (at.Part is Part.Then or Part.Else or Part.Right && !IsAboutMethod(condition))
                    led = null;
        return led;
    }

    /// <summary>Whether something runs only when what it works on was sent: <c>token ? verify(token) : null</c>.</summary>
    public static bool IsOptional(Code call, Code function)
    {
        for (var at = call; at.Parent.Exists && at != function; at = at.Parent)
            if (
                at.Part is Part.Then or Part.Right
                && (at.Parent.Kind is CodeKind.Binary ? at.Parent[Part.Left] : at.Parent[Part.Condition]) is { Exists: true } condition
                && Conjuncts(condition).Any(one => IsPresence(one) && call.Arguments.Any(argument => Names(argument, one.Name)))
            )
                return true;
        return false;
    }

    static bool Names(Code argument, string name) =>
        argument.Descendants().Prepend(argument).Any(one => one.Kind is CodeKind.Name or CodeKind.Member && one.Name == name);
}
