namespace Shipworthy.Extractors.Endpoints.AspNet;

/// <summary>
/// What a project of ASP.NET Core decides for all its endpoints: a policy that asks everybody to sign in, and the limiter of the framework (<c>AddRateLimiter</c>), which counts
/// in memory and only where <c>UseRateLimiter</c> is called.
/// </summary>
sealed class AspNetProject
{
    readonly CodeBase code;
    readonly List<Code> calls;
    readonly bool limiterRuns;
    readonly bool limiterSeesNobody;

    /// <summary>The settings in the files of a project.</summary>
    public AspNetProject(CodeBase code, Func<CodeFile, bool> belongs)
    {
        this.code = code;
        calls =
        [
            .. code.Calls(
                    "UseRateLimiter",
                    "AddFixedWindowLimiter",
                    "AddSlidingWindowLimiter",
                    "AddTokenBucketLimiter",
                    "AddConcurrencyLimiter",
                    "AddPolicy",
                    "GetFixedWindowLimiter",
                    "GetSlidingWindowLimiter",
                    "GetTokenBucketLimiter",
                    "GetConcurrencyLimiter",
                    "AuthorizeFilter",
                    "RequireAuthorization",
                    "RequireRateLimiting",
                    "SetFallbackPolicy",
                    "UseIpRateLimiting",
                    "UseClientRateLimiting",
                    "Create"
                )
                .Where(call => call.File.Language is Language.CSharp && belongs(call.File)),
        ];
        limiterRuns = calls.Exists(call => call.Callee.Name is "UseRateLimiter");
        limiterSeesNobody = calls.Exists(call => call.Callee.Name is "UseRateLimiter" && ComesBeforeSignIn(call));
        AsksEverybody = code.All(CodeKind.Assignment)
            .Concat(code.All(CodeKind.Property))
            .FirstOrDefault(one =>
                (one[Part.Target].Exists ? one[Part.Target].Name : one.Name) is "FallbackPolicy"
                && one.File.Language is Language.CSharp
                && belongs(one.File)
                && one[Part.Value].Operator is not "null"
            )
            is { Exists: true } fallback
            ? fallback
            : calls.Find(call => call.Callee.Name is "AuthorizeFilter" or "SetFallbackPolicy");
    }

    /// <summary>Where the project asks everybody to sign in who is not let in by name; no node when it does not.</summary>
    public Code AsksEverybody { get; }

    /// <summary>Where controllers as a whole are told to ask for a sign-in: <c>app.MapControllers().RequireAuthorization()</c>.</summary>
    public Code ControllersAsk => OfControllers("RequireAuthorization");

    /// <summary>Where controllers as a whole are given a limit: <c>app.MapControllers().RequireRateLimiting("api")</c>.</summary>
    public Code ControllersLimited => OfControllers("RequireRateLimiting");

    Code OfControllers(string word) =>
        calls.Find(call =>
        {
            var maps = call.Receiver;
            for (
                var steps = 4;
                steps > 0 && maps.Kind is CodeKind.Call && maps.Callee.Name.StartsWith("Require", StringComparison.Ordinal);
                steps--
            )
                maps = maps.Receiver;
            return call.Callee.Name == word
                && maps.Kind is CodeKind.Call
                && maps.Callee.Name is "MapControllers" or "MapDefaultControllerRoute" or "MapControllerRoute";
        });

    /// <summary>The limit that holds for all endpoints; null when there is none.</summary>
    public RateLimit? Global()
    {
        if (calls.Find(call => call.Callee.Name is "UseIpRateLimiting" or "UseClientRateLimiting") is { Exists: true } package)
            return new(package.At, "AspNetCoreRateLimit") { Key = LimitKey.Address, Store = LimitStore.Memory };
        var partition = calls.Find(call =>
            call.Callee.Name.StartsWith("Get", StringComparison.Ordinal)
            && Assigned(call) is { Exists: true } target
            && target.Name is "GlobalLimiter"
        );
        if (partition.Exists)
            return Partitioned(partition);
        // GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(ByUserId), where ByUserId makes the partition.
        var made = calls.Find(call =>
            call.Callee.Name is "Create" && Assigned(call) is { Exists: true } target && target.Name is "GlobalLimiter"
        );
        return made.Exists && MakerOf(made.ArgumentAt(0)) is { Exists: true } maker
            ? maker
                .Body.Descendants(CodeKind.Call)
                .Prepend(maker.Body)
                .Where(MakesPartition)
                .Select(Partitioned)
                .Select(limit => LeavesOut(maker) ? limit with { Doubt = Steps.RateLimits.OnCondition } : limit)
                .FirstOrDefault()
            : null;
    }

    static bool MakesPartition(Code call) =>
        call.Kind is CodeKind.Call
        && call.Callee.Name is "GetFixedWindowLimiter" or "GetSlidingWindowLimiter" or "GetTokenBucketLimiter" or "GetConcurrencyLimiter";

