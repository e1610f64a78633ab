namespace Shipworthy.Model;

public sealed partial class App
{
    /// <summary>Configurations that lead alerts to people, by how often those hear of one fault.</summary>
    public Facts<AlertRouting> AlertRoutings => Of<AlertRouting>();
}

/// <summary>A configuration that leads alerts to people.</summary>
/// <param name="At">Its first route.</param>
/// <param name="Name">The file.</param>
public sealed record AlertRouting(Location At, string Name) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"alert-routing:{At.Path}";

    /// <summary>Whether alerts of one fault are told together.</summary>
    public bool Groups { get; init; }

    /// <summary>The shortest time in minutes after which an alert that lasts is told again; null where the default of hours holds.</summary>
    public double? RepeatsAfter { get; init; }
}
