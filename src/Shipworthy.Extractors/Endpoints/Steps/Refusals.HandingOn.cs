using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Endpoints.Steps;

/// <content>
/// Ways out of a middleware before it asks: <c>for (const path of OPEN) if (req.path.startsWith(path)) return next();</c>. Requests that leave there are never asked.
/// </content>
sealed partial class Refusals
{
    /// <summary>Whether a request leaves for the next step before a statement of a block; null when it may, and whether it does could not be decided.</summary>
    bool? IsHandedOnBefore(Code at, Code block)
    {
        bool? left = false;
        if (block.Kind is not CodeKind.Block)
            return left;
        foreach (var sibling in block.Children.TakeWhile(one => one != at))
            switch (sibling.Kind)
            {
                // A branch whose condition is decided is one of the conditions on the way.
                case CodeKind.Branch
                    when Leaves(sibling[Part.Then])
                        && HandsOn(sibling[Part.Then])
                        && holds(sibling[Part.Condition]) is null
                        && IsAboutAddress(sibling[Part.Condition]):
                    left = null;
                    break;
                case CodeKind.Loop when sibling.Descendants(CodeKind.Return).Any(HandsOn):
                    if (holds(sibling) is true)
                        return true;
                    if (holds(sibling) is null)
                        left = null;
                    break;
            }
        return left;
    }

    /// <summary>Whether a statement goes to what comes next: by the call of it, or, where that comes by itself, by leaving with nothing.</summary>
    static bool HandsOn(Code leaving) =>
        IsBareReturn(leaving) || leaving.Descendants(CodeKind.Call).Any(call => GoesOn(call) || call.Callee.Name is "resolve");

    static bool IsBareReturn(Code leaving) =>
        leaving.Kind is CodeKind.Block
            ? leaving.Children.ToList() is [var only] && IsBareReturn(only)
            : leaving.Kind is CodeKind.Return && (!leaving[Part.Value].Exists || IsNothing(leaving[Part.Value]));

    static bool IsAboutAddress(Code condition) =>
        !IsAboutMethod(condition)
        && condition
            .Descendants()
            .Prepend(condition)
            .Any(one =>
                one.Kind is CodeKind.Name or CodeKind.Member
                && (
                    AddressConditions.IsAddressName(one.Name)
                    || one.Name is "endpoint" or "routeOptions" or "routeConfig"
                    || (one.Name is "id" && one.Receiver.Name is "route")
                    || LeavesOpen().IsMatch(one.Name)
                )
            );

    [GeneratedRegex(
        "public|open|exempt|exclude|skip|bypass|white_?list|allow_?list|unprotected",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex LeavesOpen();
}