    /// <summary>Whether some callers get no limit at all.</summary>
    static bool LeavesOut(Code maker) => maker.Body.Descendants(CodeKind.Call).Any(call => call.Callee.Name is "GetNoLimiter");

    /// <summary>The function of the app that makes a partition: named itself, or called by a lambda that only hands on.</summary>
    Code MakerOf(Code given) =>
        given.Kind is CodeKind.Function && given.Body.Kind is CodeKind.Call ? code.Target(given.Body)
        : given.Kind is CodeKind.Name or CodeKind.Member ? code.Definition(given)
        : default;

    /// <summary>The limit of a policy by its name; null when no such policy was found.</summary>
    public RateLimit? Policy(string name)
    {
        foreach (var call in calls)
            if (call.Callee.Name.StartsWith("Add", StringComparison.Ordinal) && code.ValueOf(call.ArgumentAt(0)).AsText == name)
                return call.Callee.Name is "AddPolicy"
                    ? calls.Find(inner => inner.Callee.Name.StartsWith("Get", StringComparison.Ordinal) && call.Contains(inner))
                        is { Exists: true } partition
                        ? Partitioned(partition) with
                        {
                            Doubt = call.Descendants(CodeKind.Call).Any(inner => inner.Callee.Name is "GetNoLimiter")
                                ? Steps.RateLimits.OnCondition
                                : null,
                        }
                        : Counted(call, LimitKey.Unknown, call)
                    : Counted(call, LimitKey.Everybody, call);
        return null;
    }

    RateLimit Partitioned(Code partition)
    {
        var argument = partition.ArgumentNamed("partitionKey") is { Exists: true } named ? named : partition.ArgumentAt(0);
        var (key, from) = Limits.LimitKeys.Of(code, argument);
        if (limiterSeesNobody)
            key = key switch
            {
                LimitKey.User => LimitKey.Everybody,
                LimitKey.UserOrAddress => LimitKey.Address,
                LimitKey.Unknown or LimitKey.Chosen or LimitKey.Address or LimitKey.Everybody => key,
            };
        return Counted(partition, key, partition) with { KeyFrom = from };
    }

    /// <summary>
    /// Whether the limiter runs before the middleware that finds out who is calling, itself or in an extension of the app's own: until then nobody has a name. Where no place
    /// calls that middleware the framework puts it first.
    /// </summary>
    bool ComesBeforeSignIn(Code limiter)
    {
        var around = limiter.Enclosing(CodeKind.Function);
        var all = (around.Exists ? around : limiter.File.Root).Descendants(CodeKind.Call).ToList();
        return all.Exists(call => call.Start > limiter.Start && SignsIn(call))
            && !all.Exists(call => call.Start < limiter.Start && SignsIn(call));
    }

    bool SignsIn(Code call) =>
        call.Callee.Name is "UseAuthentication"
        || call.Callee.Name.StartsWith("Use", StringComparison.Ordinal)
            && code.Target(call) is { Kind: CodeKind.Function } own
            && own.Descendants(CodeKind.Call).Any(inner => inner.Callee.Name is "UseAuthentication");

    RateLimit Counted(Code at, LimitKey key, Code options)
    {
        double? Number(params ReadOnlySpan<string> names)
        {
            foreach (var name in names)
            foreach (var one in options.Descendants())
                if (
                    one.Kind is CodeKind.Assignment or CodeKind.Property
                    && (one[Part.Target].Exists ? one[Part.Target].Name : one.Name) == name
                )
                    return code.ValueOf(one[Part.Value]).AsNumber;
            return null;
        }

        return new(at.At, "ASP.NET Core's limiter")
        {
            Key = key,
            Store = LimitStore.Memory,
            Calls = Number("PermitLimit", "TokenLimit"),
            Seconds = SecondsOf(options),
            Idle = limiterRuns ? null : "UseRateLimiter is never called",
        };
    }

    double? SecondsOf(Code options)
    {
        foreach (var one in options.Descendants())
            if (
                one.Kind is CodeKind.Assignment or CodeKind.Property
                && (one[Part.Target].Exists ? one[Part.Target].Name : one.Name) is "Window" or "ReplenishmentPeriod"
            )
            {
                var span = one[Part.Value];
                var amount = code.ValueOf(span.ArgumentAt(0)).AsNumber;
                return span.Callee.Name switch
                {
                    "FromSeconds" => amount,
                    "FromMinutes" => amount * 60,
                    "FromHours" => amount * 3600,
                    "FromDays" => amount * 86_400,
                    _ => null,
                };
            }
        return null;
    }

    static Code Assigned(Code call)
    {
        for (var at = call; at.Parent.Exists; at = at.Parent)
            if (at.Parent.Kind is CodeKind.Assignment)
                return at.Parent[Part.Target];
        return default;
    }
}
