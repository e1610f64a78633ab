using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Pipelines.GitHub;

namespace Shipworthy.Extractors.Tests.Pipelines;

public sealed class GitHubExpressionTests
{
    [Theory]
    [InlineData("", true)]
    [InlineData("github.event_name == 'pull_request'", true)]
    [InlineData("${{ github.event_name != 'push' }}", true)]
    [InlineData("github.event_name == 'push' && github.ref == 'refs/heads/main'", false)]
    [InlineData("github.ref == 'refs/heads/main' || github.event_name == 'pull_request'", true)]
    [InlineData("github.base_ref == 'main'", true)]
    [InlineData("github.repository == 'somebody/else'", true)]
    [InlineData("!github.event.pull_request.draft", true)]
    [InlineData("startsWith(github.ref, 'refs/tags/')", false)]
    [InlineData("contains(github.event.head_commit.message, '[skip ci]')", false)]
    [InlineData("always() && (success() || failure())", true)]
    [InlineData("failure()", false)]
    [InlineData("vars.TESTS == 'on'", null)]
    [InlineData("vars.TESTS == 'on' && github.event_name == 'push'", false)]
    [InlineData("vars.TESTS == 'on' || github.event_name == 'pull_request'", true)]
    [InlineData("needs.build.result == 'success'", true)]
    [InlineData("matrix.experimental", false)]
    [InlineData("fromJSON('true')", true)]
    [InlineData("github['event_name'] == 'pull_request'", true)]
    [InlineData("false", false)]
    public void OnAPullRequest(string expression, bool? expected)
    {
        var context = new GitHubContext(Occasions.ProposedChange, "pull_request", new DefaultBranch("main"))
        {
            Matrix = ImmutableDictionary<string, string>.Empty.SetItem("experimental", "false"),
        };
        GitHubExpression.Holds(expression, context.LookUp).ShouldBe(expected);
    }

    [Theory]
    [InlineData("(((")]
    [InlineData("==")]
    [InlineData("a(b(c(")]
    [InlineData("'open")]
    [InlineData("&& ||")]
    public void BrokenExpressionsAreNotKnown(string expression) => Should.NotThrow(() => GitHubExpression.Holds(expression, _ => null));

    [Fact]
    public void DeepExpressionsEnd() => Should.NotThrow(() => GitHubExpression.Holds(new string('(', 50_000), _ => null));

    [Fact]
    public void TextsAreFilledInAsFarAsTheyAreKnown()
    {
        var context = new GitHubContext(Occasions.ProposedChange, "pull_request", new DefaultBranch("main"))
        {
            Inputs = ImmutableDictionary<string, string>.Empty.SetItem("suite", "unit"),
        };
        context.Replaced("npm run ${{ inputs.suite }} -- ${{ secrets.KEY }}").ShouldBe("npm run unit -- ${{ secrets.KEY }}");
    }
}
