using Shipworthy.Extractors.Deployables;
using Shipworthy.Extractors.Endpoints.Doors;

namespace Shipworthy.Extractors.SecondFactors.Roles;

/// <summary>The privileged roles that an app asks for: in code of its servers, in policies of its database, in products that it uses. One that only a page asks for is told as such.</summary>
public sealed class RolesOfApps : ICombiner
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(PrivilegedRole)];

    /// <inheritdoc/>
    public void Combine(Sources sources, App known, Learner learn)
    {
        var sides = new CodeSides(known, sources);
        var found = InCode(sources, sides)
            .Concat(SqlPolicies.Of(sources).Roles())
            .Concat(RolesOfProducts.Find(sources))
            .DistinctBy(role => role.Identity, StringComparer.Ordinal)
            .ToList();
        foreach (var role in found.Where(role => role.Guard is not RoleGuard.Client))
            learn.Add(role);
        if (found.TrueForAll(role => role.Guard is RoleGuard.Client))
            foreach (var role in found.Take(1))
                learn.Add(role);
        if (found.Count == 0 && Named(sources) is { Exists: true } named)
            learn.CannotSee<PrivilegedRole>(
                named.At,
                $"the role {named.String} is compared with here, and whether a guard asks for it could not be told"
            );
        foreach (var part in known.Deployables.Where(part => !IsRead(part)))
            learn.CannotSee<PrivilegedRole>(part.At, part.NotSeen ?? $"whether {part.Name} asks for a privileged role could not be read");
    }

    /// <summary>A role that deployed code compares with, where no guard could be read: nobody can say then that nothing asks for it.</summary>
    static Code Named(Sources sources) =>
        sources
            .Code.Files.Where(file => sources.IsDeployed(file) && RoleWords.MayBeIn(file.Text))
            .SelectMany(file => file.Root.Descendants(CodeKind.Literal))
            .FirstOrDefault(literal =>
                literal is { String: { } text, Parent: { Kind: CodeKind.Binary, Operator: "==" or "===" or "!=" or "!==" or "in" } }
                && RoleWords.IsRole(text)
            );

    static bool IsRead(Deployable part) =>
        part.Serves is Serves.Nothing or Serves.Files
        || part.Stack is Stack.Static or Stack.JavaScript or Stack.SupabaseFunctions or Stack.Python or Stack.DotNet;

    static IEnumerable<PrivilegedRole> InCode(Sources sources, CodeSides sides)
    {
        var finder = new RolesInCode(sources.Code);
        foreach (var file in sources.Code.Files)
        {
            if (!sources.IsDeployed(file) || !RoleWords.MayBeIn(file.Text))
                continue;
            var isClient = sides.IsClient(file);
            var ofFunction = DeployablesInSupabase.FolderOf(file.Path) is not null;
            foreach (var (role, at, isKey) in finder.Of(file))
            {
                if (isKey && isClient)
                    continue;
                var asks = ofFunction && !isKey ? Factor(file) : (null, null);
                yield return new(
                    at.At,
                    role,
                    isKey ? RoleGuard.FixedKey
                        : isClient ? RoleGuard.Client
                        : RoleGuard.Server
                )
                {
                    AskedBy = isKey ? null : finder.Asking(role, at),
                    IsReachedByToken = ofFunction && !isKey,
                    AsksFactorAt = asks.At,
                    FactorDoubt = asks.Doubt,
                };
                // One place is enough to say that a file asks; what has to ask for a second factor itself is a file of its own.
                if (!isKey)
                    break;
            }
        }
    }

    /// <summary>Where an Edge Function asks whether a second factor was verified.</summary>
    static (Location? At, string? Doubt) Factor(CodeFile file)
    {
        foreach (var branch in file.Root.Descendants(CodeKind.Branch))
            if (branch[Part.Condition] is { Exists: true } condition && Refusing.Leaves(branch) && FactorWords.Says(condition.Text))
                return (branch.At, null);
        return FactorWords.IsIn(file.Text)
            ? (null, "it speaks of a second factor, and whether it refuses without one could not be told")
            : (null, null);
    }
}
