namespace Shipworthy.Code.Tests;

public sealed class JavaScriptTests
{
    [Fact]
    public void ACallHasCalleeAndArguments() =>
        Outline
            .Of(Some.TypeScript("""app.use(cors({ origin: "*", ...more }))"""))
            .ShouldBe(
                """
                Statement: Call
                  Callee: Member use
                    Receiver: Name app
                  Argument: Call
                    Callee: Name cors
                    Argument: Object
                      Element: Property origin
                        Value: Literal 'string' "*"
                      Element: Spread
                        Value: Name more
                """
            );
}
