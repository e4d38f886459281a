namespace Alongside.Kernel;

/// <summary>An id of its own type, so that a person can't be passed where a folder is meant.</summary>
public interface IId<TSelf> where TSelf : struct, IId<TSelf>
{
    Guid Value { get; }
    static abstract TSelf From(Guid value);
}

/// <summary>Who acts: a person, a mandate, the post box, escrow, an outside body.</summary>
public readonly record struct ActorId(Guid Value) : IId<ActorId>
{
    public static ActorId From(Guid value) => new(value);
}

/// <summary>Anyone the practice knows. A person is also an actor and a subject, under the same random number.</summary>
public readonly record struct PersonId(Guid Value) : IId<PersonId>
{
    public static PersonId From(Guid value) => new(value);
    public ActorId Actor => new(Value);
    public SubjectId Subject => new(Value);
}

/// <summary>Who a folder is about: a person, or a together.</summary>
public readonly record struct SubjectId(Guid Value) : IId<SubjectId>
{
    public static SubjectId From(Guid value) => new(value);
}
