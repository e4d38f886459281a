using Alongside.Kernel;

namespace Alongside.Features.Sealing;

public readonly record struct FolderId(Guid Value) : IId<FolderId>
{
    public static FolderId From(Guid value) => new(value);
}

public readonly record struct PermissionId(Guid Value) : IId<PermissionId>
{
    public static PermissionId From(Guid value) => new(value);
}

public readonly record struct HoldingId(Guid Value) : IId<HoldingId>
{
    public static HoldingId From(Guid value) => new(value);
}

public readonly record struct RecordId(Guid Value) : IId<RecordId>
{
    public static RecordId From(Guid value) => new(value);
}
