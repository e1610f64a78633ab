using System.Text.RegularExpressions;
using Shipworthy.Extractors.Endpoints.Django;
using Shipworthy.Extractors.Endpoints.Steps;

namespace Shipworthy.Extractors.Endpoints.Rows;

/// <summary>What chooses the rows of an expression that makes a query set of Django: <c>Order.objects.filter(owner=self.request.user)</c>.</summary>
/// <param name="Tie"><see cref="Tie.None"/> where everything is chosen, or what was sent chooses; null where nothing is chosen at all.</param>
/// <param name="Model">The model; no node where it was not found.</param>
readonly record struct QuerysetTie(Tie? Tie, Code Model);

/// <summary>Tells what ties a query set of Django to who is calling, through the variables and functions that it is built up in.</summary>
/// <param name="code">The app.</param>
/// <param name="reader">Tells whether a call finds the caller.</param>
/// <param name="view">The class whose attributes and methods are meant by <c>self</c>.</param>
sealed partial class QuerysetTies(CodeBase code, PathReader reader, PythonClass view)
{
    const int Deepest = 24;

    /// <summary>What ties the rows of the class's <c>queryset</c>.</summary>
    public QuerysetTie OfAttribute(int steps = Deepest) =>
        view.Attribute(code, "queryset") is { Exists: true } value && steps > 0
            ? Of(value, new Frame(code, reader, value, new Dictionary<Code, Bearing>()), steps - 1)
            : new(Tie.Unclear, default);

    /// <summary>What ties the rows that a method or function gives back.</summary>
    public QuerysetTie OfFunction(Code function, IReadOnlyDictionary<Code, Bearing> parameters, int steps = Deepest)
    {
        if (steps <= 0)
            return new(Tie.Unclear, default);
        var frame = new Frame(code, reader, function, parameters);
        var returns = function
            .Descendants(CodeKind.Return)
            .Where(one => one[Part.Value].Exists && one.Enclosing(CodeKind.Function) == function && !IsForStrangers(one, function))
            .ToList();
        // Where everybody known has been answered, strangers are left.
        if (returns.FindIndex(one => IsForKnown(one, function)) is >= 0 and var last)
            returns.RemoveAll(one => one.Start > returns[last].Start && !returns[last].Enclosing(CodeKind.Branch).Contains(one));
        return Together(returns.Select(one => (one, Of(one[Part.Value], frame, steps - 1))), function);
    }

    /// <summary>Whether what is chosen by no role and no caller is chosen without any word about them in a function.</summary>
    public static bool SpeaksOfCaller(Code function) => Speaking().IsMatch(function.Text);

    static QuerysetTie Together(IEnumerable<(Code At, QuerysetTie Tie)> ways, Code function)
    {
        var all = ways.ToList();
        var model = all.Select(one => one.Tie.Model).FirstOrDefault(one => one.Exists);
        var ties = all.Select(one => one.Tie.Tie).OfType<Tie>().Distinct().ToList();
        if (ties.Count < 2)
            return new(
                all.Count == 0 ? Tie.Unclear
                    : ties.Count == 0 ? null
                    : ties[0],
                model
            );
        // Callers with a role are given all, and others their own.
        return
            !ties.Contains(Tie.Unclear)
            && all.Exists(one =>
                one.At.Enclosing(CodeKind.Branch) is { Exists: true } branch
                && function.Contains(branch)
                && RowWords.AsksRole(branch[Part.Condition].Text)
            )
            ? new(Tie.Caller, model)
            : new(Tie.Unclear, model);
    }

    QuerysetTie Of(Code one, Frame frame, int steps)
    {
        if (steps <= 0 || !one.Exists)
            return new(Tie.Unclear, default);
        switch (one.Kind)
        {
            case CodeKind.Name:
                return OfName(one, frame, steps);
            case CodeKind.Conditional:
                return Together(
                    [(one[Part.Then], Of(one[Part.Then], frame, steps - 1)), (one[Part.Else], Of(one[Part.Else], frame, steps - 1))],
                    frame.Function
                );
            case CodeKind.Member when one is { Name: "queryset" } && one.Receiver.Name is "self":
                return OfAttribute(steps - 1);
            case CodeKind.Member when frame.Of(one) is Bearing.Caller:
                return new(Tie.Caller, default);
            case CodeKind.Member when one.Name is "objects":
                return PythonClass.Of(code, one.Receiver) is { Declared: { Exists: true } model } && !HasOwnManager(model)
                    ? new(Tie.None, model)
                    : new(Tie.Unclear, default);
            case CodeKind.Index:
                return Of(one.Receiver, frame, steps - 1);
            case CodeKind.Call:
                return OfCall(one, frame, steps);
            default:
                return new(Tie.Unclear, default);
        }
    }

