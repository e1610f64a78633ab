namespace Shipworthy.Extractors.Endpoints.Idioms;

/// <summary>Transactions that run what is written in them, and the client that they hand to it: <c>db.$transaction(async (tx) => tx.user.update(…))</c>.</summary>
static class TransactionClients
{
    /// <summary>Whether a call goes to such a client.</summary>
    public static bool Ask(CodeBase code, Code call)
    {
        if (call.Callee.Kind is not CodeKind.Member || call.File.Language is Language.CSharp or Language.Python)
            return false;
        var root = call.Receiver;
        for (var steps = 0; steps < 12 && root.Kind is CodeKind.Call or CodeKind.Member && root.Receiver.Exists; steps++)
            root = root.Receiver;
        return root.Kind is CodeKind.Name
            && (
                root.Name is "tx" or "trx"
                || code.Definition(root) is { Kind: CodeKind.Parameter, Parent.Parent: { Kind: CodeKind.Call } around }
                    && IsTransaction(around)
            );
    }

    /// <summary>Whether a call runs a function or a list of queries that stands in it, where each is found by itself.</summary>
    public static bool RunWhatIsWritten(Code call) =>
        IsTransaction(call) && call.Arguments.All(one => one.Kind is CodeKind.Function or CodeKind.Array or CodeKind.Object);

    static bool IsTransaction(Code call) => call.Callee.Name is "$transaction" or "transaction";
}
