using Shipworthy.Syntax;

namespace Shipworthy.Code.Tests;

public sealed class JavaScriptTests
{
    [Fact]
    public void ACallHasCalleeAndArguments() =>
        Draws(
            """app.use(cors({ origin: "*", ...more }))""",
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

    [Fact]
    public void AFunctionHasParametersWithTypesAndDefaults() =>
        Draws(
            """async function f<T>(a: Request, { b: c = 1, ...d }, e = 2, ...g: T[]): Promise<void> {}""",
            """
            Statement: Function f 'function' [Async]
              Generic: Type T
              Parameter: Parameter a
                Type: Type Request
              Parameter: Parameter
                Target: Object
                  Element: Property b
                    Value: Variable c
                      Default: Literal 'number' "1"
                  Element: Spread
                    Value: Variable d
              Parameter: Parameter e
                Default: Literal 'number' "2"
              Parameter: Parameter g '...'
                Type: Type '[]'
                  Type: Type T
              Type: Type Promise
                Type: Type void
              Body: Block
            """
        );

    [Fact]
    public void AClassHasDecoratorsBasesFieldsAndMethods() =>
        Draws(
            """
            @Controller("users")
            export class Users extends Base implements Role {
              private readonly size = 1;
              constructor(private db: Db) { super() }
              @Get(":id") @Public() static async find(@Param("id") id: string) {}
            }
            """,
            """
            Statement: Export
              Decorator: Decorator Controller
                Value: Call
                  Callee: Name Controller
                  Argument: Literal 'string' "users"
              Value: Class Users 'class'
                Base: Name Base
                Base: Type Role
                Element: Property size [Private, ReadOnly]
                  Value: Literal 'number' "1"
                Element: Function constructor 'constructor'
                  Parameter: Parameter db [Private]
                    Type: Type Db
                  Body: Block
                    Statement: Call
                      Callee: Name super
                Element: Function find 'method' [Async, Static]
                  Decorator: Decorator Get
                    Value: Call
                      Callee: Name Get
                      Argument: Literal 'string' ":id"
                  Decorator: Decorator Public
                    Value: Call
                      Callee: Name Public
                  Parameter: Parameter id
                    Decorator: Decorator Param
                      Value: Call
                        Callee: Name Param
                        Argument: Literal 'string' "id"
                    Type: Type string
                  Body: Block
            """
        );

    [Fact]
    public void EveryFormOfImportSaysWhatItBinds() =>
        Draws(
            """
            import "a";
            import b, { c as d, type E } from "b";
            import * as f from 'f';
            import g = require("g");
            import type { H } from "h";
            """,
            """
            Statement: Import a
            Statement: Import b
              Element: Imported b = default
              Element: Imported d = c
              Element: Imported E [TypeOnly]
            Statement: Import f
              Element: Imported f = *
            Statement: Import g
              Element: Imported g = *
            Statement: Import h [TypeOnly]
              Element: Imported H
            """
        );

    [Fact]
    public void EveryFormOfExportSaysWhatItOffers() =>
        Draws(
            """
            export const a = 1, b = 2;
            export default () => 3;
            export { a as c };
            export { d as e } from "d";
            export * from "f";
            export * as g from "g";
            """,
            """
            Statement: Export
              Value: Variable a 'const'
                Value: Literal 'number' "1"
              Value: Variable b 'const'
                Value: Literal 'number' "2"
            Statement: Export [Default]
              Value: Function '=>'
                Body: Literal 'number' "3"
            Statement: Export
              Element: Property c
                Value: Name a
            Statement: Export d
              Element: Imported e = d
            Statement: Export f
              Element: Imported *
            Statement: Export g
              Element: Imported g = *
            """
        );

    [Fact]
    public void WrappersThatChangeNoValueVanish() =>
        Draws(
            "const a = ((b as unknown as C)!.d satisfies E)",
            """
            Statement: Variable a 'const'
              Value: Member d
                Receiver: Name b
                Cast: Type unknown
                Cast: Type C
              Cast: Type E
            """
        );

    [Fact]
    public void ATemplateIsAStringUnlessItHoldsExpressions() =>
        Draws(
            """`a\n`; `a${b}c`; sql`select ${d}`""",
            """
            Statement: Literal 'string' "a\n"
            Statement: Template
              Element: Literal 'string' "a"
              Element: Name b
              Element: Literal 'string' "c"
            Statement: Call 'tag'
              Callee: Name sql
              Argument: Template
                Element: Literal 'string' "select "
                Element: Name d
            """
        );

    [Fact]
    public void ControlFlowKeepsItsParts() =>
        Draws(
            """
            for await (const a of b) { if (c) break; else continue }
            try { throw d } catch (e) { return } finally { await f?.() }
            switch (g) { case 1: h(); default: i++ }
            """,
            """
            Statement: Loop 'of' [Async]
              Target: Variable a 'const'
              Source: Name b
              Body: Block
                Statement: Branch
                  Condition: Name c
                  Then: Jump 'break'
                  Else: Jump 'continue'
            Statement: Try
              Body: Block
                Statement: Throw
                  Value: Name d
              Handler: Catch
                Parameter: Parameter e
                Body: Block
                  Statement: Return
              Finally: Block
                Statement: Await
                  Value: Call [Optional]
                    Callee: Name f
            Statement: Branch 'switch'
              Subject: Name g
              Case: Case
                Condition: Literal 'number' "1"
                Statement: Call
                  Callee: Name h
              Case: Case
                Statement: Assignment '++'
                  Target: Name i
            """
        );

    [Fact]
    public void AnElementHasAttributesAndContent() =>
        Outline
            .Of(Some.Tsx("""<Form.Item a="1" b={c} {...d} e>text {f} <br/></Form.Item>"""))
            .ShouldBe(
                """
                Statement: Element Form.Item
                  Callee: Member Item
                    Receiver: Name Form
                  Argument: Property a
                    Value: Literal 'string' "1"
                  Argument: Property b
                    Value: Name c
                  Argument: Spread
                    Value: Name d
                  Argument: Property e
                  Element: Literal 'string' "text"
                  Element: Name f
                  Element: Element br
                """
            );

    [Fact]
    public void WhatIsBrokenIsUnknownAndKeepsWhatIsInside()
    {
        var root = Some.TypeScript("const = ; app.use(cors()) }} )");
        root.Descendants(CodeKind.Unknown).ShouldNotBeEmpty();
        root.Descendants(CodeKind.Call).Select(call => call.Callee.Name).ShouldBe(["use", "cors"]);
    }

    [Fact]
    public void CommentsAreNoNodes()
    {
        var file = Some.File("a.ts", "f(/* one */ 1) // two");
        file.Comments.Select(span => file.Text[span.Start..span.End]).ShouldBe(["/* one */", "// two"]);
        file.Root.Descendants().Select(node => node.Kind).ShouldBe([CodeKind.Call, CodeKind.Name, CodeKind.Literal]);
    }

    [Theory]
    [InlineData("(", ")")]
    [InlineData("[", "]")]
    [InlineData("{a:", "}")]
    [InlineData("f(", ")")]
    [InlineData("<a>", "</a>")]
    [InlineData("!", "")]
    [InlineData("a?", ":0")]
    [InlineData("()=>{", "}")]
    public void DeepNestingEndsInUnknownNodes(string open, string close)
    {
        var text = "x = " + string.Concat(Enumerable.Repeat(open, 20_000)) + "1" + string.Concat(Enumerable.Repeat(close, 20_000));
        var file = Some.File("a.tsx", text);
        (file.NotParsed is not null || Depth(file) <= CodeFile.DeepestLevel).ShouldBeTrue();
    }

    static int Depth(CodeFile file)
    {
        var deepest = 0;
        var depths = new Dictionary<Syntax.Code, int> { [file.Root] = 0 };
        foreach (var node in file.Root.Descendants())
            deepest = Math.Max(deepest, depths[node] = depths[node.Parent] + 1);
        return deepest;
    }

    static void Draws(string text, string outline) => Outline.Of(Some.TypeScript(text)).ShouldBe(outline);
}
