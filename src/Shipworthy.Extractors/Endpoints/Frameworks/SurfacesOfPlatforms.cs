using Shipworthy.Extractors.Clients.Words;

namespace Shipworthy.Extractors.Endpoints.Frameworks;

/// <summary>
/// Surfaces of hosted back ends that an app's clients call by themselves (rubric T6, platform groups): data, files, live updates and sign-in of Supabase and Firebase. Sign-in
/// is limited by the platform unless somebody changes that; the others have no limit for each caller.
/// </summary>
sealed class SurfacesOfPlatforms : IRouteFinder
{
    static readonly Dictionary<string, (string Surface, bool SignsIn)> FirebaseModules = new(StringComparer.Ordinal)
    {
        ["firebase/firestore"] = ("firebase:firestore", false),
        ["firebase/firestore/lite"] = ("firebase:firestore", false),
        ["firebase/database"] = ("firebase:rtdb", false),
        ["firebase/storage"] = ("firebase:storage", false),
        ["firebase/auth"] = ("firebase:auth", true),
    };

    /// <inheritdoc/>
    public ImmutableArray<string> Frameworks => [];

    /// <inheritdoc/>
    public void Find(Sources sources, RouteList found)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var import in sources.Code.All(CodeKind.Import))
            if (
                FirebaseModules.TryGetValue(import.Name, out var surface)
                && !import.Is(Modifiers.TypeOnly)
                && sources.IsDeployed(import.File)
                && seen.Add(surface.Surface)
            )
                found.Add(Surface(import, "Firebase", surface.Surface, surface.SignsIn));
        if (SupabaseClientOfBrowsers(sources) is null)
            return;
        var isNext = InNext(sources);
        foreach (var (name, surface, signsIn) in SupabaseCalls)
        foreach (var call in sources.Code.Calls(name))
            if (IsSupabase(sources.Code, call) && IsClientCode(sources, call.File, isNext) && seen.Add(surface))
                found.Add(Surface(call, "Supabase", surface, signsIn));
    }

    /// <summary>Where a client of Supabase is made for browsers or phones, with the public key; null when nowhere.</summary>
    public static Code? SupabaseClientOfBrowsers(Sources sources)
    {
        if (
            !sources.Code.Imports("@supabase/supabase-js", "@supabase/ssr", "@supabase/auth-helpers-nextjs", "@supabase/auth-helpers-react")
        )
            return null;
        var isNext = InNext(sources);
        foreach (var call in sources.Code.Calls("createClient", "createBrowserClient", "createClientComponentClient"))
            if (IsOfBrowser(sources, call, isNext))
                return call;
        return null;
    }

    /// <summary>The calls by which clients name a table of Supabase.</summary>
    public static IEnumerable<Code> SupabaseTablesOfClients(Sources sources)
    {
        var isNext = InNext(sources);
        return sources
            .Code.Calls("from")
            .Where(call =>
                call.Callee.Receiver is not { Name: "storage" or "Array" }
                && IsSupabase(sources.Code, call)
                && IsClientCode(sources, call.File, isNext)
            );
    }

    /// <summary>The calls by which deployed code names a table or a function of Supabase, wherever it runs.</summary>
    public static IEnumerable<Code> SupabaseCallsOf(Sources sources, string name) =>
        sources
            .Code.Calls(name)
            .Where(call =>
                call.Callee.Receiver is not { Name: "storage" or "Array" }
                && sources.IsDeployed(call.File)
                && IsSupabase(sources.Code, call)
            );

    static readonly ImmutableArray<(string Call, string Surface, bool SignsIn)> SupabaseCalls =
    [
        ("signInWithPassword", "supabase:auth", true),
        ("signUp", "supabase:auth", true),
        ("signInWithOtp", "supabase:auth", true),
        ("signInWithOAuth", "supabase:auth", true),
        ("from", "supabase:data", false),
        ("rpc", "supabase:data", false),
        ("upload", "supabase:storage", false),
        ("getPublicUrl", "supabase:storage", false),
        ("createSignedUrl", "supabase:storage", false),
        ("channel", "supabase:realtime", false),
    ];

    /// <summary>Calls by which clients of an app sign people in at Supabase with something that can be guessed.</summary>
    public static IEnumerable<Code> SignInsAtSupabase(Sources sources)
    {
        var isNext = InNext(sources);
        return sources
            .Code.Calls("signInWithPassword", "verifyOtp", "signInWithOtp")
            .Where(call => IsSupabase(sources.Code, call) && IsClientCode(sources, call.File, isNext));
    }

    static Route Surface(Code at, string platform, string surface, bool signsIn) =>
        new(at, platform, "", surface)
        {
            IsPlatformSurface = true,
            Before = signsIn ? [new(at) { Known = Vendors.SignsIn(at, $"{platform}'s own limits", CredentialStep.SignIn) }] : [],
        };

    /// <summary>A client that is made with the public key, or by the function that is for browsers.</summary>
    static bool IsOfBrowser(Sources sources, Code call, Func<CodeFile, bool> isNext) =>
        sources.Code.OriginOf(call.Callee).Package.StartsWith("@supabase/", StringComparison.Ordinal)
        && (
            call.Callee.Name is "createBrowserClient" or "createClientComponentClient"
            || IsClientCode(sources, call.File, isNext)
            || IsTakenByBrowsers(sources, call)
        )
        && !call.Text.Contains("SERVICE_ROLE", StringComparison.OrdinalIgnoreCase)
        && sources.IsDeployed(call.File);

    /// <summary>Whether a module makes its client with what bundlers publish, and a file for browsers takes it from there.</summary>
    static bool IsTakenByBrowsers(Sources sources, Code call) =>
        call.Arguments.Any()
        && call.Arguments.All(one =>
            sources.Code.ValueOf(one) is not Value.FromEnvironment read || PublicPrefixes.Of(read.Variable) is not null
        )
        && call.Arguments.Any(one => sources.Code.ValueOf(one) is Value.FromEnvironment)
        && call.Parent.Kind is CodeKind.Variable
        && !call.Enclosing(CodeKind.Function).Exists
        && sources
            .Code.All(CodeKind.Import)
            .Any(one =>
                !one.Is(Modifiers.TypeOnly)
                && Directives.IsFirst(one.File.Root, "use client")
                && sources.Code.Module(one.File, one.Name) == call.File
            );

    static bool IsSupabase(CodeBase code, Code call) =>
        code.OriginOf(call.Callee).Package.StartsWith("@supabase/", StringComparison.Ordinal)
        || call.Callee.Text.StartsWith("supabase.", StringComparison.Ordinal);

    /// <summary>Whether code of a file runs in browsers or on phones: not functions, routes, actions or servers, as far as the file shows it.</summary>
    static bool IsClientCode(Sources sources, CodeFile file, Func<CodeFile, bool> isNext) =>
        sources.IsDeployed(file)
        && Deployables.DeployablesInSupabase.FolderOf(file.Path) is null
        && NextPaths.OfRouteFile(file.Path) is null
        && NextPaths.OfApiPage(file.Path) is null
        && !Directives.IsFirst(file.Root, "use server")
        && !file.Path.Contains("/functions/_shared/", StringComparison.Ordinal)
        && (
            !isNext(file)
            || Directives.IsFirst(file.Root, "use client")
            || file.Text.Contains("createBrowserClient", StringComparison.Ordinal)
        );

    /// <summary>Whether a file belongs to an app of Next.js, whose modules run on the server unless they say otherwise.</summary>
    static Func<CodeFile, bool> InNext(Sources sources)
    {
        ImmutableArray<string> apps =
        [
            .. sources
                .Tree.Named("package.json")
                .Where(file => file.Text.Contains("\"next\":", StringComparison.Ordinal))
                .Select(file => file.Folder.Length > 0 ? file.Folder + "/" : ""),
        ];
        return file => apps.Any(app => file.Path.StartsWith(app, StringComparison.Ordinal));
    }
}
