using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Recovery.Walks;

namespace Shipworthy.Extractors.Recovery;

/// <summary>Joins the ways to sign in with a password and back in without it, as each framework and product shows them, with the tests that walk them.</summary>
public sealed partial class ResetFlowsOfApps : ICombiner
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(ResetFlow)];

    /// <inheritdoc/>
    public void Combine(Sources sources, App known, Learner learn)
    {
        var recovery = new RecoverySources(sources, known);
        var walks = new WalksOfResets(sources, known.TestSuites);
        var flows = AllRecoveryFinders.All.SelectMany(finder => finder.Find(recovery)).ToList();
        if (flows.Count == 0 && Products.RecoveryOfOwnPasswords.AnyPassword(recovery) is { Exists: true } password)
            learn.CannotSee<ResetFlow>(password.At, "handles a password, and at which door people sign in with it could not be seen");
        foreach (var flow in flows.DistinctBy(one => one.Identity))
            learn.Add(walks.Of(flow));
        foreach (var part in known.Deployables.Where(part => part.NotSeen is not null && part.Serves is not Serves.Files))
            if (
                sources.Tree.Files.FirstOrDefault(file => IsSource(file) && part.Holds(file.Path) && Keeps().IsMatch(file.Text)) is { } file
            )
                learn.CannotSee<ResetFlow>(part.At, $"{part.Name} {part.NotSeen}, and {file.Path} handles passwords");
    }

    static bool IsSource(SourceFile file) =>
        file.Role is FileRole.Prod
        && file.Text.Length < 400_000
        && !file.Path.EndsWith(".css.erb", StringComparison.Ordinal)
        && Path.GetExtension(file.Path)
            is ".go"
                or ".rb"
                or ".php"
                or ".java"
                or ".kt"
                or ".rs"
                or ".ex"
                or ".scala"
                or ".ts"
                or ".js"
                or ".wasp"
                or ".erb";

    /// <summary>Idioms by which frameworks of any language keep and compare passwords of people.</summary>
    [GeneratedRegex(
        @"\b(?:has_secure_password|password_digest|bcrypt\w*|argon2\w*|scrypt\w*|BCryptPasswordEncoder|PasswordEncoder|password_hash|hashed_?password|Hash::(?:make|check)|usernameAndPassword|CompareHashAndPassword|encrypted_password|Devise|Fortify)\b|\bvalidates(?:_\w+)?[\s(]+:password\b|\bpassword_field(?:_tag)?\b|\btype\s*=\s*[""']password[""']",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Keeps();
}
