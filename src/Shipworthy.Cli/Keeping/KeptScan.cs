using Shipworthy.Checks;
using Shipworthy.Extractors;
using Shipworthy.Extractors.Reading;
using Shipworthy.Model;

namespace Shipworthy.Cli.Keeping;

/// <summary>
/// The verdicts of an earlier scan of the very same input by the very same build. Statements, waivers and causes are no part of it: they are
/// worked out anew, since they depend on the day and on the settings.
/// </summary>
/// <param name="Target">What was examined.</param>
/// <param name="Results">The verdicts of the checks that were asked for, as the app alone gives them.</param>
sealed record KeptScan(Target Target, ImmutableArray<CheckResult> Results)
{
    /// <summary>What was kept for this input and these checks; null when there is nothing, or it is damaged.</summary>
    public static KeptScan? Find(ScanInput input, ImmutableArray<Check> checks)
    {
        var pack = Pack(input);
        if (!pack.IsOn || !pack.TryGet(Key(input, "target"), out var kept) || KeptBytes.TargetIn(kept) is not { } target)
            return null;
        var results = ImmutableArray.CreateBuilder<CheckResult>(checks.Length);
        foreach (var check in checks)
        {
            if (!pack.TryGet(Key(input, check.Id), out var bytes) || KeptBytes.VerdictIn(bytes) is not { } verdict)
                return null;
            results.Add(new(check, verdict));
        }
        return new(target with { Dirty = input.IsDirty }, results.MoveToImmutable());
    }

    /// <summary>Keeps the verdicts of a scan in which nothing went wrong and nothing gave up.</summary>
    public static void Keep(ScanInput input, ScanResult scan, ImmutableArray<CheckResult> results)
    {
        var pack = Pack(input);
        var isWhole = scan.App.History.All(state => state.Completeness is Completeness.Complete or Completeness.NotLookedAt);
        if (!pack.IsOn || !isWhole || input.GaveUp)
            return;
        pack.Put(Key(input, "target"), KeptBytes.Of(scan.Target));
        foreach (var (check, verdict) in results)
            pack.Put(Key(input, check.Id), KeptBytes.Of(verdict));
        pack.Save();
    }

    static CachePack Pack(ScanInput input) => input.Sources.Cache.Pack("verdicts");

    /// <summary>Who judges and who writes the verdicts down. The cache itself tells apart only the builds that read.</summary>
    static readonly string builds = $"{typeof(Checklist).Module.ModuleVersionId:N} {typeof(KeptBytes).Module.ModuleVersionId:N}";

    static string Key(ScanInput input, string part) => $"{input.Name} {builds} {part}";
}
