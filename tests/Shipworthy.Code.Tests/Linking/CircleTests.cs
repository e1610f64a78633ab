using Shipworthy.Syntax;

namespace Shipworthy.Code.Tests.Linking;

public sealed class CircleTests
{
    [Fact]
    public void WhoeverFollowsACircleWithoutCountingGetsAnErrorAndTheProcessLives()
    {
        var code = Some.Base(("a.ts", "function own(left) { return own(left - 1); } own(9)"));
        var call = code.Find("a.ts")!.Root.Descendants(CodeKind.Call).Last();
        int Steps(Syntax.Code one) => 1 + Steps(code.Target(one).Body.Descendants(CodeKind.Return).First()[Part.Value]);
        Should.Throw<InsufficientExecutionStackException>(() => Steps(call));
    }
}
