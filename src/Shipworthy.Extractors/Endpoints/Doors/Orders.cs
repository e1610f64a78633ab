using System.Text.RegularExpressions;
using Shipworthy.Extractors.Endpoints.Steps;

namespace Shipworthy.Extractors.Endpoints.Doors;

/// <summary>Tells whether a lock is looked at before the comparison decides. A lock that is asked after it, and answers otherwise, tells which guess was right.</summary>
static partial class Orders
{
    /// <summary>The order of a branch that looks at a lock, and whether its answer is one that an unknown account never gets.</summary>
    public static (BrakeOrder Order, bool TellsAccounts) Of(Act looked, Act? compared, List<Act> acts)
    {
        var branch = looked.At;
        var function = branch.Enclosing(CodeKind.Function);
        var decision = compared is null ? default : Decision(compared, function);
        if (!decision.Exists)
            return compared is not null && acts.IndexOf(looked) < acts.IndexOf(compared)
                ? (BrakeOrder.First, false)
                : (BrakeOrder.Unknown, false);
        if (decision[Part.Then].Contains(branch) || decision[Part.Else].Contains(branch))
            return (decision[Part.Then].Contains(branch) == RefusesThen(decision) ? BrakeOrder.AfterFailure : BrakeOrder.Unknown, false);
        var (locked, wrong) = (Refusing.Words(branch), Refusing.Words(decision));
        if (branch.Start < decision.Start)
            return (BrakeOrder.First, locked.Length > 0 && wrong.Length > 0 && locked != wrong && IsOfRow(branch[Part.Condition]));
        return locked.Length > 0 && wrong.Length > 0 && locked != wrong ? (BrakeOrder.AfterSuccess, false)
            : locked.Length > 0 && locked == wrong ? (BrakeOrder.First, false)
            : (BrakeOrder.Unknown, false);
    }

    /// <summary>The branch of a function that a comparison decides; no node when there is none, or the comparison is no part of it.</summary>
    public static Code Decision(Act compared, Code function)
    {
        var compare = compared.Within(function);
        if (!compare.Exists)
            return default;
        var branches = function.Descendants(CodeKind.Branch).Where(one => one[Part.Condition].Exists && Refusing.Leaves(one)).ToList();
        if (branches.Find(one => one[Part.Condition].Contains(compare)) is { Exists: true } direct)
            return direct;
        var names = function
            .Descendants(CodeKind.Variable)
            .Where(one => one.Name.Length > 0 && one[Part.Value].Contains(compare))
            .Select(one => one.Name)
            .ToHashSet(StringComparer.Ordinal);
        return branches.Find(one =>
            one.Start > compare.Start
            && one[Part.Condition]
                .Descendants()
                .Prepend(one[Part.Condition])
                .Any(part => part.Kind is CodeKind.Name && names.Contains(part.Name))
        );
    }

    /// <summary>Whether a condition asks if there is no such account.</summary>
    public static bool IsAboutMissing(Code condition) =>
        condition.Exists && condition.Text.Length < 80 && Missing().IsMatch(condition.Text);

    /// <summary>Whether the first side of a decision is the one for wrong guesses.</summary>
    static bool RefusesThen(Code decision) =>
        decision[Part.Condition] is { Kind: CodeKind.Unary }
        || decision[Part.Condition].Descendants(CodeKind.Unary).Any(one => one.Operator is "!" or "not")
        || decision[Part.Condition].Text.Contains("false", StringComparison.OrdinalIgnoreCase)
        || decision[Part.Condition].Text.Contains("Failed", StringComparison.Ordinal);

    /// <summary>Whether a lock stands in the row of an account, so that an account that does not exist is never locked.</summary>
    static bool IsOfRow(Code condition) =>
        condition
            .Descendants(CodeKind.Member)
            .Prepend(condition)
            .Any(one =>
                one.Kind is CodeKind.Member
                && one.Receiver.Kind is CodeKind.Name
                && BrakeWords.NamesAccount(one.Receiver.Name)
                && (BrakeWords.IsLock(one.Name) || BrakeWords.IsCount(one.Name))
            );

    [GeneratedRegex(
        @"^\(?\s*(?:(?:!|not )\s*\w*(?:user|account|person|member|customer|admin|found|profile)\w*|\w*(?:user|account|person|member|customer|admin|found|profile)\w*\s*(?:is\s+None|is\s+null|===?\s*(?:null|undefined|None)))\s*\)?$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Missing();
}
