namespace Shipworthy.Conventions;

/// <summary>What a convention test reports: everything that breaks it, at once.</summary>
static class Offenders
{
    /// <summary>Fails with all offenders when there are any.</summary>
    /// <param name="offenders">A place each, and what is wrong there where the convention does not say it.</param>
    /// <param name="convention">What must hold, as a sentence.</param>
    public static void ShouldBeNone(this IEnumerable<string> offenders, string convention)
    {
        var all = offenders.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (all.Count > 0)
            Assert.Fail($"{convention} Found {all.Count}:\n  {string.Join("\n  ", all)}");
    }
}
