using System.Text.RegularExpressions;
using Shipworthy.Extractors.Audit;
using Shipworthy.Extractors.Endpoints.Steps;

namespace Shipworthy.Extractors.Endpoints.Rows;

/// <summary>
/// Tells of each endpoint that knows who is calling whose rows a call reaches. Whether an app means rows to be shared is told by the app itself: only where it ties changes of a
/// model to their owner in one place is a change without such a tie in another an open door.
/// </summary>
sealed partial class RowsOfEndpoints(Sources sources, PathReader reader)
{
    readonly CodeBase code = sources.Code;
    readonly Steps.Dependencies dependencies = new(sources.Code);
    readonly RowWalk walk = new(sources, reader);
    readonly EntryParameters parameters = new(sources.Code, reader);
    readonly Dictionary<string, Code> owned = new(StringComparer.Ordinal);
    readonly Dictionary<string, Code> readByCaller = new(StringComparer.Ordinal);
    readonly HashSet<string> listed = new(StringComparer.Ordinal);
    readonly List<(Endpoint Endpoint, Walked Walked, bool HasRole, HashSet<Location> ReadBefore)> all = [];
    bool? hasTenants;
    bool? tiesMost;

    /// <summary>Reads an endpoint; what it is told by comes with <see cref="Of"/>, once all were read.</summary>
    public void Read(Route route, Endpoint endpoint)
    {
        var isGeneric = !route.Handler.Exists && route.Answer is { } generic && walk.Generic.IsGeneric(generic.View);
        if (
            endpoint.Caller is not Caller.User
            || (endpoint.NotRead is not null && !endpoint.IsStatementAlone)
            || !route.Fields.IsEmpty
            || (!route.Handler.Exists && !isGeneric)
        )
            return;
        var walked = isGeneric ? OfGeneric(route.Answer!.Value) : Walked.Nothing;
        var functions = FunctionsOf(route.Handler, 4).ToList();
        if (functions.Count == 0 && !isGeneric)
            return;
        foreach (var (function, isWrapped) in functions)
            walked = With(walked, walk.Of(function, parameters.Of(function, route.Method is "ACTION", isWrapped)));
        if (route.Answer is { } answer)
            walked = Demanded(walked, answer);
        var before = route
            .Before.Where(step => step.What.Exists)
            .Select(step => step.What)
            .Concat(functions.SelectMany(one => dependencies.Of(one.Function)))
            .SelectMany(step => FunctionsOf(step, 4))
            .Select(one =>
                walk.Of(one.Function, parameters.Of(one.Function, false, true)) is var read && MaySeeWhatIsNamed(one.Function)
                    ? read
                    : read with
                    {
                        AsksMore = false,
                    }
            )
            .ToList();
        var role = walked.RoleAt.Exists || before.Exists(one => one.RoleAt.Exists) || route.Before.Any(step => IsRoleOfLibrary(step.What));
        walked = walked with
        {
            AsksMore = walked.AsksMore || before.Exists(one => one.AsksMore),
            AsksRole =
                walked.AsksRole
                || before.Exists(one => one.AsksRole)
                || route.Before.Any(step => (step.Known is null || route.Answer is null) && RowWords.AsksRole(step.What.Text)),
            IsOfWholeApp = walked.IsOfWholeApp || before.Exists(one => one.IsOfWholeApp),
            NamesCaller = walked.NamesCaller || functions.Exists(one => NamesCaller(one.Function)),
            GivesRight = MayBeForStaff(route, functions) ? null : walked.GivesRight,
        };
        all.Add((endpoint, walked, role, [.. before.SelectMany(one => one.Uses).Select(use => use.At.At)]));
        RememberOwners(walked);
        foreach (var use in walked.Uses)
            if (use is { Changes: true, Tie: Tie.Caller, Model.Length: > 0 } && !Words.IsAccounts(use.Model))
                owned.TryAdd(use.Model, use.At);
            else if (use is { Verb: null, Tie: Tie.Caller, Model.Length: > 0 } && !IsOfPeople(use.Model))
                readByCaller.TryAdd(use.Model, use.At);
            else if (use is { Verb: null, Tie: Tie.None or Tie.Unclear } && !role)
                listed.Add(use.Model);
    }

    /// <summary>
    /// Whether a step before a handler may see which row the call names. What reads neither address nor body, and hands the request on to nothing that does, asks only about the
    /// caller.
    /// </summary>
    bool MaySeeWhatIsNamed(Code step) =>
        step.File.Language is Language.Python or Language.CSharp
        || SeesNamed().IsMatch(step.Text)
        || step.Descendants(CodeKind.Call)
            .Any(call =>
                call.Arguments.Any(one => one.Kind is CodeKind.Name && RowWords.IsRequest(one.Name))
                && (walk.TargetOf(call) is not { Kind: CodeKind.Function } target || SeesNamed().IsMatch(target.Text))
            );

