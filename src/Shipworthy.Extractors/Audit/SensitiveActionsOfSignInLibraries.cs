using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Audit;

/// <summary>
/// Endpoints and pages that libraries for signing in add by one call, and that change what people sign in with, what they may do, or remove accounts: ASP.NET Core Identity,
/// django-allauth, djoser, FastAPI Users. None of them records who did it; what the app hooks into all writes does.
/// </summary>
public sealed partial class SensitiveActionsOfSignInLibraries : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(SensitiveAction)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        var found = Of(sources.Code).Where(one => sources.IsDeployed(one.At.File) && sources.RunsInProduction(one.At)).ToList();
        if (found.Count == 0)
            return;
        var code = sources.Code;
        var walk = new PathWalk(code);
        var writes = new DataWrites(code);
        var audits = new AuditWrites(code, writes);
        var everywhere = new AuditEverywhere(sources, writes, walk);
        foreach (var (at, kind, name) in found.DistinctBy(one => one.Name))
        {
            var record =
                everywhere.Of(at, new(at, WriteVerb.Update, "user", new()))
                ?? Hooks(code)
                    .SelectMany(walk.From)
                    .Select(audits.Of)
                    .OfType<AuditRecord>()
                    .Select(one => one with { OnlyIf = "a hook runs for it" })
                    .FirstOrDefault();
            learn.Add(
                new SensitiveAction(at.At, kind, name)
                {
                    Record = record,
                    NotSeen =
                        record is not null ? null
                        : everywhere.TriggerOn(null) is { } trigger ? $"a trigger in {trigger.Path} may record it"
                        : everywhere.MayRecord is { } around ? $"{around} may record it"
                        : Saver(code, at) is { } saver ? $"{saver} may record it"
                        : OwnPages(sources, at) is { } page ? $"{page.Path} stands in for a page of the library"
                        : null,
                    Suffix = $" {at.File.Path}",
                }
            );
        }
    }

    static IEnumerable<(Code At, SensitiveKind Kind, string Name)> Of(CodeBase code)
    {
        foreach (var call in code.Calls("MapIdentityApi").Where(one => one.File.Language is Language.CSharp))
            yield return (call, SensitiveKind.Credential, "/manage/info and /manage/2fa of MapIdentityApi");
        if (code.Calls("MapRazorPages").Any())
            foreach (var call in code.Calls("AddDefaultIdentity", "AddDefaultUI").Where(one => one.File.Language is Language.CSharp))
                yield return (call, SensitiveKind.Credential, "the account pages of ASP.NET Core Identity");
        foreach (var call in code.Calls("include").Where(one => one.File.Language is Language.Python))
            switch (call.ArgumentAt(0).String)
            {
                case "allauth.urls" or "allauth.account.urls":
                    yield return (call, SensitiveKind.Credential, "the page for e-mail addresses of django-allauth");
                    break;
                case "djoser.urls":
                    yield return (call, SensitiveKind.Deletion, "DELETE users/me of djoser");
                    break;
            }
        foreach (var call in code.Calls("get_users_router").Where(one => one.File.Language is Language.Python))
            if (code.Imports("fastapi_users"))
                yield return (call, SensitiveKind.Role, "the users router of FastAPI Users");
    }

    /// <summary>Functions that such libraries call after a change.</summary>
    static IEnumerable<Code> Hooks(CodeBase code) =>
        code.All(CodeKind.Function)
            .Where(one =>
                one.File.Language is Language.Python
                && one.Name is "on_after_update" or "on_after_delete" or "on_before_delete" or "confirm_email" or "add_message"
            );

    /// <summary>A context or interceptor of Entity Framework that speaks of records of what was done when it saves; null when there is none.</summary>
    static string? Saver(CodeBase code, Code at) =>
        at.File.Language is Language.CSharp
            ? code.All(CodeKind.Class)
                .Where(one =>
                    one.File.Language is Language.CSharp
                    && one.All(Part.Element).Any(method => method.Kind is CodeKind.Function && Saving().IsMatch(method.Name))
                    && Records().IsMatch(one.Text)
                )
                .Select(one => one.Name)
                .FirstOrDefault()
            : null;

    [GeneratedRegex("^Sav(?:e|ing|ed)Changes(?:Async)?$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Saving();

    [GeneratedRegex(@"Audit_?(?:Log|Trail|Event|Entr|Record|Histor)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Records();

    /// <summary>A page of the app that stands in for one of the library; null when there is none.</summary>
    static SourceFile? OwnPages(Sources sources, Code at) =>
        at.Callee.Name is "AddDefaultIdentity" or "AddDefaultUI"
            ? sources.Tree.Files.FirstOrDefault(file => file.Path.Contains("/Account/Manage/", StringComparison.Ordinal))
            : null;
}
