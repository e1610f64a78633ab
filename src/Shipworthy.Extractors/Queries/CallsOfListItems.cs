using System.Text.RegularExpressions;
using Shipworthy.Extractors.Queries.Shapes;

namespace Shipworthy.Extractors.Queries;

/// <summary>
/// Finds what clients written with JSX fetch once for each row (rubric 7.2, rule 4): a list is drawn with <c>rows.map</c>, each row is a component, and the component
/// fetches by itself what belongs to the row that it was given. What is fetched on a click, or only while something is open, is not fetched for each row.
/// </summary>
/// <param name="code">The app.</param>
sealed partial class CallsOfListItems(CodeBase code)
{
    const int Steps = 3;
    const int Handful = 10;

    /// <summary>The fetches of the rows that a file draws.</summary>
    public IEnumerable<RepeatedQuery> In(CodeFile file)
    {
        foreach (var call in file.Root.Descendants(CodeKind.Call))
        {
            if (call.Callee is not { Kind: CodeKind.Member, Name: "map" } || call.ArgumentAt(0) is not { Kind: CodeKind.Function } each)
                continue;
            if (BoundOf(call.Receiver) is not { } bound)
                continue;
            foreach (var element in each.Body.Descendants(CodeKind.Element).Prepend(each.Body))
                if (element.Kind is CodeKind.Element && element.Callee.Exists && IsDrawnAlways(element, each))
                    foreach (var fetch in FetchesOf(element, each).Take(1))
                        yield return new(fetch.At.At, RepeatKind.OwnCall, bound)
                        {
                            Of = fetch.Of,
                            Over = call.Receiver.Text,
                            LoopAt = call.At,
                        };
        }
    }

    /// <summary>How many rows a list has: as many as were fetched, a handful, or null where that cannot be told.</summary>
    RepeatBound? BoundOf(Code list)
    {
        var sliced = false;
        for (var steps = 0; steps < 8 && list.Exists; steps++)
            switch (list.Kind)
            {
                case CodeKind.Binary when list.Operator is "??" or "||":
                    list = list[Part.Left];
                    break;
                case CodeKind.Call when list.Callee.Kind is CodeKind.Member && SameRows().IsMatch(list.Callee.Name):
                    sliced |=
                        list.Callee.Name is "slice" && int.TryParse(list.Arguments.LastOrDefault().String, out var last) && last <= Handful;
                    list = list.Callee.Receiver;
                    break;
                case CodeKind.Member:
                    list = list.Receiver;
                    break;
                case CodeKind.Name when Given(list) is { Exists: true } given && given != list:
                    if (IsFetched(given, list))
                        return sliced ? RepeatBound.Few : RepeatBound.RowsOfQuery;
                    list = given;
                    break;
                default:
                    return null;
            }
        return null;
    }

    /// <summary>The value of the variable that a name stands for, also where the name is one of a pattern.</summary>
    Code Given(Code name) => VariableOf(name)[Part.Value];

    /// <summary>The variable that a name stands for, or of whose pattern it is a leaf.</summary>
    Code VariableOf(Code name)
    {
        Code variable = default;
        for (var (at, steps) = (code.Definition(name), 0); at.Exists && steps < 6; (at, steps) = (at.Parent, steps + 1))
            if (at.Kind is CodeKind.Variable)
                variable = at;
            else if (at.Kind is CodeKind.Block or CodeKind.Function or CodeKind.Module)
                break;
        return variable;
    }

    /// <summary>Whether a value is what a hook fetched, or state that is set to something that was fetched.</summary>
    bool IsFetched(Code value, Code name)
    {
        if (value.Kind is CodeKind.Await)
            value = value[Part.Value];
        if (value.Kind is not CodeKind.Call)
            return false;
        if (QueryHook().IsMatch(value.Callee.Name))
            return true;
        if (value.Callee.Name is "useMemo" && value.ArgumentAt(0) is { Kind: CodeKind.Function } made)
            return made
                .Body.Descendants(CodeKind.Name)
                .Any(one => one.Name != name.Name && Given(one) is { Exists: true } inner && inner != value && IsState(inner, one));
        return IsState(value, name);
    }

