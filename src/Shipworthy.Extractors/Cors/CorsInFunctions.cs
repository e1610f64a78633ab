namespace Shipworthy.Extractors.Cors;

/// <summary>
/// Functions of Firebase (<c>onRequest({ cors: … })</c>), and the wrappers that functions use: <c>nextjs-cors</c>, <c>micro-cors</c>, <c>@middy/http-cors</c>.
/// </summary>
public sealed class CorsInFunctions : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(CorsRule)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        var wrapper = new CorsOptions(sources, "wrapper");
        var reader = new OriginReader(sources);
        foreach (var call in sources.Code.Calls("onRequest", "onCall"))
            if (
                sources.Code.OriginOf(call.Callee).Package is "firebase-functions"
                && sources.IsDeployed(call.File)
                && sources.Code.Entry(sources.Code.ObjectOf(call.ArgumentAt(0)), "cors") is { Exists: true } cors
            )
                learn.Add(
                    reader
                        .Read(cors)
                        .Into(
                            new(cors.At, "firebase function")
                            {
                                Admits = Admits.Unknown,
                                RunsIn = reader.Production.RunsIn(call),
                                Covers = NameAround(call),
                            }
                        )
                );
        if (!sources.Code.Imports("nextjs-cors", "micro-cors", "@middy/http-cors"))
            return;
        foreach (var call in sources.Code.All(CodeKind.Call))
        {
            if (sources.Code.OriginOf(call.Callee) is not { Name: "default" or "*" } origin || !sources.IsDeployed(call.File))
                continue;
            if (origin.Package is "nextjs-cors")
                learn.Add(wrapper.Rule(call, call.ArgumentAt(2)));
            else if (origin.Package is "micro-cors" or "@middy/http-cors")
                learn.Add(wrapper.Rule(call, call.ArgumentAt(0)));
        }
    }

    static string NameAround(Code call) => call.Parent.Name.Length > 0 ? call.Parent.Name : call.Parent.Parent.Name;
}
