namespace Shipworthy.Extractors.Sessions.Storage;

/// <summary>
/// Tokens that code of a client sends as a header, traced back to where it keeps them: a variable of a module, a state of a component or store, a field. What comes out of a store, or
/// of a sign-in product, is told by those; what cannot be traced is open.
/// </summary>
sealed class SentTokens
{
    const int MostSteps = 10;

    readonly SessionReading reading;
    readonly CodeBase code;

    /// <summary>Reads the clients of an app.</summary>
    public SentTokens(SessionReading reading)
    {
        this.reading = reading;
        code = reading.Code;
    }

    enum Source
    {
        Unknown,
        Memory,
        Store,
        Product,
        Request,
    }

    /// <summary>Hands over what the headers of each client show.</summary>
    public void Find()
    {
        foreach (var client in reading.Sources.Clients.Where(one => one.App.Kind is not ClientKind.Pages))
        {
            var sent = client
                .Files.Where(file => reading.Sources.IsDeployed(file) && file.Text.Contains("earer", StringComparison.Ordinal))
                .OrderBy(file => file.Path, StringComparer.Ordinal)
                .SelectMany(Tokens)
                .Where(one => client.Holds(one.At))
                .Select(token => (Token: token, From: Of(token, MostSteps)))
                .ToList();
            if (
                sent.Count == 0
                || sent.Exists(one => one.From is Source.Store or Source.Product)
                || IsKept(client.App.Folder, sent.ConvertAll(one => one.Token))
            )
                continue;
            if (sent.Find(one => one.From is Source.Memory) is { Token.Exists: true } kept)
                reading.Add(
                    new(kept.Token.At, "access token")
                    {
                        Kind = CredentialKind.Access,
                        Store = CredentialStore.Memory,
                        Writer = CredentialWriter.OwnCode,
                        Because = $"{client.App.Name} keeps its access token in memory",
                    }
                );
            else if (sent.Find(one => one.From is Source.Unknown) is { Token.Exists: true } open)
                reading.Doubt(open.Token, "access token", $"{client.App.Name} sends a token, and where it keeps it could not be followed");
        }
    }

    /// <summary>Whether something is known already of where the client keeps its token.</summary>
    bool IsKept(string folder, List<Code> sent) =>
        reading.Credentials.Any(one =>
            one.Store is not CredentialStore.Cookie
            && (
                folder.Length == 0
                || one.At.Path.StartsWith(folder + "/", StringComparison.Ordinal)
                || sent.Exists(token => token.File.Path == one.At.Path)
            )
        );

    /// <summary>What a file puts behind the word Bearer.</summary>
    static IEnumerable<Code> Tokens(CodeFile file)
    {
        foreach (var node in file.Root.Descendants())
            switch (node.Kind)
            {
                case CodeKind.Template
                    when node.Children.FirstOrDefault().String is { } start
                        && start.TrimStart().StartsWith("Bearer", StringComparison.OrdinalIgnoreCase):
                    if (node.Children.FirstOrDefault(one => one.Kind is not CodeKind.Literal) is { Exists: true } hole)
                        yield return hole;
                    break;
                case CodeKind.Binary
                    when node.Operator is "+"
                        && node[Part.Left].String is { } word
                        && word.StartsWith("Bearer", StringComparison.OrdinalIgnoreCase):
                    yield return node[Part.Right];
                    break;
            }
    }

    Source Of(Code value, int steps)
    {
        if (steps <= 0 || !value.Exists)
            return Source.Unknown;
        value = CredentialValue.Inner(value);
        var origin = code.OriginOf(value);
        if (IsProduct(origin.Package))
            return Source.Product;
        switch (value.Kind)
        {
            case CodeKind.Call:
                return value.Callee.Name switch
                {
                    "getItem" or "getItemAsync" or "getGenericPassword" => Source.Store,
                    "get" when value.Receiver.Name is "Cookies" or "cookies" or "storage" => Source.Store,
                    "useState" or "useRef" or "ref" or "signal" or "shallowRef" or "createSignal" => Source.Memory,
                    "getToken"
                    or "getAccessToken"
                    or "getIdToken"
                    or "getAccessTokenSilently"
                    or "acquireTokenSilent"
                    or "fetchAuthSession"
                    or "getSession" when !code.Target(value).Exists => Source.Product,
                    _ => code.Target(value) is { Kind: CodeKind.Function } target ? OfFunction(target, steps - 1) : Source.Unknown,
                };
            case CodeKind.Conditional:
                return Of(value[Part.Then], steps - 1);
            case CodeKind.Name or CodeKind.Member:
                if (value.Name is "access_token" && value.Receiver.Name is "session")
                    return Source.Product;
                return OfDeclared(value, steps - 1);
            default:
                return Source.Unknown;
        }
    }

