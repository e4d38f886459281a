using Alongside.Kernel;

namespace Alongside.Features.Welcome;

public readonly record struct CareRequestId(Guid Value) : IId<CareRequestId>
{
    public static CareRequestId From(Guid value) => new(value);
}

public readonly record struct OfferId(Guid Value) : IId<OfferId>
{
    public static OfferId From(Guid value) => new(value);
}
