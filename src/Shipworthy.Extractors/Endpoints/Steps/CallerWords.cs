using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Endpoints.Steps;

/// <summary>Words in the names of packages and functions that decide who may go on, or how often. They never prove that one does; they tell what must not be ignored.</summary>
static partial class CallerWords
{
    /// <summary>Whether something of this name may decide about callers.</summary>
    public static bool MayDecide(string name) => name.Length > 0 && Deciding().IsMatch(name);

    [GeneratedRegex(
        @"auth(?!or)|session|passport|jwt|oidc|oauth|clerk|guard|protect|require|login|token|permission|role|admin|secur|signature|verif|limit|throttl|policy|acl|rbac",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Deciding();
}