    bool IsState(Code value, Code name)
    {
        if (QueryHook().IsMatch(value.Callee.Name))
            return true;
        if (value.Callee.Name is not "useState")
            return false;
        var variable = VariableOf(name);
        var setter = variable[Part.Target].All(Part.Element).Skip(1).FirstOrDefault().Name;
        if (setter.Length == 0)
            return false;
        var component = variable.Enclosing(CodeKind.Function);
        return component.Exists
            && component
                .Descendants(CodeKind.Call)
                .Any(one => one.Callee.Name == setter && one.ArgumentAt(0) is { Exists: true } set && ComesFromRequest(set, Steps));
    }

    bool ComesFromRequest(Code value, int steps) =>
        steps > 0
        && value
            .Descendants()
            .Prepend(value)
            .Any(one =>
                one.Kind is CodeKind.Call && RequestOf(one) is not null
                || one.Kind is CodeKind.Name
                    && Given(one) is { Exists: true } given
                    && !given.Contains(value)
                    && ComesFromRequest(given, steps - 1)
            );

    /// <summary>Whether a row's element stands in no condition of its own and in no other list.</summary>
    static bool IsDrawnAlways(Code element, Code each)
    {
        for (var at = element; at.Exists && at != each; at = at.Parent)
            if (
                at.Parent.Kind is CodeKind.Conditional or CodeKind.Branch && at.Part is not Part.Condition
                || at.Parent.Kind is CodeKind.Binary && at.Part is Part.Right
                || at != element && at.Kind is CodeKind.Function
            )
                return false;
        return true;
    }

    IEnumerable<(Code At, string Of)> FetchesOf(Code element, Code each)
    {
        var component = ComponentOf(element);
        if (component.Kind is not CodeKind.Function || component.Contains(element))
            yield break;
        var row = each.All(Part.Parameter).Take(1).SelectMany(NamesIn).ToHashSet(StringComparer.Ordinal);
        var given = element
            .Arguments.Where(one => one.Kind is CodeKind.Property && one.Name is not "key" && Mentions(one[Part.Value], row))
            .Select(one => one.Name)
            .ToHashSet(StringComparer.Ordinal);
        var props = PropsOf(component, given);
        if (props.Count == 0)
            yield break;
        foreach (var call in component.Body.Descendants(CodeKind.Call))
            if (call.Enclosing(CodeKind.Function) == component && FetchOf(call, props, component) is { } fetch)
                yield return fetch;
    }

    /// <summary>The function that draws an element; what remembers or forwards it stands around it.</summary>
    Code ComponentOf(Code element)
    {
        if (code.Target(element) is { Kind: CodeKind.Function } function)
            return function;
        var value = code.Definition(element.Callee)[Part.Value];
        return value.Kind is CodeKind.Call && value.Callee.Name is "memo" or "forwardRef" or "observer" ? value.ArgumentAt(0) : default;
    }

    /// <summary>The names under which a component has attributes: parts of the pattern of its parameter, or the parameter itself.</summary>
    static HashSet<string> PropsOf(Code component, HashSet<string> given)
    {
        var parameter = component.All(Part.Parameter).FirstOrDefault();
        if (!parameter.Exists || given.Count == 0)
            return [];
        if (parameter[Part.Target] is { Kind: CodeKind.Object } pattern)
            return pattern
                .Children.Where(one => given.Contains(one.Name))
                .SelectMany(one => NamesIn(one[Part.Value].Exists ? one[Part.Value] : one))
                .ToHashSet(StringComparer.Ordinal);
        return [parameter.Name];
    }

    static IEnumerable<string> NamesIn(Code pattern) =>
        pattern
            .Descendants()
            .Prepend(pattern)
            .Where(one => one.Kind is CodeKind.Name or CodeKind.Parameter or CodeKind.Variable or CodeKind.Property && one.Name.Length > 0)
            .Select(one => one.Name);

    static bool Mentions(Code value, HashSet<string> names) =>
        value.Exists && value.Descendants().Prepend(value).Any(one => one.Kind is CodeKind.Name && names.Contains(one.Name));

