namespace Shipworthy.Extractors.Cors;

/// <summary>
/// Brings rules and deployables together: identical rules of one part are one policy, a part without any has the default of browsers, and a rule in front of
/// a part that has its own contradicts it.
/// </summary>
public sealed class CorsPoliciesOfDeployables : ICombiner
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(CorsPolicy)];

    /// <inheritdoc/>
    public void Combine(Sources sources, App known, Learner learn)
    {
        foreach (var spot in known.CorsRules.BlindSpots.Concat(known.Deployables.BlindSpots))
            learn.CannotSee<CorsPolicy>(spot.At, spot.Because);
        var serving = known.Deployables.Where(part => part.Serves is not Serves.Nothing);
        var owners = new Owners(serving);
        var rules = known.CorsRules.Select(rule => (Owner: owners.Of(rule), Rule: owners.WithIntent(rule))).ToList();
        foreach (var part in rules.GroupBy(pair => pair.Owner))
        foreach (var policy in Policies(part.Key, [.. part.Select(pair => pair.Rule)], rules.ConvertAll(pair => pair.Rule)))
            learn.Add(policy);

        var clients = new BrowserClients(sources.Tree, serving);
        var decided = rules.Where(pair => Decides(pair.Rule)).Select(pair => pair.Owner).ToHashSet();
        foreach (
            var part in serving.Where(part =>
                (part.NotSeen is null || part.GrantsNothing) && !decided.Contains(part) && NeedsDefault(part, serving)
            )
        )
        {
            var (client, at) = clients.Of(part);
            learn.Add(
                new CorsPolicy(part.Name, new CorsRule(part.At, "default") { Admits = Admits.Nobody, Evidence = at is null ? [] : [at] })
                {
                    SignIn = part.SignIn,
                    Client = client,
                }
            );
        }
    }

    /// <summary>Files that everybody may have anyway are worth an item only where the app has nothing else.</summary>
    static bool NeedsDefault(Deployable part, Facts<Deployable> serving) =>
        part.Serves is not Serves.Files || serving.All(other => other.Serves is Serves.Files);

    static bool Decides(CorsRule rule) =>
        rule is { NotCountedBecause: null, PublicBecause: null } && rule.RunsIn.ReachesProduction && rule.Channel is Channel.Http;

    static IEnumerable<CorsPolicy> Policies(Deployable? part, ImmutableArray<CorsRule> rules, List<CorsRule> all)
    {
        var places = new HashSet<string>(StringComparer.Ordinal);
        foreach (var alike in rules.GroupBy(What))
        {
            var first = alike.First();
            var policy = new CorsPolicy(part?.Name ?? "the app", first)
            {
                Copies = [.. alike.Skip(1).Where(copy => copy.At != first.At)],
                SignIn = first.SignIn is SignIn.Unknown ? part?.SignIn ?? SignIn.Unknown : first.SignIn,
                Client = BrowserClient.None,
                Contradicted = first.InFront || !Decides(first) ? null : all.Find(other => Repeats(other, all))?.At,
            };
            var suffix = 1;
            while (!places.Add(policy.Identity))
                policy = policy with { Suffix = $"#{++suffix}" };
            yield return policy;
        }
    }

    /// <summary>A proxy that names origins too, when only one part of the app does so itself: then both speak of the same answers.</summary>
    static bool Repeats(CorsRule rule, List<CorsRule> all) =>
        rule.InFront
        && Decides(rule)
        && (rule.Kind is "nginx" or "caddy" or "apache" || rule.Kind.StartsWith("proxy", StringComparison.Ordinal))
        && all.Where(other => Decides(other) && !other.InFront).Select(other => other.At.Path).Distinct().Count() == 1;

    /// <summary>What makes two rules the same policy. Where they stand and what they are written with does not.</summary>
    static (Admits, string, string, bool, bool, Channel, bool, RunsIn, string?, string?, SignIn, bool) What(CorsRule rule) =>
        (
            rule.Admits,
            rule.Because,
            string.Join(' ', rule.Names),
            rule.LocalIsDefault,
            rule.AllowsCredentials,
            rule.Channel,
            rule.AllowsWrites,
            rule.RunsIn,
            rule.PublicBecause,
            rule.NotCountedBecause,
            rule.SignIn,
            rule.InFront
        );

    /// <summary>Finds the part that a rule belongs to.</summary>
    sealed class Owners(Facts<Deployable> parts)
    {
        /// <summary>The innermost part that holds the rule's file; for a rule in front, failing that, the only part below or beside it.</summary>
        public Deployable? Of(CorsRule rule)
        {
            if (rule.Channel is Channel.Bucket)
                return null;
            var around = parts.Where(part => part.Holds(rule.At.Path)).OrderByDescending(part => part.Folder.Length).ToList();
            var serving = around.Find(part => part.Serves is not Serves.Files) ?? around.FirstOrDefault();
            if (serving is not null && (!rule.InFront || around[0] == serving))
                return serving;
            return around.FirstOrDefault() ?? (parts.Count == 1 ? parts[0] : null);
        }

        /// <summary>A platform's rule for a part that has nothing but files opens nothing that was closed.</summary>
        public CorsRule WithIntent(CorsRule rule) =>
            rule is { InFront: true, PublicBecause: null, Admits: Admits.Anyone }
            && Of(rule) is { Serves: Serves.Files }
            && !rule.Covers.Contains("api", StringComparison.OrdinalIgnoreCase)
                ? rule with
                {
                    PublicBecause = "files that are public anyway",
                }
                : rule;
    }
}
