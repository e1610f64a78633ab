using Shipworthy.Extractors.Endpoints.Doors;
using Shipworthy.Extractors.SecondFactors.Roles;

namespace Shipworthy.Extractors.SecondFactors;

/// <summary>The second factors that an app offers, each with the code that asks for it after the sign-in, and the ways around it.</summary>
public sealed class SecondFactorsOfApps : ICombiner
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(SecondFactor), typeof(FactorSkip)];

    /// <inheritdoc/>
    public void Combine(Sources sources, App known, Learner learn)
    {
        var found = AllFactorFinders.All.SelectMany(finder => finder.Find(sources)).ToList();
        if (found.Count == 0)
            return;
        var sides = new CodeSides(known, sources);
        var (asked, at) = Asking(sources, sides);
        foreach (var factor in found)
            learn.Add(factor with { Asked = asked, AskedAt = at });
        foreach (var skip in FactorSkips.Find(sources, sides))
            learn.Add(skip);
    }

    /// <summary>What asks after the sign-in whether a second factor was verified: the database, a server, or only a client.</summary>
    static (FactorAsked, Location?) Asking(Sources sources, CodeSides sides)
    {
        if (SqlPolicies.Of(sources).FactorAt is { } database)
            return (FactorAsked.Database, database);
        Location? client = null;
        foreach (var file in sources.Code.Files.Where(file => sources.IsDeployed(file) && FactorWords.IsIn(file.Text)))
        foreach (var node in file.Root.Descendants())
            if (Asks(node))
                if (sides.IsClient(file))
                    client ??= node.At;
                else
                    return (FactorAsked.Server, node.At);
        return client is null ? (FactorAsked.Unknown, null) : (FactorAsked.ClientOnly, client);
    }

    static bool Asks(Code node) =>
        node.Kind switch
        {
            CodeKind.Branch => node[Part.Condition] is { Exists: true } condition
                && FactorWords.SaysVerified(condition.Text)
                && Refusing.Leaves(node),
            CodeKind.Decorator => node.Name is "otp_required" or "OtpRequired" || FactorWords.SaysVerified(node.Text),
            CodeKind.Call => node.Callee.Name is "RequireClaim" && node.Text.Contains("mfa", StringComparison.OrdinalIgnoreCase),
            _ => false,
        };
}
