using Shipworthy.Extractors.Pipelines;

namespace Shipworthy.Extractors.Deploys;

/// <summary>Everything that brings parts out, gathered once.</summary>
sealed class Ways
{
    /// <summary>A guide that offers so many hosts does not say which one is used.</summary>
    const int ManyHosts = 3;

    readonly Sources sources;
    readonly App known;
    readonly ImmutableArray<(DeployAct Act, ImmutableArray<Deployable> Parts)> acts;
    readonly ImmutableArray<(DeployAct Act, ImmutableArray<Deployable> Parts)> typed;
    readonly ImmutableArray<HostMark> marks;
    readonly PartsOfDeploys matching;
    readonly ImmutableArray<Deployable> parts;

    /// <summary>Gathers it for the given parts.</summary>
    public Ways(Sources sources, App known, ImmutableArray<Deployable> parts)
    {
        this.sources = sources;
        this.known = known;
        this.parts = parts;
        matching = new(parts);
        var found = new DeployActsInPipelines(sources.Tree, known, DefaultBranch.Of(sources)).All();
        var broken = new BrokenDeploys(sources, known);
        acts = [.. found.Select(broken.Judged).Concat(broken.Pretended(found)).Select(act => (act, matching.Of(act)))];
        typed =
        [
            .. DeployActsByHand
                .In(known, sources.Tree)
                .Where(act => act.Stage is not ForStage.Trial)
                .Select(act => (act, matching.Of(act))),
        ];
        marks = HostMarks.In(sources.Tree, known);
    }

    /// <summary>The deploys of a part to an environment to try things in, requests apart.</summary>
    public IEnumerable<DeployAct> TrialsOf(Deployable part) =>
        acts.Where(one =>
                one.Act.Stage is ForStage.Trial
                && (!one.Act.Means.IsPreview || StagingOfParts.IsStaging(one.Act.Run?.Job.Environment ?? ""))
                && one.Act.When.MayBeOn(Occasions.All & ~Occasions.ProposedChange)
                && one.Parts.Contains(part)
            )
            .Select(one => one.Act);

    /// <summary>The deploys of a part to production, working or not.</summary>
    public IEnumerable<DeployAct> ActsOf(Deployable part) =>
        acts.Where(one => one.Act.Stage is not ForStage.Trial && one.Parts.Contains(part)).Select(one => one.Act);

    /// <summary>The nearest files of hosts, for others to look at.</summary>
    public ImmutableArray<HostMark> HostsOf(Deployable part) => MarksOf(part);

    /// <summary>Whether the deploy that a person types changes the running version where it lies.</summary>
    public bool ByHandInPlace(Deployable part) =>
        typed
            .Where(one => one.Parts.Contains(part))
            .Select(one => one.Act)
            .Any(act => act.At == Of(part).At && act.Means.Manner is Manner.InPlace or Manner.Ftp);

    /// <summary>Whether production fetches finished images of a part.</summary>
    public bool Pulls(Deployable part) =>
        acts.Concat(typed).Any(one => one.Parts.Contains(part) && one.Act.Means.Name.Contains(" pull", StringComparison.Ordinal));

    /// <summary>The hosts that anything here deploys to.</summary>
    public ImmutableHashSet<Hosting> Hosts =>
        [
            .. acts.Where(one => one.Act.Broken is null)
                .Select(one => one.Act.Means.Host)
                .Concat(parts.SelectMany(part => MarksOf(part)).Select(mark => mark.Host)),
        ];

    /// <summary>The nearest files of hosts; that of a builder counts where no host has one.</summary>
    ImmutableArray<HostMark> MarksOf(Deployable part)
    {
        var all = marks.Where(mark => matching.IsFor(mark, part)).OrderByDescending(mark => mark.Folder.Length).ToList();
        var hosts = all.Where(mark => mark.Host is not Hosting.Lovable).ToList();
        return hosts.Count == 0 ? [.. all] : [.. hosts.Where(mark => mark.Folder == hosts[0].Folder)];
    }

