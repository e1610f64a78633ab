using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Docs;

/// <summary>Reads every document of the repository, and looks up what it names.</summary>
public sealed class DocumentsInRepository : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(Document)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        var documents = sources.Tree.Files.Where(DocumentKinds.IsDocument).Select(Read).ToList();
        var references = new References(sources.Tree, documents);
        foreach (var document in documents)
            learn.Add(document with { References = references.Of(document), OneOff = OneOffs.Reason(document) });
    }

    /// <summary>One file as a document.</summary>
    internal static Document Read(SourceFile file)
    {
        var into = new DocumentText();
        switch (System.IO.Path.GetExtension(file.Name).ToLowerInvariant())
        {
            case ".md" or ".mdx" or ".markdown":
                MarkdownReading.Read(file.Text, into);
                break;
            case ".html" or ".htm":
                HtmlReading.Read(file.Text, into);
                break;
            default:
                PlainReading.Read(file.Text, into);
                break;
        }
        return into.Finish(file.Path, DocumentKinds.Of(file.Path), file.LineCount);
    }
}
