using System.Text;
using Shipworthy.Checks;
using Shipworthy.Extractors;

namespace Shipworthy.Specs;

/// <summary>Judges the app of a case and writes the verdict as specs show it.</summary>
static class SpecVerdict
{
    /// <summary>The rendered verdict.</summary>
    public static string Of(SpecCase spec)
    {
        using var app = SpecApp.Make(spec);
        var check = Checklist.Find(spec.Check) ?? throw new FormatException($"{spec.File}: there is no check {spec.Check}");
        var scan = Scan.Of(
            app.Root,
            new()
            {
                Jobs = 1,
                Advisories = app.Advisories,
                OnDemand = !spec.LearnsAll,
            }
        );
        var text = Render(check.Judge(scan.App));
        if (scan.Broken.Length > 0)
            return $"broken extractors: {string.Join(", ", scan.Broken.Select(one => $"{one.Extractor}: {one.Error}"))}";
        foreach (var secret in app.Secrets)
            if (text.Contains(secret, StringComparison.Ordinal))
                return "the verdict prints a secret";
        return text;
    }

    static string Render(Verdict verdict)
    {
        var kind = verdict.Kind switch
        {
            VerdictKind.NotApplicable => "not-applicable",
            VerdictKind.Pass => "pass",
            VerdictKind.Unproven => "unproven",
            VerdictKind.Fail => "fail",
        };
        var text = new StringBuilder($"{kind}  {verdict.Because}");
        foreach (var finding in verdict.Findings)
            text.Append('\n').Append($"  {finding.At}  {Mark(finding)}{finding.Says}");
        return text.ToString();
    }

    static string Mark(Finding finding) =>
        finding.Outcome switch
        {
            Outcome.Fail => $"{finding.Severity.ToString()!.ToLowerInvariant()}  {finding.Rule?.Id}  ",
            Outcome.Unproven => "unproven  ",
            Outcome.Note => "note  ",
            Outcome.Pass => "",
        };
}