    QuerysetTie OfCall(Code call, Frame frame, int steps)
    {
        var name = call.Callee.Name;
        if (call.Callee.Kind is CodeKind.Member)
        {
            var from = call.Receiver;
            if (from is { Kind: CodeKind.Call, Callee.Name: "super" } && name is "get_queryset")
                return OfParents(call, steps);
            if (name is "filter_queryset" && from.Name is "self")
                return Of(call.ArgumentAt(0), frame, steps - 1);
            if (name is "none")
                return new(null, default);
            if (Plain().IsMatch(name))
                return Of(from, frame, steps - 1);
            if (name is "filter" or "get")
            {
                var inner = Of(from, frame, steps - 1);
                return inner.Tie is Tie.None ? inner with { Tie = Ties(call, frame) } : inner;
            }
            if (name is "exclude")
                return Of(from, frame, steps - 1);
            if (from.Kind is not CodeKind.Name && Of(from, frame, steps - 1) is { Tie: not Tie.Unclear, Model.Exists: true } own)
                return own with { Tie = Ties(call, frame) is Tie.Caller ? Tie.Caller : Tie.Unclear };
        }
        if (code.Target(call) is not { Kind: CodeKind.Function } target || target == frame.Function)
            return new(Tie.Unclear, default);
        // A function of the app that is handed a query set and gives it back with more conditions.
        var parameters = target.All(Part.Parameter).SkipWhile(one => one.Name is "self" or "cls").ToList();
        var handed = parameters
            .Select(
                (parameter, at) =>
                    (parameter, Argument: call.ArgumentNamed(parameter.Name) is { Exists: true } named ? named : call.ArgumentAt(at))
            )
            .Where(one => one.Argument.Exists)
            .Take(6)
            .ToList();
        if (
            handed.Select(one => (one.parameter, Tie: Of(one.Argument, frame, steps - 1))).FirstOrDefault(one => one.Tie.Model.Exists) is
            { parameter.Exists: true } set
        )
            return GivesBack(target, set.parameter, 8) ? set.Tie : set.Tie with { Tie = Tie.Unclear };
        return OfFunction(target, handed.ToDictionary(one => one.parameter, one => frame.Of(one.Argument)), steps - 4);
    }

    /// <summary>Whether all that a function gives back is a query set that it was handed, with more conditions.</summary>
    static bool GivesBack(Code function, Code parameter, int steps) =>
        function
            .Descendants(CodeKind.Return)
            .Where(one => one.Enclosing(CodeKind.Function) == function)
            .Select(one => one[Part.Value])
            .ToList()
            is { Count: > 0 } returned
        && returned.TrueForAll(value => IsRooted(value, parameter, function, steps));

    static bool IsRooted(Code value, Code parameter, Code function, int steps)
    {
        while (value.Kind is CodeKind.Call && value.Callee.Kind is CodeKind.Member)
            value = value.Receiver;
        if (value.Kind is not CodeKind.Name || steps <= 0)
            return false;
        return value.Name == parameter.Name
            ? function
                .Descendants()
                .Where(one => IsBinding(one, value.Name))
                .All(one => one[Part.Value].Descendants(CodeKind.Name).Any(inner => inner.Name == parameter.Name))
            : function.Descendants().Where(one => IsBinding(one, value.Name)).ToList() is { Count: > 0 } made
                && made.TrueForAll(one =>
                    one[Part.Value].Descendants(CodeKind.Name).Any(inner => inner.Name == value.Name)
                    || IsRooted(one[Part.Value], parameter, function, steps - 1)
                );
    }

    /// <summary>The query set that the classes have from which the one is made that calls <c>super().get_queryset()</c>.</summary>
    QuerysetTie OfParents(Code call, int steps)
    {
        var around = call.Enclosing(CodeKind.Class);
        foreach (var one in view.Lineage(code).SkipWhile(one => one.Declared != around).Skip(1))
            if (one.Declared.Exists && one.Declared.Property("get_queryset") is { Kind: CodeKind.Function } method)
                return OfFunction(method, new Dictionary<Code, Bearing>(), steps - 1);
        return OfAttribute(steps - 1);
    }

