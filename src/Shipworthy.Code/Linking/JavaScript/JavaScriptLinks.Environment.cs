namespace Shipworthy.Syntax.Linking.JavaScript;

sealed partial class JavaScriptLinks
{
    /// <summary>Reads of the environment in Node, Bun, Deno and bundlers, and through the libraries that check it.</summary>
    public override Value? Special(Code expression, Func<Code, Value> valueOf) =>
        expression.Kind switch
        {
            CodeKind.Name when expression.Name is "undefined" => new Value.Nothing(),
            CodeKind.Member when expression.DottedName is "process.env" or "import.meta.env" or "Bun.env" or "globalThis.process.env" =>
                new Value.Environment(),
            CodeKind.Member when expression.Name == "env" && Code.OriginOf(expression).Is("process", "env") => new Value.Environment(),
            CodeKind.Name when Code.OriginOf(expression).Is("process", "env") => new Value.Environment(),
            CodeKind.Call => OfCall(expression, valueOf),
            _ => null,
        };

    Value? OfCall(Code call, Func<Code, Value> valueOf)
    {
        switch (call.Callee.DottedName)
        {
            case "Deno.env.get":
                return valueOf(call.ArgumentAt(0)) is Value.Text name ? new Value.FromEnvironment(name.Content) : null;
            case "Deno.env.toObject":
                return new Value.Environment();
        }
        return
            call.Callee.Name
                is "parse"
                    or "safeParse"
                    or "parseAsync"
                    or "cast"
                    or "validateSync"
                    or "validate"
                    or "createEnv"
                    or "cleanEnv"
                    or "get"
                    or "default"
            ? EnvironmentSchemas.Of(call, Code, valueOf)
            : null;
    }
}
