using System.Text.RegularExpressions;
using Shipworthy.Extractors;

namespace Shipworthy.Conventions;

/// <summary>What learns about an app says in its name what it learns, and where.</summary>
public sealed partial class ExtractorTests
{
    [Fact]
    public void AnExtractorIsNamedAfterWhatItLearnsAndWhere() =>
        AllExtractors
            .All.Select(extractor => extractor.GetType().Name)
            .Where(name => !WhatInWhere.IsMatch(name))
            .ShouldBeNone("An extractor is <What>In<Where>, such as CorsInExpress.");

    [Fact]
    public void ACombinerIsNamedAfterWhatFollowsForWhom() =>
        AllCombiners
            .All.Select(combiner => combiner.GetType().Name)
            .Where(name => !WhatOfWhom.IsMatch(name))
            .ShouldBeNone("A combiner is <What>Of<Whom>, such as CorsPoliciesOfDeployables.");

    [Fact]
    public void WhateverLearnsSaysWhatItTeaches() =>
        AllExtractors
            .All.Select(extractor => (extractor.GetType().Name, extractor.Teaches))
            .Concat(AllCombiners.All.Select(combiner => (combiner.GetType().Name, combiner.Teaches)))
            .Where(one => one.Teaches.IsDefaultOrEmpty || one.Teaches.Any(kind => !kind.IsSubclassOf(typeof(Fact)) || kind.IsAbstract))
            .Select(one => one.Name)
            .ShouldBeNone("An extractor names the kinds of fact that it teaches, so that a broken one costs these and no others.");

    [GeneratedRegex(@"^\p{Lu}\w+In\p{Lu}\w+$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WhatInWhere { get; }

    [GeneratedRegex(@"^\p{Lu}\w+Of\p{Lu}\w+$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WhatOfWhom { get; }
}
