namespace Shipworthy.Extractors.Endpoints.Routers;

/// <summary>
/// When a statement runs relative to others of the same router: by its place in the text, and for a statement inside a function by the place of the call
/// that runs the function first. Statements of other files than the router's own run after those of its file.
/// </summary>
sealed class RunOrder
{
    const int MostCalls = 5;

    readonly ImmutableArray<int> key;

    RunOrder(ImmutableArray<int> key) => this.key = key;

    /// <summary>Before everything else: for frameworks in which the order of registration makes no difference.</summary>
    public static RunOrder First { get; } = new([]);

    /// <summary>When a statement about a router runs.</summary>
    /// <param name="code">The code base.</param>
    /// <param name="statement">The call that registers something.</param>
    /// <param name="maker">The call that made the router.</param>
    public static RunOrder Of(CodeBase code, Code statement, Code maker)
    {
        var places = new Stack<int>();
        var at = statement;
        var around = maker.Enclosing(CodeKind.Function);
        for (var calls = 0; calls < MostCalls; calls++)
        {
            places.Push(at.End);
            var function = at.Enclosing(CodeKind.Function);
            if (!function.Exists || function == around)
                break;
            var caller = FirstCaller(code, function);
            if (!caller.Exists)
                break;
            at = caller;
        }
        places.Push(at.File == maker.File ? 0 : 1);
        return new([.. places]);
    }

    static Code FirstCaller(CodeBase code, Code function) =>
        function.Operator is "constructor" ? default : code.CallersOf(function).FirstOrDefault();

    /// <summary>Puts what runs earlier first.</summary>
    public static IComparer<RunOrder> Earliest { get; } = Comparer<RunOrder>.Create((one, other) => Compare(one.key, other.key));

    static int Compare(ImmutableArray<int> one, ImmutableArray<int> other)
    {
        for (var i = 0; i < Math.Min(one.Length, other.Length); i++)
            if (one[i].CompareTo(other[i]) is not 0 and var order)
                return order;
        return one.Length.CompareTo(other.Length);
    }
}
