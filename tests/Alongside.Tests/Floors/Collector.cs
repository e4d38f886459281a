using System.Collections.Immutable;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Alongside.Tests.Floors;

/// <summary>Full names of types; a nested one has the name of the outermost type around it.</summary>
internal sealed class Names(MetadataReader metadata)
{
    public string Of(TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        return type.GetDeclaringType() is { IsNil: false } outer ? Of(outer) : Full(type.Namespace, type.Name);
    }

    public string Of(TypeReferenceHandle handle)
    {
        var type = metadata.GetTypeReference(handle);
        return type.ResolutionScope.Kind == HandleKind.TypeReference
            ? Of((TypeReferenceHandle)type.ResolutionScope)
            : Full(type.Namespace, type.Name);
    }

    private string Full(StringHandle space, StringHandle name) =>
        space.IsNil ? metadata.GetString(name) : $"{metadata.GetString(space)}.{metadata.GetString(name)}";
}

/// <summary>Collects every type and member that signatures and tokens name.</summary>
internal sealed class Collector(MetadataReader metadata, Names names) : ISignatureTypeProvider<ValueTuple, ValueTuple>
{
    public HashSet<(string Type, string? Member)> Found { get; } = [];

    public void Entity(EntityHandle handle, string? member = null)
    {
        if (handle.IsNil) return;
        switch (handle.Kind)
        {
            case HandleKind.TypeDefinition:
                Found.Add((names.Of((TypeDefinitionHandle)handle), member));
                break;
            case HandleKind.TypeReference:
                Found.Add((names.Of((TypeReferenceHandle)handle), member));
                break;
            case HandleKind.TypeSpecification:
                metadata.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(this, default);
                break;
            case HandleKind.FieldDefinition:
                var field = metadata.GetFieldDefinition((FieldDefinitionHandle)handle);
                Entity(field.GetDeclaringType(), metadata.GetString(field.Name));
                break;
            case HandleKind.MethodDefinition:
                var method = metadata.GetMethodDefinition((MethodDefinitionHandle)handle);
                Entity(method.GetDeclaringType(), metadata.GetString(method.Name));
                break;
            case HandleKind.MemberReference:
                var reference = metadata.GetMemberReference((MemberReferenceHandle)handle);
                Entity(reference.Parent, metadata.GetString(reference.Name));
                break;
            case HandleKind.MethodSpecification:
                var generic = metadata.GetMethodSpecification((MethodSpecificationHandle)handle);
                Entity(generic.Method);
                generic.DecodeSignature(this, default);
                break;
        }
    }

    public ValueTuple GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind)
    {
        Entity(handle);
        return default;
    }

    public ValueTuple GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind)
    {
        Entity(handle);
        return default;
    }

    public ValueTuple GetTypeFromSpecification(
        MetadataReader reader, ValueTuple genericContext, TypeSpecificationHandle handle, byte rawTypeKind)
    {
        Entity(handle);
        return default;
    }

    // The rest is made of parts that were already seen.
    public ValueTuple GetArrayType(ValueTuple elementType, ArrayShape shape) => default;
    public ValueTuple GetByReferenceType(ValueTuple elementType) => default;
    public ValueTuple GetFunctionPointerType(MethodSignature<ValueTuple> signature) => default;
    public ValueTuple GetGenericInstantiation(ValueTuple genericType, ImmutableArray<ValueTuple> typeArguments) => default;
    public ValueTuple GetGenericMethodParameter(ValueTuple genericContext, int index) => default;
    public ValueTuple GetGenericTypeParameter(ValueTuple genericContext, int index) => default;
    public ValueTuple GetModifiedType(ValueTuple modifier, ValueTuple unmodifiedType, bool isRequired) => default;
    public ValueTuple GetPinnedType(ValueTuple elementType) => default;
    public ValueTuple GetPointerType(ValueTuple elementType) => default;
    public ValueTuple GetPrimitiveType(PrimitiveTypeCode typeCode) => default;
    public ValueTuple GetSZArrayType(ValueTuple elementType) => default;
}

/// <summary>Walks the instructions of a method body (ECMA-335, III) for the types and members that they name.</summary>
internal static class Instructions
{
    private static readonly Dictionary<int, OpCode> Codes = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => (int)(ushort)code.Value);

    public static List<EntityHandle> Tokens(BlobReader body)
    {
        var tokens = new List<EntityHandle>();
        while (body.RemainingBytes > 0)
        {
            int value = body.ReadByte();
            if (value == 0xFE) value = 0xFE00 | body.ReadByte();
            var operand = Codes[value].OperandType;
            if (operand is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok)
                tokens.Add(MetadataTokens.EntityHandle(body.ReadInt32()));
            else
                body.Offset += Size(operand, body);
        }
        return tokens;
    }

    private static int Size(OperandType operand, BlobReader body) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * body.ReadInt32()),
        _ => 4,
    };
}
