using Shipworthy.Extractors.Environments;
using Shipworthy.Syntax;

namespace Shipworthy.Extractors.Sinks.Unset;

/// <summary>
/// Runs the function around the use of a secret on paper, in production, three times: while the secret is not set, with a caller that does not satisfy the use, and
/// with one that does. What it does in the first run is told by which of the others it is like.
/// </summary>
sealed class UnsetRun(CodeBase code, Production production)
{
    const int MostCallers = 6;
    const int MostLevels = 3;

    static readonly Supposition Missing = new(Set: false, Satisfied: null);
    static readonly Supposition Wrong = new(Set: true, Satisfied: false);
    static readonly Supposition Right = new(Set: true, Satisfied: true);

    /// <summary>What becomes of a caller while the secret is not set.</summary>
    /// <param name="secret">The expression of the secret.</param>
    /// <param name="variable">The variable of the environment that it comes from; empty without one.</param>
    /// <param name="instead">What the secret is while the variable is not set; null when it is nothing.</param>
    /// <param name="use">The call or comparison that uses it.</param>
    public UnsetOutcome Of(Code secret, string variable, string? instead, Code use) => Of(new(secret, variable, instead), use, MostLevels);

    UnsetOutcome Of(Wanted secret, Code use, int levels)
    {
        var conditions = new Conditions(code, production, secret, use);
        var function = use.Enclosing(CodeKind.Function);
        if (!function.Exists)
            return InLevel(conditions, use, use.File.Root) is UnsetOutcome.Refused ? UnsetOutcome.Refused : UnsetOutcome.Used;
        var outcome = InFunction(conditions, use, function);
        if (outcome is not UnsetOutcome.Used)
            return outcome;
        for (var inside = function; inside.Exists; inside = inside.Enclosing(CodeKind.Function))
        {
            var around = inside.Enclosing(CodeKind.Function) is { Exists: true } outer ? outer.Body : inside.File.Root;
            if (InLevel(conditions, inside, around) is UnsetOutcome.Refused)
                return UnsetOutcome.Refused;
        }
        return levels == 0 ? outcome : ByCallers(secret, function, levels - 1);
    }

    /// <summary>What those make of it that call the function: what all of them do, or the worst that one of them does.</summary>
    UnsetOutcome ByCallers(Wanted secret, Code function, int levels)
    {
        var callers = code.CallersOf(function).Take(MostCallers + 1).ToList();
        if (callers.Count is 0 or > MostCallers)
            return UnsetOutcome.Used;
        var outcomes = callers.ConvertAll(call => Of(secret, call, levels));
        return outcomes.TrueForAll(one => one is UnsetOutcome.Refused) ? UnsetOutcome.Refused
            : outcomes.Contains(UnsetOutcome.LetIn) ? UnsetOutcome.LetIn
            : UnsetOutcome.Used;
    }

    static UnsetOutcome InLevel(Conditions conditions, Code use, Code body) =>
        new Walk(conditions, use, Missing).Through(body) is { Kind: Ending.Left, At: var exit } && Answers.Of(exit) is UnsetOutcome.Refused
            ? UnsetOutcome.Refused
            : UnsetOutcome.Used;

    UnsetOutcome InFunction(Conditions conditions, Code use, Code function)
    {
        var missing = new Walk(conditions, use, Missing).Through(function.Body);
        if (missing.Kind is Ending.Reached)
            return UnsetOutcome.Used;
        var wrong = new Walk(conditions, use, Wrong).Through(function.Body);
        var right = new Walk(conditions, use, Right).Through(function.Body);
        // A short answer is a denial, unless it is the one that those get who are let in.
        if (
            missing.Kind is Ending.Left
            && Answers.Of(missing.At) is UnsetOutcome.Refused
            && (Answers.IsDenial(missing.At) || missing.At.Start < use.End || missing.IsLike(wrong) || !missing.IsLike(right))
        )
            return UnsetOutcome.Refused;
        if (missing.IsLike(wrong) && !missing.IsLike(right))
            return UnsetOutcome.Refused;
        if (missing.IsLike(right) && !missing.IsLike(wrong))
            return UnsetOutcome.LetIn;
        // What comes after the use is what the function does for those that it lets in.
        if (missing.Kind is Ending.Fell || missing.At.Start > use.End)
            return UnsetOutcome.LetIn;
        return Answers.Of(missing.At);
    }

