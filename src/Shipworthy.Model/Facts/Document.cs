namespace Shipworthy.Model;

public sealed partial class App
{
    /// <summary>What people wrote for people: README, guides, runbooks, notes. Other people's documents that were carried along are not among them.</summary>
    public Facts<Document> Documents => Of<Document>();
}

/// <summary>One text that people wrote for people, read into its parts. What it says for itself proves nothing; what it says against itself counts.</summary>
/// <param name="At">The whole file.</param>
public sealed record Document(Location At) : Fact(At)
{
    /// <summary>The first heading; the file's name without its ending when there is none.</summary>
    public required string Title { get; init; }

    /// <summary>Which kind of document its name and place make it.</summary>
    public required DocumentKind Kind { get; init; }

    /// <summary>What makes it a text about one change, plan or event, as a clause about it; null when it is meant to be used again and again.</summary>
    public string? OneOff { get; init; }

    /// <summary>Headings in the order of the text. Text before the first heading belongs to a section without a heading.</summary>
    public required ImmutableArray<Section> Sections { get; init; }

    /// <summary>Every line that holds something, in the order of the text.</summary>
    public required ImmutableArray<DocumentLine> Lines { get; init; }

    /// <summary>What the reader is told to type, from code blocks and from inline code; a command that spans lines is one.</summary>
    public required ImmutableArray<Command> Commands { get; init; }

    /// <summary>Inline code: names of files, variables, services and the like.</summary>
    public ImmutableArray<CodeSpan> CodeSpans { get; init; } = [];

    /// <summary>Links, and bare addresses.</summary>
    public required ImmutableArray<Link> Links { get; init; }

    /// <summary>Things of the repository that it names, each with whether it is there.</summary>
    public ImmutableArray<Reference> References { get; init; } = [];

    /// <inheritdoc/>
    public override string Identity => $"document:{At.Path}";

    /// <summary>A line of the document as a place.</summary>
    public Location Line(int number) => Location.At(At.Path, number);

    /// <summary>The section that holds a line.</summary>
    public Section SectionOf(int line) => Sections.Last(section => section.Line <= line || section == Sections[0]);
}

/// <summary>Kinds of document, by name and place. What a document is worth, its content decides.</summary>
public enum DocumentKind
{
    /// <summary>Nothing in its name or place says what it is.</summary>
    Unknown,

    /// <summary>The first page of a repository or of a part of it.</summary>
    Readme,

    /// <summary>How the app gets to where it runs.</summary>
    Deployment,

    /// <summary>How the app is run, and what to do when it breaks.</summary>
    Operations,

    /// <summary>How to work on the code.</summary>
    Contribution,

    /// <summary>How strangers report a weakness.</summary>
    SecurityPolicy,

    /// <summary>What changed from version to version.</summary>
    Changes,

    /// <summary>Licences and codes of conduct.</summary>
    Legal,

    /// <summary>Text for coding agents.</summary>
    AgentNotes,

    /// <summary>A form for issues, pull requests or other documents.</summary>
    Form,

    /// <summary>Help for the people who use the product.</summary>
    ProductHelp,
}

/// <summary>A stretch of a document under one heading, up to the next heading of any level.</summary>
/// <param name="Heading">The heading's text without markup; empty before the first heading.</param>
/// <param name="Level">1 for the title, 2 for a chapter and so on; 0 before the first heading.</param>
/// <param name="Line">The line of the heading, from 1.</param>
/// <param name="EndLine">The last line before the next heading.</param>
/// <param name="Parent">Index of the section that holds it; -1 for none.</param>
public sealed record Section(string Heading, int Level, int Line, int EndLine, int Parent);

/// <summary>One line of a document that holds something.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Kind">What it is in the text.</param>
/// <param name="Text">Its text without markup. For a row of a table: the cells, joined by <c> | </c>.</param>
/// <param name="Section">Index of the section that holds it.</param>
public sealed record DocumentLine(int Number, LineKind Kind, string Text, int Section)
{
    /// <summary>The cells of a row; empty for every other line.</summary>
    public ImmutableArray<string> Cells { get; init; } = [];
}

/// <summary>What a line is in its text.</summary>
public enum LineKind
{
    /// <summary>A heading.</summary>
    Heading,

    /// <summary>Running text.</summary>
    Prose,

    /// <summary>An item of a list, or a line of one.</summary>
    Item,

    /// <summary>An item that is ticked.</summary>
    DoneItem,

    /// <summary>An item with an empty box.</summary>
    OpenItem,

    /// <summary>The head of a table.</summary>
    TableHead,

    /// <summary>A row of a table.</summary>
    Row,

    /// <summary>A line of a code block that is to be typed.</summary>
    Typed,

    /// <summary>A line of any other code block: a file, an answer, a drawing.</summary>
    Shown,
}

/// <summary>Something that the reader is told to type.</summary>
/// <param name="Text">The whole command without its prompt; continued lines are joined.</param>
/// <param name="Line">Its first line, from 1.</param>
/// <param name="InBlock">Whether it stands in a code block; otherwise in running text.</param>
public sealed record Command(string Text, int Line, bool InBlock);

/// <summary>Inline code.</summary>
/// <param name="Text">The code as written.</param>
/// <param name="Line">From 1.</param>
public sealed record CodeSpan(string Text, int Line);

/// <summary>A link of a document.</summary>
/// <param name="Text">The words that carry it; the address itself when it stands bare.</param>
/// <param name="Target">The address or path as written.</param>
/// <param name="Line">From 1.</param>
public sealed record Link(string Text, string Target, int Line);

/// <summary>A thing of the repository that a document names.</summary>
/// <param name="Kind">What kind of thing.</param>
/// <param name="Name">As the document spells it.</param>
/// <param name="Line">From 1.</param>
/// <param name="Exists">Whether the repository has it.</param>
public sealed record Reference(ReferenceKind Kind, string Name, int Line, Existence Exists);

/// <summary>Kinds of things that documents name.</summary>
public enum ReferenceKind
{
    /// <summary>A file or folder.</summary>
    Path,

    /// <summary>Another document.</summary>
    Document,

    /// <summary>A named script of a package, or a target of a makefile.</summary>
    Script,

    /// <summary>A workflow of the forge.</summary>
    Workflow,

    /// <summary>A job of a workflow.</summary>
    Job,

    /// <summary>A service of a compose file, or a named resource of the infrastructure.</summary>
    Service,

    /// <summary>An environment variable.</summary>
    Variable,

    /// <summary>The name of a machine or site.</summary>
    Host,

    /// <summary>The platform that a command talks to.</summary>
    Platform,
}

/// <summary>Whether a named thing is there.</summary>
public enum Existence
{
    /// <summary>The repository cannot tell.</summary>
    Unknown,

    /// <summary>It is there.</summary>
    Present,

    /// <summary>The repository would hold it, and does not.</summary>
    Missing,
}
