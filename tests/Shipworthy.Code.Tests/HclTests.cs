using Shipworthy.Syntax;

namespace Shipworthy.Code.Tests;

public sealed class HclTests
{
    [Fact]
    public void ABlockHasLabelsAttributesAndBlocks() =>
        Draws(
            """
            # The database.
            resource "aws_db_instance" "main" {
              engine  = "postgres" // not MySQL
              backup { days = 7 }
            }
            """,
            """
            Statement: Block resource
              Argument: Literal 'string' "aws_db_instance"
              Argument: Literal 'string' "main"
              Element: Property engine
                Value: Literal 'string' "postgres"
              Element: Block backup
                Element: Property days
                  Value: Literal 'number' "7"
            """
        );

    [Fact]
    public void OperatorsBindAsTheSpecificationSays() =>
        Draws(
            "a = !b && c + 1 * 2 >= 3 ? -d : (e || f)",
            """
            Statement: Property a
              Value: Conditional
                Condition: Binary '&&'
                  Left: Unary '!'
                    Value: Name b
                  Right: Binary '>='
                    Left: Binary '+'
                      Left: Name c
                      Right: Binary '*'
                        Left: Literal 'number' "1"
                        Right: Literal 'number' "2"
                    Right: Literal 'number' "3"
                Then: Unary '-'
                  Value: Name d
                Else: Binary '||'
                  Left: Name e
                  Right: Name f
            """
        );

    [Fact]
    public void TraversalsAreMembersAndIndexes() =>
        Draws(
            """a = aws_subnet.public[*].id[0].tags["Name"].0""",
            """
            Statement: Property a
              Value: Index
                Receiver: Index Name
                  Receiver: Member tags
                    Receiver: Index
                      Receiver: Member id
                        Receiver: Member *
                          Receiver: Member public
                            Receiver: Name aws_subnet
                      Key: Literal 'number' "0"
                  Key: Literal 'string' "Name"
                Key: Literal 'number' "0"
            """
        );

    [Fact]
    public void CollectionsSpanLines() =>
        Draws(
            """
            a = merge(
              { b = [1,
                2], "c" : true, (d) = null },
              e...,
            )
            """,
            """
            Statement: Property a
              Value: Call
                Callee: Name merge
                Argument: Object
                  Element: Property b
                    Value: Array
                      Element: Literal 'number' "1"
                      Element: Literal 'number' "2"
                  Element: Property c
                    Value: Literal 'true'
                  Element: Property
                    Key: Name d
                    Value: Literal 'null'
                Argument: Spread
                  Value: Name e
            """
        );

    [Fact]
    public void AForExpressionIsALoop() =>
        Draws(
            """a = { for k, v in var.b : k => v... if v != "" }""",
            """
            Statement: Property a
              Value: Loop 'for'
                Target: Variable k
                Target: Variable v
                Source: Member b
                  Receiver: Name var
                Key: Name k
                Body: Spread
                  Value: Name v
                Condition: Binary '!='
                  Left: Name v
                  Right: Literal 'string' ""
            """
        );

    [Fact]
    public void ATemplateKeepsItsExpressions() =>
        Draws(
            """
            a = "x-${upper("${b}")}-$${c}\n%{ if d ~}e%{ endif }"
            """,
            """
            Statement: Property a
              Value: Template
                Element: Literal 'string' "x-"
                Element: Call
                  Callee: Name upper
                  Argument: Template
                    Element: Name b
                Element: Literal 'string' "-${c}\n"
                Element: Name d
                Element: Literal 'string' "e"
            """
        );

    [Fact]
    public void AHeredocIsAStringWithoutItsIndentation() =>
        Draws(
            """
            a = <<-EOT
                one
                  two "three"
              EOT
            b = 1
            """,
            """
            Statement: Property a
              Value: Literal 'string' "one\n  two \"three\"\n"
            Statement: Property b
              Value: Literal 'number' "1"
            """.Replace("\\\"", "\"", StringComparison.Ordinal)
        );

    [Fact]
    public void WhatIsBrokenIsUnknownAndTheRestIsRead()
    {
        var root = Some.File("a.tf", "a = [1, @]\n???\nb {\n c = 1 2\n d = 3\n}\n} e = 4").Root;
        root.Descendants(CodeKind.Property).Select(property => property.Name).ShouldBe(["a", "c", "d", "e"]);
        root.Descendants(CodeKind.Unknown).Count().ShouldBe(4);
    }

    [Theory]
    [InlineData("(")]
    [InlineData("[")]
    [InlineData("{")]
    [InlineData("{a=")]
    [InlineData("f(")]
    [InlineData("!")]
    [InlineData("1+")]
    [InlineData("a?")]
    [InlineData("\"${")]
    [InlineData("[for a in ")]
    [InlineData("b { ")]
    [InlineData("<<A\n${")]
    public void DeepNestingEndsInUnknownNodes(string open) =>
        Some.File("a.tf", "a = " + string.Concat(Enumerable.Repeat(open, 20_000))).Root.Descendants().ShouldNotBeEmpty();

    [Fact]
    public void AVariableHasWhatTheCallsOfItsModuleGive()
    {
        var code = Some.Base(
            ("main.tf", "module \"db\" {\n  source = \"./db\"\n  public = local.open\n}\nlocals {\n  open = false\n}"),
            ("db/main.tf", """resource "aws_db_instance" "a" { publicly_accessible = var.public }"""),
            ("db/variables.tf", """variable "public" { default = true }""")
        );
        code.ValueOf(code.Find("db/main.tf")!.Root.Descendants(CodeKind.Property).Single()[Part.Value]).AsTruth.ShouldBe(false);
    }

    [Fact]
    public void AVariableOfTheRootComesFromOutside()
    {
        var code = Some.Base(("main.tf", "a = var.size\nvariable \"size\" {\n  default = 3\n}"));
        var value = code.ValueOf(code.Files[0].Root.Property("a")[Part.Value]).ShouldBeOfType<Value.FromEnvironment>();
        (value.Variable, value.Default?.AsNumber).ShouldBe(("TF_VAR_size", 3));
    }

    static void Draws(string text, string outline) => Outline.Of(Some.File("a.tf", text).Root).ShouldBe(outline);
}
