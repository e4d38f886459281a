using Alongside.Kernel;

namespace Alongside.Features.Solidarity;

public readonly record struct AccountId(Guid Value) : IId<AccountId>
{
    public static AccountId From(Guid value) => new(value);
}

public readonly record struct EntryId(Guid Value) : IId<EntryId>
{
    public static EntryId From(Guid value) => new(value);
}

public readonly record struct HoldId(Guid Value) : IId<HoldId>
{
    public static HoldId From(Guid value) => new(value);
}

public readonly record struct PromiseId(Guid Value) : IId<PromiseId>
{
    public static PromiseId From(Guid value) => new(value);
}
