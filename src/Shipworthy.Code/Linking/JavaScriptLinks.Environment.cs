namespace Shipworthy.Syntax.Linking;

sealed partial class JavaScriptLinks
{
    /// <summary>Reads of the environment in Node, Bun, Deno and bundlers.</summary>
    public override Value? Special(Code expression, Func<Code, Value> valueOf) =>
        expression.Kind switch
        {
            CodeKind.Name when expression.Name is "undefined" => new Value.Nothing { Origin = expression },
            CodeKind.Member when expression.DottedName is "process.env" or "import.meta.env" or "Bun.env" or "globalThis.process.env" =>
                new Value.Environment { Origin = expression },
            CodeKind.Call when expression.Callee.DottedName is "Deno.env.get" => valueOf(expression.ArgumentAt(0)) is Value.Text name
                ? new Value.FromEnvironment(name.Content) { Origin = expression }
                : null,
            CodeKind.Call when expression.Callee.DottedName is "Deno.env.toObject" => new Value.Environment { Origin = expression },
            _ => null,
        };
}