    enum Ending
    {
        /// <summary>The run goes on behind the statement.</summary>
        Fell,

        /// <summary>The run comes to the use with nothing decided.</summary>
        Reached,

        /// <summary>The run ends at a return or throw.</summary>
        Left,
    }

    readonly record struct Step(Ending Kind, Code At = default, bool? Gives = null)
    {
        public bool IsLike(Step other) => Kind == other.Kind && At == other.At && Gives == other.Gives;
    }

    sealed class Walk(Conditions conditions, Code use, Supposition given)
    {
        public Step Through(Code statement)
        {
            switch (statement.Kind)
            {
                case CodeKind.Block or CodeKind.Module:
                    foreach (var one in statement.Children)
                        if (Through(one) is { Kind: not Ending.Fell } ended)
                            return ended;
                    return default;
                case CodeKind.Branch when statement[Part.Condition].Exists:
                    return Decide(statement);
                case CodeKind.Try:
                    return Through(statement.Body) is { Kind: not Ending.Fell } inside ? inside : Through(statement[Part.Finally]);
                case CodeKind.With:
                    return Through(statement.Body);
                case CodeKind.Loop or CodeKind.Branch when statement.Contains(use):
                    return new(Ending.Reached);
                case CodeKind.Return:
                    return Leave(statement);
                case CodeKind.Throw:
                    return new(Ending.Left, statement);
                case CodeKind.Call or CodeKind.Await when !statement.Contains(use) && Abort(statement) is { Exists: true } abort:
                    return new(Ending.Left, abort);
                case CodeKind.Function or CodeKind.Class when statement != use:
                    return default;
                default:
                    return Evaluated(statement) ? new(Ending.Reached)
                        : IsBody(statement) ? Leave(statement)
                        : default;
            }
        }

        Step Decide(Code branch)
        {
            var condition = branch[Part.Condition];
            switch (conditions.Holds(condition, given))
            {
                case true:
                    return Through(branch[Part.Then]);
                case false:
                    return branch[Part.Else] is { Exists: true } otherwise ? Through(otherwise) : default;
                case null when condition.Contains(use):
                    return given.Set ? default : new(Ending.Reached);
                case null:
                    foreach (var way in (ReadOnlySpan<Code>)[branch[Part.Then], branch[Part.Else]])
                        if (way.Contains(use))
                            return Through(way);
                    return default;
            }
        }

        Step Leave(Code exit)
        {
            var value = exit.Kind == CodeKind.Return ? exit[Part.Value] : exit;
            if (!value.Contains(use))
                return new(Ending.Left, exit);
            var holds = conditions.Holds(value, given);
            return holds is null && !given.Set ? new(Ending.Reached) : new(Ending.Left, exit, holds);
        }

        /// <summary>Whether a statement works out the use, as far as the supposition goes; a condition that is decided without it does not.</summary>
        bool Evaluated(Code statement)
        {
            if (!statement.Contains(use) || given.Set)
                return false;
            var value = statement.Kind is CodeKind.Variable or CodeKind.Assignment ? statement[Part.Value] : statement;
            return conditions.Holds(value, given) is null;
        }

        static bool IsBody(Code statement) => statement.Part == Part.Body && statement.Parent.Kind == CodeKind.Function;

        static Code Abort(Code statement) =>
            statement.Kind == CodeKind.Await ? Abort(statement[Part.Value])
            : Answers.Aborts(statement) ? statement
            : default;
    }
}
