using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Shipworthy.Conventions;

/// <summary>What our compiled assemblies refer to, read from their metadata without running them.</summary>
static class Assemblies
{
    /// <summary>Full names of all types of other assemblies that an assembly uses.</summary>
    public static ImmutableArray<string> TypesUsedBy(string assembly) =>
        Read(assembly, metadata => metadata.TypeReferences.Select(handle => Name(metadata, metadata.GetTypeReference(handle))));

    /// <summary>Names of the assemblies that an assembly uses.</summary>
    public static ImmutableArray<string> UsedBy(string assembly) =>
        Read(
            assembly,
            metadata => metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))
        );

    static string Name(MetadataReader metadata, TypeReference type) =>
        $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";

    static ImmutableArray<string> Read(string assembly, Func<MetadataReader, IEnumerable<string>> read)
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, assembly + ".dll"));
        using var portable = new PEReader(file);
        return [.. read(portable.GetMetadataReader())];
    }
}