    /// <summary>The way of a part.</summary>
    public WayToProduction Of(Deployable part)
    {
        var own = ActsOf(part).ToList();
        var works = own.Where(act => act is { Broken: null, Unsure: null }).ToList();
        var hosts = MarksOf(part);
        var elsewhere = hosts.FirstOrDefault(mark => works.TrueForAll(act => act.Means.Host != mark.Host));
        if (
            works
                .Where(act => act.Means.Manner is Manner.Release && (act.Stage is ForStage.Production || elsewhere is null))
                .OrderBy(act => act.When.On(Occasions.DefaultBranch) ? 0 : 1)
                .FirstOrDefault() is
            { } release
        )
            return Way(part, release.At, BroughtOut.ByPipeline, $"deploys {part.Name} with {release.Means.Name} {Moment(release)}");
        // A builder publishes the pages; where the team writes down that it deploys the functions itself, that is how they get there.
        if (part.Stack is Stack.SupabaseFunctions && hosts.All(mark => mark.Host is Hosting.Lovable) && ByHand(part, []) is { } typedByTeam)
            return typedByTeam;
        if (hosts.FirstOrDefault(mark => mark.Follows is not null) is { } followed)
            return Way(part, followed.At, BroughtOut.ByHost, $"{followed.Follows}: {part.Name}");
        if (works.Find(act => act.Means.Manner is Manner.Ftp) is { } ftp)
            return Way(part, ftp.At, BroughtOut.ByFtp, $"puts {part.Name} on its server over FTP, with {ftp.Means.Name}");
        if (works.Find(act => act.Means.Manner is Manner.InPlace) is { } copied)
            return Way(part, copied.At, BroughtOut.ByCopying, $"changes {part.Name} in place on its server, with {copied.Means.Name}");
        if (Perhaps(part, own, elsewhere) is { } perhaps)
            return perhaps;
        if (own.Find(act => act.Broken is not null) is { Broken: var (at, says) })
            return Way(part, at, BroughtOut.Broken, says);
        return ByHand(part, hosts) ?? Open(part, hosts);
    }

    WayToProduction? Perhaps(Deployable part, List<DeployAct> own, HostMark? elsewhere)
    {
        if (own.Find(act => act is { Broken: null, Unsure: not null }) is { Unsure: { } unsure } open)
            return Way(part, open.At, BroughtOut.PerhapsByItself, $"{unsure}, so whether {part.Name} is deployed by itself is open");
        if (own.Find(act => act.Broken is null && act.Means.Manner is Manner.HandedOver) is { } handed)
            return Way(
                part,
                handed.At,
                BroughtOut.PerhapsByItself,
                $"hands the deploy of {part.Name} over with {handed.Means.Name}; what happens there is not in this repository"
            );
        if (own.Find(act => act.Broken is null && act.Stage is ForStage.Chosen) is { } chosen && elsewhere is not null)
            return Way(
                part,
                chosen.At,
                BroughtOut.PerhapsByItself,
                $"deploys {part.Name} to an environment that is chosen, while {elsewhere.At.Path} is for {elsewhere.Name}: which of them is production is open"
            );
        return own.Find(act => act.Broken is null && act.Means.Manner is Manner.Infrastructure) is { } infrastructure
            ? Way(
                part,
                infrastructure.At,
                BroughtOut.PerhapsByItself,
                $"applies the infrastructure with {infrastructure.Means.Name}; whether a new version of {part.Name} comes with it is open"
            )
            : null;
    }

    WayToProduction? ByHand(Deployable part, ImmutableArray<HostMark> hosts)
    {
        var all = typed.Where(one => one.Parts.Contains(part)).Select(one => one.Act).ToList();
        if (hosts.Length > 0)
            all.RemoveAll(act => !act.InScript && hosts.All(mark => mark.Host != act.Means.Host));
        else if (
            !all.Exists(act => act.InScript)
            && all.Select(act => act.Means.Host is Hosting.Unknown ? (object)act.Means.Name : act.Means.Host).Distinct().Count()
                is var count
            && count >= ManyHosts
        )
            return Way(
                part,
                all[0].At,
                BroughtOut.Unknown,
                $"is one of {count} ways that the documents offer for {part.Name}: which one is used is open"
            );
        var typedBy = all.OrderBy(act => act.InScript ? 0 : 1).FirstOrDefault();
        if (
            typedBy is { InScript: false, Means.Host: not Hosting.Unknown }
            && known.Documents.FirstOrDefault(document => document.At.Path == typedBy.At.Path) is { } guide
            && HostMarks.LineOfConnection(guide) is { } line
        )
            return Way(
                part,
                typedBy.At,
                BroughtOut.PerhapsByItself,
                $"deploys {part.Name} with {typedBy.Means.Name}, while line {line} speaks of a host that follows the repository: which of them is used is open"
            );
        return typedBy is { } act
            ? Way(
                part,
                act.At,
                act.Means.Manner is Manner.Ftp ? BroughtOut.ByFtp : BroughtOut.ByHand,
                act.Means.Manner is Manner.Ftp
                    ? $"puts {part.Name} on its server over FTP, with {act.Means.Name}"
                    : $"deploys {part.Name} by hand, with {act.Means.Name}"
            )
            : null;
    }

