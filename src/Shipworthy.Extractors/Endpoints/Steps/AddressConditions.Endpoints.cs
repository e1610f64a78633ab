namespace Shipworthy.Extractors.Endpoints.Steps;

/// <content>Conditions about the name that Flask gives a route, that of its function: <c>if request.endpoint in ("login", "auth.signup"): return</c>.</content>
sealed partial class AddressConditions
{
    /// <summary>The name of the function that answers at the address that is looked at; empty when it has none.</summary>
    public string Handler { get; set; } = "";

    /// <summary>Whether a condition about the route's name holds; null when it is about something else, or cannot be told.</summary>
    bool? HoldsForName(Code condition)
    {
        if (Handler.Length == 0)
            return null;
        return condition.Kind switch
        {
            CodeKind.Binary when condition.Operator is "==" or "in" && IsRouteName(condition[Part.Left]) => Any(
                Texts(condition[Part.Right]),
                IsHandler
            ),
            CodeKind.Binary when condition.Operator is "!=" or "not in" && IsRouteName(condition[Part.Left]) => !Any(
                Texts(condition[Part.Right]),
                IsHandler
            ),
            _ => null,
        };
    }

    /// <summary>A route of a blueprint has that before its name.</summary>
    bool? IsHandler(string text) => text == Handler || text.EndsWith($".{Handler}", StringComparison.Ordinal);

    static bool IsRouteName(Code node) => node is { Kind: CodeKind.Member, Name: "endpoint", Receiver.Name: "request" };
}
