using System.Text.RegularExpressions;
using Shipworthy.Extractors.Deployables;

namespace Shipworthy.Extractors.Jobs;

/// <summary>What readers of background work share: the part of the app, its code, what runs it, and what functions do.</summary>
/// <param name="Sources">The app.</param>
/// <param name="Unit">The part.</param>
/// <param name="Files">Its code on a server.</param>
/// <param name="Done">What functions do.</param>
/// <param name="Started">What runs code.</param>
/// <param name="Learn">Takes what could not be seen.</param>
sealed partial record WorkContext(
    Sources Sources,
    Deployable Unit,
    ImmutableArray<CodeFile> Files,
    WorkDoneReading Done,
    StartedCode Started,
    Learner Learn
)
{
    readonly HashSet<CodeFile> own = [.. Files];

    /// <summary>The code of the app.</summary>
    public CodeBase Code => Sources.Code;

    /// <summary>Calls of some names in the code of the part, as far as production runs them.</summary>
    public IEnumerable<Code> Calls(params IEnumerable<string> names) =>
        Code.Calls(names).Where(call => own.Contains(call.File) && Sources.RunsInProduction(call));

    /// <summary>Whether a file belongs to the part.</summary>
    public bool Has(CodeFile file) => own.Contains(file);

    /// <summary>Work that a request begins and does not wait for; null where it does nothing that stays, or nothing runs it.</summary>
    public BackgroundWork? Deferred(Code at, Code work, string means, string name = "")
    {
        if (Started.Of(at) is StartedBy.Nobody)
            return null;
        var done = Done.Of(work);
        if (done.IsNothing)
            return null;
        name = name.Length > 0 ? name : WorkDoneReading.NameOf(work);
        var around = Writes.Races.Regions.NameOf(Writes.Races.Regions.Of(at));
        if (done.Stake is not WorkStake.Money && WorkWords.IsForTeam(around) && !WorkWords.IsForTeam(name))
            done = done with { Stake = WorkStake.Trifle };
        else if (done is { IsOutside: false, Stake: not WorkStake.Money } && WorkWords.IsTrifle(around))
            done = done with { Stake = WorkStake.Trifle };
        return new(at.At, WorkKind.Deferred, name.Length > 0 ? name : around)
        {
            Means = means,
            Does = done.Does,
            Stake = done.Stake,
            Keeping = WorkKeeping.Memory,
            Repeated = done.Repeated,
            Tables = done.Tables,
            SweepsRows = done.LooksForWaiting,
            HandlerAt = Code.FunctionOf(work) is { Exists: true } function ? function.At : null,
        };
    }

    /// <summary>Whether code answers a request: then whoever asked waits for it.</summary>
    public static bool Answers(Code work) =>
        work.Descendants()
            .Prepend(work)
            .Any(node =>
                node.Kind is CodeKind.Call
                    && (
                        node.Callee.Name is "next" or "resolve" or "reject" or "cb" or "callback" or "done"
                            && node.Callee.Kind is CodeKind.Name
                        || Answer().IsMatch(RootOf(node.Callee).Name) && node.Callee.Kind is CodeKind.Member
                    )
                || node.Kind is CodeKind.Name
                    && node.Part is Part.Argument
                    && node.Name is "res" or "reply" or "next" or "resolve" or "reject" or "response" or "cb" or "callback"
            );

    static Code RootOf(Code node)
    {
        for (var steps = 0; steps < 12 && node.Kind is CodeKind.Member or CodeKind.Call; steps++)
            node = node.Kind is CodeKind.Call ? node.Callee : node.Receiver;
        return node;
    }

    [GeneratedRegex("^(?:res|response|reply|controller|writer|stream|socket|ws|io)$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Answer();
}
