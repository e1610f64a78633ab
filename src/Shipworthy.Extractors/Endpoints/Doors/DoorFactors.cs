using Shipworthy.Extractors.Endpoints.Django;
using Shipworthy.Extractors.Endpoints.Idioms;
using Shipworthy.Extractors.SecondFactors;

namespace Shipworthy.Extractors.Endpoints.Doors;

/// <summary>
/// Tells whether a door asks for a second factor before it gives a session: by the code on its path, which refuses or answers otherwise where one is enrolled, or by the product
/// that it belongs to.
/// </summary>
static class DoorFactors
{
    /// <summary>How many calls deep the path of a door is looked through.</summary>
    const int Deepest = 4;

    /// <summary>Where it asks; why that is not sure; and where its product is set up.</summary>
    public static (Location? At, string? Doubt, Location? SetAt) Of(Sources sources, Route route, List<Act> acts)
    {
        var code = sources.Code;
        if (route.Framework is "Better Auth")
            return OfBetterAuth(code, route);
        if (route.At.Callee.Name is "MapIdentityApi")
            return (route.At.At, null, null);
        if (route.Framework.StartsWith("Django", StringComparison.Ordinal) && OfDjango(sources, route) is { } known)
            return known;
        var functions = FunctionsOf(code, route, acts);
        // The sign-in of ASP.NET Core Identity gives no session to whoever enrolled a second factor.
        if (
            functions
                .SelectMany(one => one.Descendants(CodeKind.Call))
                .FirstOrDefault(call => call.File.Language is Language.CSharp && call.Callee.Name is "PasswordSignInAsync") is
            { Exists: true } signs
        )
            return (signs.At, null, null);
        return OfCode(code, functions);
    }

    static (Location? At, string? Doubt, Location? SetAt) OfBetterAuth(CodeBase code, Route route)
    {
        var plugins = code.Entry(code.ObjectOf(route.At.ArgumentAt(0)), "plugins");
        var set = plugins.Exists ? plugins.At : route.At.At;
        var list = plugins.Kind is CodeKind.Name ? code.Definition(plugins)[Part.Value] : plugins;
        return list.Descendants(CodeKind.Call).FirstOrDefault(one => one.Callee.Name is "twoFactor") is { Exists: true } two
                ? (two.At, null, set)
            : plugins.Exists && (list.Kind is not CodeKind.Array || list.Children.Any(one => one.Kind is not CodeKind.Call))
                ? (null, "its list of plugins could not be read as a whole", set)
            : (null, null, set);
    }

    static (Location? At, string? Doubt, Location? SetAt)? OfDjango(Sources sources, Route route)
    {
        if (route.Handler.Exists)
            return null;
        foreach (var settings in DjangoSettings.Of(sources))
        {
            var package = FactorsInDjango.PackageOf(settings);
            if (package is null)
                return (null, null, null);
            var isAdmin = route.At.Text.Contains("admin", StringComparison.Ordinal);
            var asks = sources
                .Code.Files.Where(file => file.Language is Language.Python && sources.IsDeployed(file))
                .SelectMany(file => file.Root.Descendants())
                .FirstOrDefault(one =>
                    one.Kind is CodeKind.Name or CodeKind.Member
                    && (
                        isAdmin
                            ? one.Name is "OTPAdminSite" or "AdminSiteOTPRequired" or "AdminSiteOTPRequiredMixin" or "secure_admin_login"
                            : one.Name is "OTPAuthenticationForm" or "OTPTokenForm"
                    )
                    && !one.Enclosing(CodeKind.Import).Exists
                );
            return asks.Exists ? (asks.At, null, null)
                : !isAdmin && package is "django-allauth" && route.At.Text.Contains("allauth", StringComparison.Ordinal)
                    ? (route.At.At, null, null)
                : (null, null, null);
        }
        return null;
    }

    /// <summary>The functions on the path of a door, those first that answer.</summary>
    static List<Code> FunctionsOf(CodeBase code, Route route, List<Act> acts)
    {
        var found = new List<Code>();
        Add(route.Handler.Kind is CodeKind.Function ? route.Handler : code.FunctionOf(route.Handler), Deepest);
        foreach (var act in acts.Where(act => act.Kind is ActKind.HandlesCredential))
        foreach (var place in act.Through.Prepend(act.At))
            Add(place.Enclosing(CodeKind.Function), 2);
        return found;

        void Add(Code function, int depth)
        {
            if (!function.Exists || depth == 0 || found.Count > 200 || found.Contains(function))
                return;
            found.Add(function);
            foreach (var call in function.Descendants(CodeKind.Call))
                if (code.Target(call) is { Kind: CodeKind.Function } target)
                    Add(target, depth - 1);
        }
    }