    [GeneratedRegex(
        @"params\b|\bbody\b|\bquery\b|\bparam\(|\burl\b|originalUrl|args\b|\binput\b|searchParams",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex SeesNamed();

    static bool IsOfPeople(string model) => Words.IsAccounts(model) || Words.IsMembers(model) || Words.IsTenants(model);

    /// <summary>
    /// Where the app ties rows of a model to their owner: a change of them, or the only way in which it lists them; no node where it does not.
    /// </summary>
    Code TiedAt(string model) =>
        owned.TryGetValue(model, out var change) ? change
        : !listed.Contains(model) && readByCaller.TryGetValue(model, out var read) ? read
        : default;

    /// <summary>Whose rows each endpoint reaches that was read.</summary>
    public IEnumerable<(Endpoint Endpoint, EndpointRows Rows)> Of() =>
        all.Select(one => (one.Endpoint, Of(one.Endpoint, one.Walked, one.HasRole, one.ReadBefore)));

    EndpointRows Of(Endpoint endpoint, Walked walked, bool hasRole, HashSet<Location> readBefore)
    {
        if (
            !hasRole
            && !walked.AsksRole
            && walked.Uses.FirstOrDefault(use => use.Right is not null && MayBeOwn(use)) is { Right: { } right } raises
        )
            return new(RowReach.OwnRights, raises.At.At, right);
        if (!hasRole && walked is { AsksRole: false, AsksMore: false, GivesRight: var (maker, column) })
            return new(RowReach.NewRights, maker.At, column);
        if (
            !hasRole
            && !walked.AsksMore
            && !walked.Uses.Any(use => use.Relates)
            && walked.Uses.FirstOrDefault(use => use is { TenantSet: not null, Tie: Tie.Caller }) is { TenantSet: { } tenant } moves
        )
            return new(RowReach.OwnTenant, moves.At.At, tenant);
        var loose = walked.Uses.Where(use => use.Tie is not (Tie.Caller or Tie.Role)).ToList();
        if (hasRole)
            return loose.Count == 0 || walked.IsOfWholeApp || !HasTenants
                ? new(RowReach.AsksForRole, null, "")
                : new(
                    RowReach.Unknown,
                    loose[0].At.At,
                    $"asks for a role, and whether it keeps to rows of the caller's own team at {Place(loose[0])} was not seen"
                );
        if ((OpenView(walked, loose) ?? OpenRead(walked, loose)) is { } open)
            return open;
        if (loose.Count > 0)
            return
                !walked.AsksMore
                && !walked.NamesCaller
                && !walked.Uses.Any(use => use.Relates)
                && loose.Find(use =>
                    use is { Changes: true, Tie: Tie.Sent, Model.Length: > 0 }
                    // What a service does for several callers is guarded by whoever calls it, or by itself: all of that has to be seen.
                    && (use.Node == use.At || !walked.Lost.Exists)
                    && (TiedAt(use.Model).Exists || TiesMostChanges)
                    // Whoever knows a token holds what it stands for.
                    && (use.Keys.IsEmpty || !use.Keys.All(RowWords.IsCredential))
                )
                    is { At.Exists: true } changed
                ? changed.IsUnderPolicies
                    ? new(
                        RowReach.Unknown,
                        changed.At.At,
                        $"changes {changed.Model} that the call chooses at {Place(changed)}, and only the policies of the database can tie it to the caller"
                    )
                    : new(RowReach.AnyRow, changed.Node.At, changed.Model)
                    {
                        TiedAt = TiedAt(changed.Model) is { Exists: true } tied ? tied.At : null,
                    }
                : new(RowReach.Unknown, loose[0].At.At, Because(loose[0]));
        if (walked.Lost.Exists)
            return new(
                RowReach.Unknown,
                walked.Lost.At,
                $"knows who is calling, and calls {NameOf(walked.Lost)} at {walked.Lost.At}, which could not be followed"
            );
        var touches =
            endpoint.Effects.Any(effect => effect.Kind.TouchesData && !readBefore.Contains(effect.At))
            // Who removes or changes something where not all was read has most likely reached a row.
            || (endpoint.Method is "DELETE" or "PUT" or "PATCH" && endpoint.NotRead is not null);
        // What the reader of effects saw and this one did not is not known to be tied to anybody.
        return walked.Uses.IsEmpty
            ? touches
                ? EndpointRows.NotKnown
                : new(RowReach.NoRows, null, "")
            : new(RowReach.OwnRows, null, "");
    }

    static bool MayBeOwn(RowUse use) =>
        use.Tie is Tie.Caller
        || Words.IsAccounts(use.Model)
        || Words.IsMembers(use.Model)
        || (use.View is { Model: { Exists: true } model } && GenericRows.IsAccountsClass(model));

    static string Because(RowUse use)
    {
        var model = use.Model.Length > 0 ? use.Model : "rows";
        return use switch
        {
            { Tie: Tie.Sent, Changes: true } =>
                $"changes {model} that the call chooses at {Place(use)}, and nothing there ties it to the caller",
            { Tie: Tie.Sent } => $"reads {model} that the call chooses at {Place(use)}, and nothing there ties it to the caller",
            { Verb: WriteVerb.Insert } => $"adds {model} at {Place(use)}, and nothing there ties it to the caller",
            _ => $"reaches {model} at {Place(use)}, and what ties it to the caller was not seen",
        };
    }

    static string NameOf(Code lost) => lost.Kind is CodeKind.Call or CodeKind.New ? lost.Callee.Name : lost.Name;

    static string Place(RowUse use) => use.At.At.ToString() ?? "";

    static Walked With(Walked one, Walked other) =>
        new(
            [.. one.Uses, .. other.Uses],
            one.RoleAt.Exists ? one.RoleAt : other.RoleAt,
            one.AsksMore || other.AsksMore,
            one.AsksRole || other.AsksRole
        )
        {
            IsOfWholeApp = one.IsOfWholeApp || other.IsOfWholeApp,
            NamesCaller = one.NamesCaller || other.NamesCaller,
            Lost = one.Lost.Exists ? one.Lost : other.Lost,
            GivesRight = one.GivesRight ?? other.GivesRight,
        };

    /// <summary>The functions that an expression runs: itself, what it names, and those that it hands to a wrapper.</summary>
    public IEnumerable<(Code Function, bool IsWrapped)> FunctionsOf(Code expression, int steps, bool isWrapped = false)
    {
        if (!expression.Exists || steps <= 0)
            yield break;
        if (expression.Kind is CodeKind.Function)
        {
            yield return (expression, isWrapped);
            yield break;
        }
        // A method keeps its object: orders.list.bind(orders).
        if (expression is { Kind: CodeKind.Call, Callee: { Kind: CodeKind.Member, Name: "bind" } bind })
            expression = bind.Receiver;
        if (expression.Kind is CodeKind.Call or CodeKind.Decorator)
        {
            foreach (var argument in expression.Arguments)
            foreach (var one in FunctionsOf(argument, steps - 1, true))
                yield return one;
            if (expression.Kind is CodeKind.Call && code.Target(expression) is { Kind: CodeKind.Function } made)
                yield return (Made(made) is { Exists: true } inner ? inner : made, true);
            yield break;
        }
        if (expression.Kind is not (CodeKind.Name or CodeKind.Member))
            yield break;
        var function = code.FunctionOf(expression);
        if (function.Exists)
            yield return (function, isWrapped);
        else if (code.Definition(expression)[Part.Value] is { Kind: CodeKind.Call or CodeKind.Name or CodeKind.Member } value)
            foreach (var one in FunctionsOf(value, steps - 1, isWrapped))
                yield return one;
    }

    /// <summary>The function that a function makes and gives back: <c>const requireRole = (role) => (req, res, next) => …</c>; no node where it gives none.</summary>
    Code Made(Code maker) =>
        maker.Body.Kind is CodeKind.Function
            ? maker.Body
            : maker
                .Body.Descendants(CodeKind.Return)
                .Where(one => one.Enclosing(CodeKind.Function) == maker)
                .Select(one => one[Part.Value].Kind is CodeKind.Function ? one[Part.Value] : code.FunctionOf(one[Part.Value]))
                .FirstOrDefault(one => one.Exists && maker.Contains(one));

    /// <summary>Whether an app of several tenants ties nearly everything that it changes to whoever is calling, so that what it does not tie was forgotten.</summary>
    bool TiesMostChanges =>
        tiesMost ??=
            HasTenants
            && all.SelectMany(one => one.Walked.Uses).Where(use => use.Changes).ToList() is var changes
            && changes.Count(use => use.Tie is Tie.Caller or Tie.Role) is var tied
            && tied >= 4
            && tied * 10 >= changes.Count * 6;

    /// <summary>Whether any code of the app speaks of a tenant.</summary>
    bool HasTenants => hasTenants ??= code.Files.Any(file => Tenants().IsMatch(file.Text));

    static bool IsRoleOfLibrary(Code step) => step.Exists && OfLibrary().IsMatch(step.Text);

    [GeneratedRegex(
        @"\b(?:organi[sz]ation|org|tenant|workspace|team|company)(?:Id|_id)\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Tenants();

    [GeneratedRegex(
        @"\[Authorize\([^)]*Roles\s*=|staff_member_required|\bpermission_required\(|\bIsAdminUser\b|superuser_required|RequireRole\(",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex OfLibrary();
}