    /// <summary>What a call of a component's body fetches as soon as it is drawn, by what it was given.</summary>
    (Code At, string Of)? FetchOf(Code call, HashSet<string> props, Code component)
    {
        if (QueryHook().IsMatch(call.Callee.Name))
        {
            if (
                !call.Arguments.Any(one => Mentions(one, props))
                || call.Descendants().Any(one => one.Kind is CodeKind.Property && one.Name is "enabled")
            )
                return null;
            // A hook of a client that is made of the server's own types: trpc.posts.likes.useQuery({ id }).
            if (call.Callee.Receiver.Kind is CodeKind.Member)
                return (call, call.Callee.Receiver.Text);
            return call.ArgumentAt(0).Kind is CodeKind.Literal or CodeKind.Template && OwnAddress(call.ArgumentAt(0)) is { } read
                    ? (call, read)
                : RequestIn(call, props, component, Steps) is { } asked ? (call, asked.Of)
                : null;
        }
        return
            call.Callee.Name is "useEffect" or "useLayoutEffect"
            && call.ArgumentAt(0) is { Kind: CodeKind.Function } effect
            && call.ArgumentAt(1).Exists
            && !effect.Body.Descendants(CodeKind.Branch).Any(one => WhileShown().IsMatch(one[Part.Condition].Text))
            ? RequestIn(effect, props, component, Steps)
            : null;
    }

    /// <summary>A request in a piece of code, or in a function of the component that it calls.</summary>
    (Code At, string Of)? RequestIn(Code within, HashSet<string> props, Code component, int steps)
    {
        if (steps <= 0)
            return null;
        foreach (var call in within.Descendants(CodeKind.Call))
        {
            if (RequestOf(call) is { } of && IsRead(call) && Mentions(Statement(call), props))
                return (call, of);
            if (
                call.Callee.Kind is CodeKind.Name
                && Called(call.Callee) is { Exists: true } own
                && !own.Contains(within)
                && component.Contains(own)
                && !own.Body.Descendants(CodeKind.Branch).Any(one => WhileShown().IsMatch(one[Part.Condition].Text))
                && RequestIn(own, props, component, steps - 1) is { } inner
            )
                return inner;
        }
        return null;
    }

    Code Called(Code name) =>
        code.FunctionOf(name) is { Exists: true } function ? function
        : Given(name) is { Kind: CodeKind.Call, Callee.Name: "useCallback" } remembered ? remembered.ArgumentAt(0)
        : default;

    /// <summary>What a call asks the app's own server or database for; null for other calls, and for other people's servers.</summary>
    static string? RequestOf(Code call) =>
        call.Callee switch
        {
            { Name: "fetch" or "$fetch" or "ofetch" } => OwnAddress(call.ArgumentAt(0)),
            { Kind: CodeKind.Member, Name: "get", Receiver: { Kind: CodeKind.Name } client } when HttpClient().IsMatch(client.Name) =>
                OwnAddress(call.ArgumentAt(0)),
            { Kind: CodeKind.Member, Name: "from", Receiver.Name: "supabase" } => call.ArgumentAt(0).String,
            { Kind: CodeKind.Member, Name: "rpc", Receiver.Name: "supabase" } => call.ArgumentAt(0).String,
            _ => null,
        };

    static string? OwnAddress(Code address) =>
        address.Exists && OwnPath().Match(address.Text) is { Success: true } path ? path.Groups[1].Value : null;

    static bool IsRead(Code call)
    {
        var all = Statement(call);
        return !all.Descendants(CodeKind.Call).Any(one => one.Callee.Name is "insert" or "update" or "upsert" or "delete")
            && !Method().IsMatch(all.Text);
    }

    /// <summary>The whole chain that a request is the beginning of.</summary>
    static Code Statement(Code call) => Chain.Top(call);

    [GeneratedRegex(@"^(?:slice|filter|sort|toSorted|reverse|flatMap|concat)$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex SameRows();

    [GeneratedRegex(@"^use(?:Suspense|Infinite)?Query$|^useSWR(?:Infinite|Immutable)?$|^useFetch$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex QueryHook();

    [GeneratedRegex(
        @"open|visible|expanded|show|active|selected|hover|inView|isLoaded",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex WhileShown();

    [GeneratedRegex(@"^(?:axios|api|apiClient|http|httpClient|client|ky|\$http)$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex HttpClient();

    [GeneratedRegex(@"^[`'""](?:\$\{[^}]*\})?(/[\w./-]*)", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex OwnPath();

    [GeneratedRegex(@"method:\s*[`'""](?:POST|PUT|PATCH|DELETE)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Method();
}
