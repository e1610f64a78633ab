using Shipworthy.Syntax;

namespace Shipworthy.Code.Tests.Linking;

public sealed class DefinitionTests
{
    [Theory]
    [InlineData("""export function run() {}""", """import { run } from "./b"; run()""")]
    [InlineData("""export default function run() {}""", """import go from "./b"; go()""")]
    [InlineData("""const run = () => 1; export { run as go }""", """import { go } from "./b"; go()""")]
    [InlineData("""exports.run = function () {}""", """const b = require("./b"); b.run()""")]
    [InlineData("""function run() {} module.exports = { run }""", """const { run } = require("./b"); run()""")]
    [InlineData("""export class Service { run() {} }""", """import { Service } from "./b"; const s = new Service(); s.run()""")]
    [InlineData(
        """export class Service { run() {} }""",
        """import { Service } from "./b"; class A { constructor(private s: Service) {} f() { this.s.run() } }"""
    )]
    [InlineData("""export const service = { run() {} }""", """import * as b from "./b"; b.service.run()""")]
    public void ACallFindsItsFunctionInAnotherFile(string there, string here)
    {
        var code = Some.Base(("b.ts", there), ("a.ts", here));
        var target = code.Target(code.Find("a.ts")!.Root.Descendants(CodeKind.Call).Last());
        (target.Exists ? (target.Kind, target.File.Path) : default).ShouldBe((CodeKind.Function, "b.ts"));
    }
}
