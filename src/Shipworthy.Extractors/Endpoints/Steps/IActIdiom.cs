using Shipworthy.Generators;

namespace Shipworthy.Extractors.Endpoints.Steps;

/// <summary>Knows what the functions of one family of libraries do. One class a family; its file is its registration.</summary>
interface IActIdiom
{
    /// <summary>What happens where an expression is evaluated or, as a middleware or decorator, run; null when the family has nothing to say about it.</summary>
    Act? Of(Site site);
}

/// <summary>One instance of every idiom.</summary>
[ListsAll<IActIdiom>]
static partial class AllActIdioms;

/// <summary>An expression that an idiom is asked about: a call, a construction, a decorator, or a name that is handed over to be called.</summary>
/// <param name="Sources">Everything else.</param>
/// <param name="Node">The expression.</param>
/// <param name="Origin">Where what is called or named comes from; <c>("jsonwebtoken", "verify")</c> for <c>jwt.verify(token)</c>.</param>
readonly record struct Site(Sources Sources, Code Node, Origin Origin)
{
    /// <summary>The last name of what is called or named.</summary>
    public string Name => IsCalled ? Node.Callee.Name : Node.Name;

    /// <summary>Whether the expression is a call, and no mere name.</summary>
    public bool IsCalled => Node.Kind is CodeKind.Call or CodeKind.New or CodeKind.Decorator;

    /// <summary>The names from the receiver on: <c>supabase.auth.getUser</c>. Receivers that are no plain names are left out, the names after them stay.</summary>
    public string Way => WayOf(IsCalled ? Node.Callee : Node);

    /// <summary>Whether the way ends in the given names: <c>auth.getUser</c>.</summary>
    public bool EndsIn(string way) =>
        Way is var all && all.EndsWith(way, StringComparison.Ordinal) && (all.Length == way.Length || all[^(way.Length + 1)] is '.');

    /// <summary>An act of a kind at this place.</summary>
    public Act Act(ActKind kind, string by) => new(kind, Node, by);

    /// <summary>An effect at this place.</summary>
    public Act Does(EffectKind effect, string by) => new(ActKind.Does, Node, by) { Effect = effect };

    /// <summary>The call that made the value of an expression, through variables and fields; the expression itself when it is a call.</summary>
    public Code Made(Code expression)
    {
        for (var steps = 0; steps < 8 && expression.Exists; steps++)
            switch (expression.Kind)
            {
                case CodeKind.Call or CodeKind.New:
                    return expression;
                case CodeKind.Await or CodeKind.Argument or CodeKind.Variable or CodeKind.Property or CodeKind.Assignment or CodeKind.Unary:
                    expression = expression[Part.Value];
                    break;
                case CodeKind.Binary when expression.Operator is "||" or "??" or "or":
                    expression = expression[Part.Left];
                    break;
                case CodeKind.Conditional:
                    expression = expression[Part.Then];
                    break;
                case CodeKind.Name
                or CodeKind.Member when Sources.Code.Definition(expression) is { Exists: true } found && found != expression:
                    expression = found;
                    break;
                default:
                    return default;
            }
        return default;
    }

    static string WayOf(Code node) =>
        node.Kind switch
        {
            CodeKind.Name or CodeKind.Type => node.Name,
            CodeKind.Member => WayOf(node.Receiver) is { Length: > 0 } receiver ? $"{receiver}.{node.Name}" : node.Name,
            CodeKind.Call or CodeKind.Await when node.Kind is CodeKind.Call => WayOf(node.Callee),
            _ => "",
        };
}
