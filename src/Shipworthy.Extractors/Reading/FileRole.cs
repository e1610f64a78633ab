namespace Shipworthy.Extractors.Reading;

/// <summary>What a file is for (rubric T3). The first rule that matches decides.</summary>
public enum FileRole
{
    /// <summary>Other people's code, carried along.</summary>
    Vendored,

    /// <summary>Written by a program.</summary>
    Generated,

    /// <summary>Exact versions of dependencies.</summary>
    Lock,

    /// <summary>Tests, fixtures and mocks.</summary>
    Test,

    /// <summary>Templates and samples to be copied.</summary>
    Example,

    /// <summary>Prose.</summary>
    Docs,

    /// <summary>Prompts, chat logs and files pasted into them.</summary>
    Paste,

    /// <summary>Pipelines.</summary>
    Ci,

    /// <summary>Infrastructure and deployment.</summary>
    Infra,

    /// <summary>Changes of a database schema.</summary>
    Migration,

    /// <summary>Tools that people start by hand.</summary>
    Script,

    /// <summary>Everything else: what runs in production.</summary>
    Prod,
}
