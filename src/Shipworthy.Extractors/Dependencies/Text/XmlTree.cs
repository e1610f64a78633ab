using System.Xml;
using System.Xml.Linq;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Dependencies.Text;

/// <summary>Project files in XML. Names are compared without their namespaces, which old projects have and new ones have not.</summary>
static class XmlTree
{
    const int MostCharacters = 4_000_000;

    static readonly XmlReaderSettings guarded = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MostCharacters,
        MaxCharactersFromEntities = 0,
    };

    /// <summary>The root; null when the file is no XML, refers to a document type, or is too large.</summary>
    public static XElement? Read(SourceFile file)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(file.Text.TrimStart('\uFEFF')), guarded);
            return XDocument.Load(reader, LoadOptions.SetLineInfo).Root;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    /// <summary>The elements of a name at any depth.</summary>
    public static IEnumerable<XElement> All(this XElement element, string name) =>
        element.Descendants().Where(one => one.Name.LocalName.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The text of an attribute, or of a child element of the name; empty when there is neither.</summary>
    public static string Says(this XElement element, string name) =>
        (
            element.Attributes().FirstOrDefault(one => one.Name.LocalName.Equals(name, StringComparison.OrdinalIgnoreCase))?.Value
            ?? element.Child(name)?.Value
            ?? ""
        ).Trim();

    /// <summary>The first child element of a name.</summary>
    public static XElement? Child(this XElement element, string name) =>
        element.Elements().FirstOrDefault(one => one.Name.LocalName.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The line at which an element begins.</summary>
    public static int Line(this XElement element) => element is IXmlLineInfo place && place.HasLineInfo() ? place.LineNumber : 1;
}
