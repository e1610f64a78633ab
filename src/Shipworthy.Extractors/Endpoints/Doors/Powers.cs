using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Endpoints.Doors;

/// <summary>Tells whether people with more power than others sign in at an app: its code asks for them where it decides (rubric 2, A2 "Privileged roles").</summary>
static partial class Powers
{
    static readonly ConditionalWeakTable<Sources, string> Known = [];

    /// <summary>Whom the doors of an app let in besides customers: "administrators"; empty when no code asks for any.</summary>
    public static string Of(Sources sources) =>
        Known.GetValue(sources, all => all.Code.Files.Any(file => all.IsDeployed(file) && Asks(file)) ? "administrators" : "");

    static bool Asks(CodeFile file) =>
        Mark().IsMatch(file.Text)
        && file.Root.Descendants()
            .Any(one =>
                one.Kind switch
                {
                    CodeKind.Member when one.Name is "urls" => one.DottedName.EndsWith("admin.site.urls", StringComparison.Ordinal),
                    CodeKind.Name or CodeKind.Member => (Flag().IsMatch(one.Name) && IsAsked(one))
                        || one.Name is "IsAdminUser" or "staff_member_required",
                    CodeKind.Literal => one.String is { } role && Role().IsMatch(role) && IsCompared(one),
                    CodeKind.Decorator => one.Name is "Authorize" && one.Text.Contains("Admin", StringComparison.Ordinal),
                    _ => false,
                }
            );

    static bool IsAsked(Code name)
    {
        for (var at = name; at.Parent.Exists; at = at.Parent)
            if (at.Part is Part.Condition || (at.Part is Part.Callee && at.Parent.Kind is CodeKind.Call))
                return true;
            else if (at.Kind is CodeKind.Block or CodeKind.Function or CodeKind.Variable)
                return false;
        return false;
    }

    static bool IsCompared(Code literal) =>
        literal.Parent is { Kind: CodeKind.Binary, Operator: "==" or "===" or "!=" or "!==" or "in" } asked
            ? asked.Text.Contains("role", StringComparison.OrdinalIgnoreCase)
            : literal.Part is Part.Argument
                && literal.Parent is { Kind: CodeKind.Call } call
                && call.Callee.Name.Contains("role", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"admin|superuser|is_staff", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Mark();

    [GeneratedRegex(
        @"^(?:is_?(?:super_?)?admin(?:istrator)?|is_superuser|is_staff|require_?admin|admin_?(?:only|required|guard)|ensure_?admin)$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Flag();

    [GeneratedRegex(@"^(?:super_?)?admin(?:istrator)?$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Role();
}
