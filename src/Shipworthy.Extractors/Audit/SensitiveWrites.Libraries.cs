using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Audit;

sealed partial class SensitiveWrites
{
    /// <summary>What a call of a product for sign-in or payment does.</summary>
    static SensitiveKind? OfLibrary(Code node)
    {
        if (node.Kind is not CodeKind.Call || node.Callee.Kind is not CodeKind.Member)
            return null;
        var way = WayOf(node.Callee);
        if (way.EndsWith("auth.admin.deleteUser", StringComparison.Ordinal))
            return SensitiveKind.Deletion;
        if (way.EndsWith("auth.admin.updateUserById", StringComparison.Ordinal))
            return node.Text.Contains("ban_duration", StringComparison.Ordinal) ? SensitiveKind.Suspension
                : Rights().IsMatch(node.Text) ? SensitiveKind.Role
                : SignsIn().IsMatch(node.Text) || !node.Text.Contains("metadata", StringComparison.Ordinal) ? SensitiveKind.Credential
                : null;
        if (Firebase().IsMatch(way))
            return node.Callee.Name switch
            {
                "setCustomUserClaims" => SensitiveKind.Role,
                "deleteUser" or "deleteUsers" => SensitiveKind.Deletion,
                "updateUser" => node.Text.Contains("disabled", StringComparison.Ordinal)
                    ? SensitiveKind.Suspension
                    : SensitiveKind.Credential,
                _ => null,
            };
        if (Stripe().IsMatch(way))
            return SensitiveKind.Money;
        if (ProductUsers().IsMatch(way))
            return SensitiveKind.Deletion;
        if (node.File.Language is Language.CSharp && Identity().IsMatch(node.Receiver.Name))
            return OfIdentity(node.Receiver.Name, node.Callee.Name);
        if (node.File.Language is Language.Python)
            return node.Callee.Name is "set_password" && Words.IsAccounts(Words.Table(node.Receiver.Name)) ? SensitiveKind.Credential
                : way.EndsWith(".groups.add", StringComparison.Ordinal)
                || way.EndsWith(".groups.set", StringComparison.Ordinal)
                || way.EndsWith(".groups.remove", StringComparison.Ordinal)
                || way.EndsWith(".user_permissions.add", StringComparison.Ordinal)
                || way.EndsWith(".user_permissions.set", StringComparison.Ordinal)
                    ? SensitiveKind.Role
                : null;
        return null;
    }

    static SensitiveKind? OfIdentity(string receiver, string name) =>
        name switch
        {
            "AddToRoleAsync" or "AddToRolesAsync" or "RemoveFromRoleAsync" or "RemoveFromRolesAsync" => SensitiveKind.Role,
            "CreateAsync"
            or "DeleteAsync"
            or "UpdateAsync"
            or "AddClaimAsync"
            or "RemoveClaimAsync" when receiver.Contains("role", StringComparison.OrdinalIgnoreCase) => SensitiveKind.Role,
            "AddClaimAsync" or "RemoveClaimAsync" => SensitiveKind.Role,
            "DeleteAsync" => SensitiveKind.Deletion,
            "SetLockoutEndDateAsync" or "SetLockoutEnabledAsync" => SensitiveKind.Suspension,
            "ResetPasswordAsync"
            or "ChangePasswordAsync"
            or "RemovePasswordAsync"
            or "ChangeEmailAsync"
            or "SetEmailAsync"
            or "SetTwoFactorEnabledAsync" => SensitiveKind.Credential,
            _ => null,
        };

    static string WayOf(Code node) =>
        node.Kind switch
        {
            CodeKind.Name => node.Name,
            CodeKind.Member => WayOf(node.Receiver) is { Length: > 0 } receiver ? $"{receiver}.{node.Name}" : node.Name,
            CodeKind.Call => WayOf(node.Callee),
            _ => "",
        };

    /// <summary>Deleting a user of Auth0, Clerk or WorkOS by the programs that these makers give out.</summary>
    [GeneratedRegex(
        @"(?:auth0\w*|\w*management(?:_?api)?(?:_?client)?)\.users\.(?:delete|DeleteAsync)$|clerk\w*(?:\.clerkClient)?\.users\.deleteUser$|workos\w*\.userManagement\.deleteUser$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex ProductUsers();

    [GeneratedRegex(
        @"app_metadata[\s\S]{0,200}?(?:role|admin|permission|tenant|org)",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Rights();

    [GeneratedRegex(@"\b(?:password|email|phone)\s*[:,}]", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex SignsIn();

    [GeneratedRegex(
        @"(?:^|\.)(?:getAuth|auth|adminAuth|firebaseAuth|_?auth)\.(?:setCustomUserClaims|deleteUsers?|updateUser)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Firebase();

    [GeneratedRegex(
        @"stripe\w*(?:\.\w+)?\.(?:refunds\.create|payouts\.create|transfers\.create|subscriptions\.(?:update|cancel|del)|prices\.(?:create|update)|coupons\.create|promotionCodes\.create|creditNotes\.create)$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Stripe();

    [GeneratedRegex("user_?manager|role_?manager", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Identity();
}