    WayToProduction Open(Deployable part, ImmutableArray<HostMark> hosts)
    {
        if (hosts.FirstOrDefault(mark => mark.SwitchedOff) is { } off)
            return Way(
                part,
                off.At,
                BroughtOut.PerhapsByItself,
                $"tells {off.Name} not to follow the repository, and nothing here deploys {part.Name}"
            );
        if (hosts.FirstOrDefault() is { } mark)
            return Way(
                part,
                mark.At,
                BroughtOut.PerhapsByItself,
                $"shows that {part.Name} runs on {mark.Name}, not that {mark.Name} is connected to the repository"
            );
        if (part.Stack is Stack.SupabaseFunctions)
            return Way(
                part,
                part.At,
                BroughtOut.PerhapsByItself,
                "is deployed by no pipeline; whether Supabase is connected to the repository is open"
            );
        return
            acts.FirstOrDefault(one => one.Act.Stage is ForStage.Trial && one.Act.Broken is null && one.Parts.Contains(part))
                is { Act: { } trial }
            ? Way(part, trial.At, BroughtOut.Unknown, $"deploys {part.Name} to try it out; how it gets to production is not shown")
            : Way(part, part.At, BroughtOut.Unknown, $"is {part.Name}, and nothing here shows how it gets to production");
    }

    /// <summary>Deploys that cannot work although another way does, and deploys that race each other.</summary>
    public IEnumerable<DeployFlaw> Flaws()
    {
        var settled = parts.Select(part => (Part: part, Way: Of(part))).ToList();
        foreach (var (act, brought) in acts)
            if (
                act is { Stage: not ForStage.Trial, NeverStarts: false, Broken: var (at, says) }
                && settled.TrueForAll(one => one.Way.BroughtOut is not BroughtOut.Broken || one.Way.At != at)
            )
                yield return new(at, DeployFlawKind.CannotDeploy, says);
        foreach (var race in Races().DistinctBy(flaw => flaw.At))
            yield return race;
    }

    IEnumerable<DeployFlaw> Races()
    {
        foreach (var part in parts)
        {
            var pushed = ActsOf(part)
                .Where(act =>
                    act is { Broken: null, Unsure: null, Stage: ForStage.Production, Run: not null, Means.Manner: Manner.Release }
                    && act.Means.Host is not Hosting.Unknown
                    && act.When.On(Occasions.DefaultBranch)
                    && act.Run.Pipeline.Triggers.All(trigger => trigger.Paths.IsAny)
                    && !Waits(act)
                )
                .ToList();
            foreach (var group in pushed.GroupBy(act => act.Means.Host))
                if (group.DistinctBy(act => act.Run!.Pipeline.At.Path).ToList() is [var first, var second, ..])
                    yield return new(
                        second.At,
                        DeployFlawKind.Races,
                        $"deploys {part.Name} from the same push as {first.At}, and neither waits for the other"
                    );
        }
    }

    /// <summary>A lock of the pipeline, or an environment, may keep two runs apart.</summary>
    bool Waits(DeployAct act) =>
        sources.Tree.Find(act.Run!.Pipeline.At.Path) is not { } file || file.Text.Contains("concurrency:", StringComparison.Ordinal);

    static WayToProduction Way(Deployable part, Location at, BroughtOut how, string because) =>
        new(at, part.Name)
        {
            PartIdentity = part.Identity,
            BroughtOut = how,
            Because = because,
        };

    static string Moment(DeployAct act) =>
        act.When.MayBeOn(Occasions.DefaultBranch) ? "on each push to the default branch"
        : act.When.MayBeOn(Occasions.Release) ? "for each release"
        : act.When.MayBeOn(Occasions.AfterPipeline) ? "after another pipeline"
        : act.When.MayBeOn(Occasions.OtherBranch) && act.Run is { } run && Stages.BranchesOf(run) is [var branch, ..]
            ? $"on each push to {branch}"
        : act.When.MayBeOn(Occasions.ByHand) ? "at the press of a button"
        : act.When.MayBeOn(Occasions.Schedule) ? "on a schedule"
        : "by itself";
}
