using Shipworthy.Syntax;

namespace Shipworthy.Code.Tests;

public sealed class CSharpTests
{
    [Fact]
    public void ATopLevelCallHasItsLambda() =>
        CSharp("""builder.Services.AddCors(options => options.AddPolicy("web", p => p.WithOrigins("https://a.example")));""")
            .ShouldBe(
                """
                Statement: Call
                  Callee: Member AddCors
                    Receiver: Member Services
                      Receiver: Name builder
                  Argument: Function '=>'
                    Parameter: Parameter options
                    Body: Call
                      Callee: Member AddPolicy
                        Receiver: Name options
                      Argument: Literal 'string' "web"
                      Argument: Function '=>'
                        Parameter: Parameter p
                        Body: Call
                          Callee: Member WithOrigins
                            Receiver: Name p
                          Argument: Literal 'string' "https://a.example"
                """
            );

    [Fact]
    public void ANullConditionalChainIsAChainOfMembers() =>
        CSharp("var x = a?.B?.C(1) ?? d;")
            .ShouldBe(
                """
                Statement: Variable x 'var'
                  Value: Binary '??'
                    Left: Call
                      Callee: Member C [Optional]
                        Receiver: Member B [Optional]
                          Receiver: Name a
                      Argument: Literal 'number' "1"
                    Right: Name d
                """
            );

    [Fact]
    public void AttributesFieldsAndPropertiesAreParts() =>
        CSharp(
                """
                namespace Shop;
                [ApiController, Route("api/[controller]")]
                public sealed class OrdersController(ShopContext db) : ControllerBase
                {
                    private readonly string _key = "k";
                    public int Size { get; set; } = 3;
                    [HttpGet(Name = "all")] public async Task<List<Order>> All() => await db.Orders.ToListAsync();
                }
                """
            )
            .ShouldBe(
                """
                Statement: Module Shop 'file'
                Statement: Class OrdersController 'class' [Public]
                  Decorator: Decorator ApiController
                    Value: Name ApiController
                  Decorator: Decorator Route
                    Value: Call
                      Callee: Name Route
                      Argument: Literal 'string' "api/[controller]"
                  Parameter: Parameter db
                    Type: Type ShopContext
                  Base: Name ControllerBase
                  Element: Property _key [Private, ReadOnly]
                    Type: Type string
                    Value: Literal 'string' "k"
                  Element: Property Size [Public]
                    Type: Type int
                    Element: Function 'get'
                    Element: Function 'set'
                    Value: Literal 'number' "3"
                  Element: Function All 'method' [Async, Public]
                    Decorator: Decorator HttpGet
                      Value: Call
                        Callee: Name HttpGet
                        Argument: Argument Name
                          Value: Literal 'string' "all"
                    Type: Type Task
                      Type: Type List
                        Type: Type Order
                    Body: Await
                      Value: Call
                        Callee: Member ToListAsync
                          Receiver: Member Orders
                            Receiver: Name db
                """
            );

    [Fact]
    public void StringsAreTheirValues() =>
        CSharp(
                """"
                var a = @"c:\x""y";
                var b = $"hi {name}!";
                var c = """
                  raw
                    text
                  """;
                """"
            )
            .ShouldBe(
                """
                Statement: Variable a 'var'
                  Value: Literal 'string' "c:\x"y"
                Statement: Variable b 'var'
                  Value: Template
                    Element: Literal 'string' "hi "
                    Element: Name name
                    Element: Literal 'string' "!"
                Statement: Variable c 'var'
                  Value: Literal 'string' "raw\n  text"
                """
            );

    [Fact]
    public void UsingsAreImports() =>
        CSharp("global using System.Linq;\nusing static System.Math;\nusing Db = Shop.Data.Context;\n")
            .ShouldBe(
                """
                Statement: Import System.Linq 'global'
                Statement: Import System.Math [Static]
                Statement: Import Shop.Data.Context
                  Element: Imported Db = *
                """
            );

    [Fact]
    public void ASwitchExpressionHasCasesWithValues() =>
        CSharp("var x = state switch { State.On when ready => 1, not null => 2, _ => throw new E() };")
            .ShouldBe(
                """
                Statement: Variable x 'var'
                  Value: Branch 'switch'
                    Subject: Name state
                    Case: Case
                      Condition: Member On
                        Receiver: Name State
                      Condition: Name ready
                      Value: Literal 'number' "1"
                    Case: Case
                      Condition: Unary 'not'
                        Value: Literal 'null'
                      Value: Literal 'number' "2"
                    Case: Case
                      Condition: Name _
                      Value: Throw
                        Value: New
                          Callee: Name E
                """
            );

    static string CSharp(string text) => Outline.Of(CodeFile.Parse("App.cs", text).Root);
}
