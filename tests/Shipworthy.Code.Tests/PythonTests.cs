using Shipworthy.Syntax;

namespace Shipworthy.Code.Tests;

public sealed class PythonTests
{
    [Fact]
    public void AssigningToANameDeclaresIt() =>
        Python("""key = os.getenv("SECRET_KEY", "dev")""")
            .ShouldBe(
                """
                Statement: Variable key '='
                  Value: Call
                    Callee: Member getenv
                      Receiver: Name os
                    Argument: Literal 'string' "SECRET_KEY"
                    Argument: Literal 'string' "dev"
                """
            );

    [Fact]
    public void AFieldOfAClassIsAPropertyWithItsType() =>
        Python("class Settings(BaseSettings):\n    origins: list[str] = [\"https://a.example\"]\n")
            .ShouldBe(
                """
                Statement: Class Settings 'class'
                  Base: Name BaseSettings
                  Element: Property origins '='
                    Type: Type list
                      Type: Type str
                    Value: Array
                      Element: Literal 'string' "https://a.example"
                """
            );

    [Fact]
    public void DecoratorsAndDefaultsBelongToTheFunction() =>
        Python("@app.get(\"/me\")\nasync def me(user: User = Depends(current_user), *rest, **more):\n    return user\n")
            .ShouldBe(
                """
                Statement: Function me 'def' [Async]
                  Decorator: Decorator get
                    Value: Call
                      Callee: Member get
                        Receiver: Name app
                      Argument: Literal 'string' "/me"
                  Parameter: Parameter user
                    Type: Type User
                    Default: Call
                      Callee: Name Depends
                      Argument: Name current_user
                  Parameter: Parameter rest '*'
                  Parameter: Parameter more '**'
                  Body: Block
                    Statement: Return
                      Value: Name user
                """
            );

    [Fact]
    public void ImportsBindWhatPythonBinds() =>
        Python("import os.path\nimport numpy as np\nfrom .config import settings as s\nfrom .all import *\n")
            .ShouldBe(
                """
                Statement: Import os
                  Element: Imported os = *
                Statement: Import os.path
                Statement: Import numpy
                  Element: Imported np = *
                Statement: Import .config
                  Element: Imported s = settings
                Statement: Import .all
                  Element: Imported *
                """
            );

    [Fact]
    public void AFormattedStringIsATemplate() =>
        Python("""f"SELECT {name}\n" "end" """)
            .ShouldBe(
                """
                Statement: Template
                  Element: Literal 'string' "SELECT "
                  Element: Name name
                  Element: Literal 'string' "\n"
                  Element: Literal 'string' "end"
                """
            );

    [Fact]
    public void AComprehensionIsALoop() =>
        Python("[load(x) for x in ids if x]")
            .ShouldBe(
                """
                Statement: Array 'comprehension'
                  Element: Loop 'in'
                    Target: Variable x
                    Source: Name ids
                    Body: Branch
                      Condition: Name x
                      Then: Call
                        Callee: Name load
                        Argument: Name x
                """
            );

    [Fact]
    public void ElifIsABranchInsideElse() =>
        Python("if a:\n    f()\nelif not b is None:\n    g()\nelse:\n    h()\n")
            .ShouldBe(
                """
                Statement: Branch
                  Condition: Name a
                  Then: Block
                    Statement: Call
                      Callee: Name f
                  Else: Branch
                    Condition: Unary 'not'
                      Value: Binary 'is'
                        Left: Name b
                        Right: Literal 'null'
                    Then: Block
                      Statement: Call
                        Callee: Name g
                    Else: Block
                      Statement: Call
                        Callee: Name h
                """
            );

    static string Python(string text) => Outline.Of(CodeFile.Parse("app.py", text).Root);
}