    static (Location? At, string? Doubt, Location? SetAt) OfCode(CodeBase code, List<Code> functions)
    {
        Location? doubtful = null;
        foreach (var function in functions)
        {
            var answered = function
                .Descendants(CodeKind.Variable)
                .Where(one => one.Name.Length > 0 && one[Part.Value].Exists && FactorWords.Says(one[Part.Value].Text))
                .Select(one => one.Name)
                .ToHashSet(StringComparer.Ordinal);
            foreach (var branch in function.Descendants(CodeKind.Branch))
            {
                var condition = branch[Part.Condition];
                if (
                    !condition.Exists
                    || !(
                        FactorWords.Says(condition.Text)
                        || condition.Descendants().Prepend(condition).Any(one => one.Kind is CodeKind.Name && answered.Contains(one.Name))
                    )
                )
                    continue;
                if (Refusing.Leaves(branch) || branch[Part.Then].Descendants().Any(one => one.Kind is CodeKind.Return or CodeKind.Throw))
                    return GivesSession(branch)
                            ? (
                                branch.At,
                                "it answers with a token where a second factor is enrolled, and what that token opens could not be told",
                                null
                            )
                        : HandsOver(code, function, branch)
                            ? (
                                branch.At,
                                "it hands over a token that is made like a session's, and nothing was seen to refuse that before the second factor",
                                null
                            )
                        : (branch.At, null, null);
                doubtful ??= branch.At;
            }
            if (doubtful is null && function.Descendants().FirstOrDefault(IsWord) is { Exists: true } word)
                doubtful = word.At;
        }
        return doubtful is { } at
            ? (null, $"it speaks of a second factor in line {at.Line} of {at.Path}, and what that does could not be told", null)
            : (null, null, null);
    }

    static bool IsWord(Code node) =>
        (node.Kind is CodeKind.Member or CodeKind.Name or CodeKind.Property && FactorWords.Says(node.Name))
        || (node is { Kind: CodeKind.Literal, String: { Length: < 60 } text } && FactorWords.Says(text));

    /// <summary>Whether the answer for whoever enrolled a second factor holds what looks like a whole session.</summary>
    static bool GivesSession(Code branch) =>
        branch[Part.Then]
            .Descendants(CodeKind.Property)
            .Any(one => one.Name is "access_token" or "accessToken" or "session" or "token" or "jwt" or "refreshToken" or "refresh_token");

    /// <summary>
    /// Whether the branch makes its own token by the function that makes the session's, with a mark that nobody looks at who takes sessions: the mark has to be refused there, or the
    /// token opens everything.
    /// </summary>
    static bool HandsOver(CodeBase code, Code function, Code branch)
    {
        var then = branch[Part.Then];
        foreach (var made in then.Descendants(CodeKind.Call).Where(call => IsMaker(call.Callee.Name)))
        {
            if (
                !function
                    .Descendants(CodeKind.Call)
                    .Any(other => other.Callee.DottedName == made.Callee.DottedName && !then.Contains(other) && IsMaker(other.Callee.Name))
            )
                continue;
            var marks = made.Descendants(CodeKind.Property)
                .Concat(made.Descendants(CodeKind.Argument))
                .Select(one => one.Name.Length > 0 ? one.Name : one[Part.Key].String ?? "")
                .Where(name => FactorWords.Says(name) || name is "purpose" or "scope" or "type" or "typ" or "pending" or "stage")
                .ToList();
            if (!marks.Exists(mark => code.Files.Any(file => Refuses(file, function, mark))))
                return true;
        }
        return false;
    }

    static bool Refuses(CodeFile file, Code function, string mark) =>
        file.Text.Contains(mark, StringComparison.Ordinal)
        && file.Root.Descendants(CodeKind.Branch)
            .Any(branch =>
                !function.Contains(branch)
                && branch[Part.Condition] is { Kind: not CodeKind.Unary, Exists: true } condition
                && !condition.Descendants(CodeKind.Unary).Any(one => one.Operator is "!" or "not")
                && condition.Text.Contains(mark, StringComparison.Ordinal)
                && Refusing.Leaves(branch)
            );

    static bool IsMaker(string name) =>
        name is "sign" or "encode"
        || (name.Contains("token", StringComparison.OrdinalIgnoreCase) && !name.StartsWith("verify", StringComparison.OrdinalIgnoreCase))
        || name.Contains("jwt", StringComparison.OrdinalIgnoreCase);
}