    /// <summary>What conditions of a filter make of rows that nothing tied before.</summary>
    Tie Ties(Code call, Frame frame)
    {
        var all = call.Arguments.Select(one => TiesBy(one, frame, 8)).ToList();
        return all.Contains(Tie.Caller) ? Tie.Caller
            : all.Contains(Tie.Unclear) ? Tie.Unclear
            : Tie.None;
    }

    Tie TiesBy(Code condition, Frame frame, int steps)
    {
        if (steps > 0 && condition.Kind is CodeKind.Binary && condition.Operator is "|" or "&")
        {
            var (left, right) = (TiesBy(condition[Part.Left], frame, steps - 1), TiesBy(condition[Part.Right], frame, steps - 1));
            return left == right ? left
                : condition.Operator is "&" && (left is Tie.Caller || right is Tie.Caller) ? Tie.Caller
                : Tie.Unclear;
        }
        if (condition.Kind is CodeKind.Call && condition.Callee.Name is "Q")
            return Ties(condition, frame);
        var value = condition.Kind is CodeKind.Argument ? condition[Part.Value] : condition;
        return frame.Of(value) switch
        {
            Bearing.Caller => Tie.Caller,
            Bearing.Sent => Tie.None,
            _ when value.Kind is CodeKind.Literal or CodeKind.Array => Tie.None,
            Bearing.None
                when value.Kind is CodeKind.Name or CodeKind.Call or CodeKind.Member or CodeKind.Binary
                    && !Speaking().IsMatch(value.Text) => Tie.None,
            _ => Tie.Unclear,
        };
    }

    QuerysetTie OfName(Code name, Frame frame, int steps)
    {
        var ways = new List<(Code, QuerysetTie)>();
        foreach (
            var one in frame
                .Function.Descendants()
                .Where(one => IsBinding(one, name.Name) && one.Start < name.Start && !one.Contains(name))
                .Reverse()
                .Take(12)
        )
        {
            ways.Add((one, Of(one[Part.Value], frame, steps - 2)));
            if (BlockOf(one).Contains(name))
                break;
        }
        return ways.Count > 0 ? Together(ways, frame.Function) : new(Tie.Unclear, default);
    }

    static bool IsBinding(Code one, string name) =>
        one[Part.Value].Exists
        && (
            one.Kind is CodeKind.Variable && one.Name == name
            || one.Kind is CodeKind.Assignment && one[Part.Target] is { Kind: CodeKind.Name } target && target.Name == name
        );

    static Code BlockOf(Code statement)
    {
        var at = statement.Parent;
        while (at.Parent.Exists && at.Kind is not (CodeKind.Block or CodeKind.Function or CodeKind.Module))
            at = at.Parent;
        return at;
    }

    /// <summary>Whether an answer is given only where nobody signed in, or where nobody asks: when a schema is written.</summary>
    static bool IsForStrangers(Code answer, Code function) =>
        BranchOf(answer, function) is { Exists: true } branch
        && branch[Part.Condition] is var condition
        && (condition is { Kind: CodeKind.Unary } && condition[Part.Value].Name is "is_authenticated" || condition.Name is "is_anonymous")
        && branch[Part.Then].Contains(answer);

    /// <summary>Whether an answer is given to everybody who signed in.</summary>
    static bool IsForKnown(Code answer, Code function) =>
        BranchOf(answer, function) is { Exists: true } branch
        && branch[Part.Condition] is { Kind: CodeKind.Member, Name: "is_authenticated" }
        && branch[Part.Then].Contains(answer);

    static Code BranchOf(Code answer, Code function) =>
        answer.Enclosing(CodeKind.Branch) is { Exists: true } branch && function.Contains(branch) ? branch : default;

    /// <summary>Whether a model hands out its rows through a manager of the app, which may leave some out.</summary>
    static bool HasOwnManager(Code model) =>
        model.Property("objects") is { Kind: CodeKind.Property } manager
        && manager[Part.Value].Text is not ("models.Manager()" or "UserManager()");

    /// <summary>Words of a query set that choose no rows by who is calling.</summary>
    [GeneratedRegex(
        "^(?:all|order_by|select_related|prefetch_related|distinct|only|defer|annotate|alias|values|values_list|reverse|using|select_for_update|get_queryset)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Plain();

    [GeneratedRegex(
        @"request\.user|current_?user|get_user\b|tenant|organi[sz]ation|compan|workspace|\bteam|household|school|clinic|practice|store_id|branch",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Speaking();
}
