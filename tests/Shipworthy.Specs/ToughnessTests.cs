namespace Shipworthy.Specs;

/// <summary>
/// No input may stop a scan, and the number of hands may not change what it says. A bounded run; a longer one is
/// <c>dotnet run --project tests/Shipworthy.Specs -- mangle MINUTES</c>.
/// </summary>
public sealed class ToughnessTests
{
    const int apps = 150;

    [Fact]
    public void DamagedAppsAreScannedToTheEndAndTheSameWithEveryNumberOfHands()
    {
        ImmutableArray<SpecCase> specs = [.. SpecFolder.Cases("")];
        var wrong = Enumerable
            .Range(1, apps)
            .AsParallel()
            .WithDegreeOfParallelism(Environment.ProcessorCount)
            .SelectMany(number => MangledApp.Try(number, specs))
            .ToList();
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void NamesThatLeadToManyNamesAreFollowedToAnEnd()
    {
        var wrong = TangledApp.Kinds.SelectMany(kind => MangledApp.Try(kind, folder => TangledApp.Make(folder, kind))).ToList();
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void ValuesThatLeadBackToThemselvesAreFollowedToAnEnd()
    {
        var wrong = CircularApp.Kinds.SelectMany(kind => MangledApp.Try(kind, folder => CircularApp.Make(folder, kind))).ToList();
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    /// <summary>Writes the app of a number into a folder, to look at.</summary>
    internal static int LayOut(int number, string folder)
    {
        MangledApp.Make(folder, number, [.. SpecFolder.Cases("")]);
        return 0;
    }

    /// <summary>Tries new apps until the time is over, and prints what goes wrong with the number that makes it again.</summary>
    /// <param name="from">The number of the first; any if left out.</param>
    internal static int Run(double minutes, int? from)
    {
        ImmutableArray<SpecCase> specs = [.. SpecFolder.Cases("")];
        var since = System.Diagnostics.Stopwatch.StartNew();
        var (tried, wrong) = (0, 0);
        var first = from ?? Random.Shared.Next(1_000_000, int.MaxValue / 2);
        Parallel.For(
            0,
            int.MaxValue / 4,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            (i, loop) =>
            {
                if (since.Elapsed.TotalMinutes > minutes)
                    loop.Stop();
                else
                    foreach (var line in MangledApp.Try(first + i, specs))
                    {
                        Interlocked.Increment(ref wrong);
                        Console.WriteLine(line);
                    }
                Interlocked.Increment(ref tried);
            }
        );
        Console.WriteLine($"{tried} damaged apps from number {first}, {wrong} went wrong");
        return wrong == 0 ? 0 : 1;
    }
}
