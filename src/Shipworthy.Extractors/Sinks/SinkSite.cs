using Shipworthy.Syntax;

namespace Shipworthy.Extractors.Sinks;

/// <summary>A use of a secret in code: the expression that gives the secret, and what it does there.</summary>
/// <param name="Secret">The expression.</param>
/// <param name="Use">What it does.</param>
/// <param name="At">The call, comparison or assignment that uses it.</param>
readonly record struct SinkSite(Code Secret, SinkUse Use, Code At);

/// <summary>Finds the uses of secrets that one family of libraries has. One class a family; its file is its registration.</summary>
interface ISinkFinder
{
    /// <summary>All uses in the code base.</summary>
    IEnumerable<SinkSite> Find(CodeBase code);
}
