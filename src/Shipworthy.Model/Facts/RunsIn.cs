namespace Shipworthy.Model;

/// <summary>Where a setting holds (rubric T4). Only control flow and the name of a settings file prove it; what the setting calls itself proves nothing.</summary>
public enum RunsIn
{
    /// <summary>A condition stands around it that could not be decided; it counts as production.</summary>
    Unknown,

    /// <summary>Nothing restricts it, so production has it too.</summary>
    Everywhere,

    /// <summary>Only production has it.</summary>
    Production,

    /// <summary>Production never has it: a branch for development, <c>appsettings.Development.json</c>.</summary>
    OutsideProduction,
}

/// <summary>Questions to <see cref="RunsIn"/>.</summary>
public static class RunsIns
{
    extension(RunsIn runsIn)
    {
        /// <summary>Whether production has to be judged by it.</summary>
        public bool ReachesProduction =>
            runsIn switch
            {
                RunsIn.Unknown or RunsIn.Everywhere or RunsIn.Production => true,
                RunsIn.OutsideProduction => false,
            };
    }
}
