namespace Shipworthy.Conventions;

/// <summary>One stem names the source of a check, its specs and its page.</summary>
public sealed class StemTests
{
    [Fact]
    public void EveryCheckHasSpecs() =>
        Checklist
            .Checks.Where(check => !Repository.FilesIn($"specs/{ChecklistTests.Folder(check)}", ".md").Any())
            .Select(check => $"specs/{ChecklistTests.Folder(check)}/")
            .ShouldBeNone("A check has specs.");

    [Fact]
    public void NoSpecIsOrphaned() =>
        Repository
            .FilesIn("specs")
            .Where(path =>
                !Checklist.Checks.Any(check => path.StartsWith($"specs/{ChecklistTests.Folder(check)}/", StringComparison.Ordinal))
            )
            .ShouldBeNone("A spec stands in specs/<area>/<id>-<Name>/ of a check.");

    [Fact]
    public void NoPageIsOrphaned() =>
        Repository
            .FilesIn("docs/checks")
            .Except(Checklist.Checks.Select(check => $"docs/checks/{ChecklistTests.Stem(check)}.md"), StringComparer.Ordinal)
            .ShouldBeNone("A page in docs/checks bears the stem of a check.");
}
