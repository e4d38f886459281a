using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Text.RegularExpressions;

namespace Alongside.Tests.Floors;

/// <summary>A type of an assembly uses another type, and perhaps a member of it. Nested types count for their outermost one.</summary>
internal sealed record Use(string From, string To, string? Member)
{
    public override string ToString() => Member is null ? $"{From} uses {To}" : $"{From} uses {To}.{Member}";
}

/// <summary>
/// What a compiled assembly really uses, read from its metadata and its instructions: reflection would show no method
/// bodies, and the source would show no implicit types. The types that the compiler makes for lambdas, iterators and
/// async methods are nested, so what they use counts for the type that was written.
/// </summary>
internal sealed partial class Compiled : IDisposable
{
    private readonly PEReader file;
    private readonly MetadataReader metadata;
    private readonly MetadataReaderProvider? symbols;
    private readonly Names names;

    private Compiled(string path)
    {
        file = new PEReader(File.OpenRead(path));
        metadata = file.GetMetadataReader();
        names = new Names(metadata);
        file.TryOpenAssociatedPortablePdb(path, p => File.Exists(p) ? File.OpenRead(p) : null, out symbols, out _);
        Uses = [.. metadata.TypeDefinitions.SelectMany(UsesOf).Distinct().Where(use => use.From != use.To)];
        Files = FilesByType();
    }

    public IReadOnlyList<Use> Uses { get; }

    /// <summary>The source files that each type was written in, as the debug symbols tell.</summary>
    public ILookup<string, string> Files { get; }

    public IEnumerable<string> Types => metadata.TypeDefinitions.Select(names.Of).Distinct();

    public static Compiled Read(string path) => new(path);

    public void Dispose()
    {
        symbols?.Dispose();
        file.Dispose();
    }

    private IEnumerable<Use> UsesOf(TypeDefinitionHandle handle)
    {
        var (from, type, seen) = (names.Of(handle), metadata.GetTypeDefinition(handle), new Collector(metadata, names));
        seen.Entity(type.BaseType);
        foreach (var each in type.GetInterfaceImplementations())
            seen.Entity(metadata.GetInterfaceImplementation(each).Interface);
        foreach (var each in type.GetFields()) metadata.GetFieldDefinition(each).DecodeSignature(seen, default);
        foreach (var each in type.GetMethods().Select(metadata.GetMethodDefinition)) Method(each, seen);
        var generics = type.GetGenericParameters().Concat(type.GetMethods()
            .SelectMany(m => metadata.GetMethodDefinition(m).GetGenericParameters()));
        foreach (var each in generics.SelectMany(g => metadata.GetGenericParameter(g).GetConstraints()))
            seen.Entity(metadata.GetGenericParameterConstraint(each).Type);
        foreach (var each in AttributesOf(type)) Attribute(metadata.GetCustomAttribute(each), seen);
        return seen.Found.Select(found => new Use(from, found.Type, found.Member));
    }

    private void Method(MethodDefinition method, Collector seen)
    {
        method.DecodeSignature(seen, default);
        if (method.RelativeVirtualAddress == 0) return;
        var body = file.GetMethodBody(method.RelativeVirtualAddress);
        if (!body.LocalSignature.IsNil)
            metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(seen, default);
        foreach (var region in body.ExceptionRegions) seen.Entity(region.CatchType);
        foreach (var token in Instructions.Tokens(body.GetILReader())) seen.Entity(token);
    }

    private IEnumerable<CustomAttributeHandle> AttributesOf(TypeDefinition type) =>
    [
        .. type.GetCustomAttributes(),
        .. type.GetFields().SelectMany(f => metadata.GetFieldDefinition(f).GetCustomAttributes()),
        .. type.GetProperties().SelectMany(p => metadata.GetPropertyDefinition(p).GetCustomAttributes()),
        .. type.GetMethods().Select(metadata.GetMethodDefinition).SelectMany(m => m.GetCustomAttributes()
            .Concat(m.GetParameters().SelectMany(p => metadata.GetParameter(p).GetCustomAttributes()))),
    ];

    // A typeof(…) in an attribute is kept as the type's name in plain text.
    private void Attribute(CustomAttribute attribute, Collector seen)
    {
        seen.Entity(attribute.Constructor);
        var text = Encoding.Latin1.GetString(metadata.GetBlobBytes(attribute.Value));
        foreach (Match name in OurNames().Matches(text)) seen.Found.Add((name.Value, null));
    }

    [GeneratedRegex(@"Alongside(\.\w+)+", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex OurNames();

    private ILookup<string, string> FilesByType()
    {
        if (symbols is null) return Array.Empty<string>().ToLookup(each => each);
        var debug = symbols.GetMetadataReader();
        // Types without a method body tell their file in a note of their own.
        var noted = debug.CustomDebugInformation.Select(debug.GetCustomDebugInformation)
            .Where(info => info.Parent.Kind == HandleKind.TypeDefinition
                && debug.GetGuid(info.Kind) == new Guid("932E74BC-DBA9-4478-8D46-0F32A7BAB3D3"))
            .SelectMany(info => Documents(debug.GetBlobReader(info.Value))
                .Select(document => (Type: names.Of((TypeDefinitionHandle)info.Parent), document)));
        var written = metadata.TypeDefinitions.SelectMany(type => metadata.GetTypeDefinition(type).GetMethods()
            .SelectMany(method => debug.GetMethodDebugInformation(method.ToDebugInformationHandle()).GetSequencePoints())
            .Select(point => (Type: names.Of(type), document: point.Document)));
        return noted.Concat(written).Distinct().Where(pair => !pair.document.IsNil).ToLookup(
            pair => pair.Type,
            pair => debug.GetString(debug.GetDocument(pair.document).Name).Replace('\\', '/'));
    }

    private static List<DocumentHandle> Documents(BlobReader blob)
    {
        var documents = new List<DocumentHandle>();
        while (blob.RemainingBytes > 0) documents.Add(MetadataTokens.DocumentHandle(blob.ReadCompressedInteger()));
        return documents;
    }
}