    static bool IsProduct(string package) =>
        package.StartsWith("@clerk/", StringComparison.Ordinal)
        || package.StartsWith("@supabase/", StringComparison.Ordinal)
        || package.StartsWith("@auth0/", StringComparison.Ordinal)
        || package.StartsWith("@azure/msal", StringComparison.Ordinal)
        || package
            is "firebase"
                or "aws-amplify"
                or "next-auth"
                or "keycloak-js"
                or "oidc-client-ts"
                or "react-oidc-context"
                or "@react-native-firebase/auth";

    Source OfFunction(Code function, int steps)
    {
        if (function.Body.Kind is not CodeKind.Block)
            return Of(function.Body, steps);
        var found = function
            .Body.Descendants(CodeKind.Return)
            .Where(one =>
                one.Enclosing(CodeKind.Function) == function && one[Part.Value].Exists && code.ValueOf(one[Part.Value]) is not Value.Nothing
            )
            .Select(one => Of(one[Part.Value], steps))
            .ToList();
        return found.FirstOrDefault(one => one is not Source.Unknown);
    }

    Source OfDeclared(Code value, int steps)
    {
        var declared = code.Definition(value);
        switch (declared.Kind)
        {
            case CodeKind.Variable when IsState(declared):
                return Source.Memory;
            case CodeKind.Variable when Taken(declared) is { Exists: true } whole:
                return OfEntry(whole, declared.Name, steps);
            case CodeKind.Variable or CodeKind.Property:
                var given = declared[Part.Value];
                // A variable that is empty at first and set later is a place in memory.
                if (!given.Exists || code.ValueOf(given) is Value.Nothing or Value.Text { Content: "" })
                    return Assigned(declared) is { Exists: true } later && Of(later, steps - 1) is Source.Store ? Source.Store
                        : declared.Enclosing(CodeKind.Object).Exists
                        || declared.Parent.Kind is CodeKind.Class or CodeKind.Module
                        || declared.Operator is "let" or "var"
                            ? Source.Memory
                        : Source.Unknown;
                return Of(given, steps);
            case CodeKind.Parameter:
                var position = declared.Parent.All(Part.Parameter).TakeWhile(other => other != declared).Count();
                var callers = code.CallersOf(declared.Parent).Take(6).Select(call => Of(call.ArgumentAt(position), steps - 2)).ToList();
                return callers.FirstOrDefault(one => one is not Source.Unknown);
            default:
                return Source.Unknown;
        }
    }

    /// <summary>The parameter whose pattern binds a variable: <c>({ token }) => …</c>; no node when none does.</summary>
    static Code Taken(Code declared)
    {
        for (var at = declared.Parent; at.Exists && at.Kind is not (CodeKind.Function or CodeKind.Module); at = at.Parent)
            if (at is { Kind: CodeKind.Parameter, Part: Part.Parameter })
                return at;
        return default;
    }

    /// <summary>What the callers of a function give under a name; where none gives anything, nothing is sent.</summary>
    Source OfEntry(Code parameter, string name, int steps)
    {
        var position = parameter.Parent.All(Part.Parameter).TakeWhile(other => other != parameter).Count();
        var found = Source.Request;
        foreach (var call in code.CallersOf(parameter.Parent).Take(12))
            if (code.Entry(code.ObjectOf(call.ArgumentAt(position)), name) is { Exists: true } given)
            {
                found = Of(given, steps - 2);
                if (found is not (Source.Unknown or Source.Request))
                    return found;
            }
        return found;
    }

    /// <summary>Whether a variable is one half of what a hook of states gives: <c>const [token, setToken] = useState()</c>.</summary>
    static bool IsState(Code declared)
    {
        for (var at = declared.Parent; at.Exists && at.Kind is not (CodeKind.Function or CodeKind.Module); at = at.Parent)
            if (at is { Kind: CodeKind.Variable } && at[Part.Value] is { Kind: CodeKind.Call } made)
                return made.Callee.Name is "useState" or "useReducer" or "createSignal" or "useRef";
        return false;
    }

    Code Assigned(Code declared) =>
        declared
            .File.Root.Descendants(CodeKind.Assignment)
            .FirstOrDefault(one => one[Part.Target].Name == declared.Name && code.Definition(one[Part.Target]) == declared)[Part.Value];
}
