using Alongside.Kernel;

namespace Alongside.Features.Sealing;

/// <summary>The keys that a person holds while signed in: their own, and those of the mandates they hold.</summary>
/// <param name="person">Whose.</param>
/// <param name="keyNumber">Which of their key pairs.</param>
/// <param name="own">The key pair.</param>
/// <param name="session">What tells this session from others in the log's "once a session".</param>
public sealed class Keyring(PersonId person, int keyNumber, KeyPair own, byte[] session)
{
    private readonly Dictionary<(ActorId Actor, int Number), Lazy<KeyPair?>> keys = new() { [(person.Actor, keyNumber)] = new(own) };

    public PersonId Person { get; } = person;

    public int KeyNumber { get; } = keyNumber;

    public KeyPair Own { get; } = own;

    public byte[] Session { get; } = session;

    public IEnumerable<ActorId> Actors => keys.Keys.Select(k => k.Actor).Distinct();

    /// <summary>The mandates' keys are fetched at the first use in a request.</summary>
    public bool NeedsMandates { get; set; } = true;

    /// <summary>Is there such a key, without opening it?</summary>
    public bool Holds(ActorId actor, int number) => keys.ContainsKey((actor, number));

    public KeyPair? Find(ActorId actor, int number) => keys.GetValueOrDefault((actor, number))?.Value;

    /// <summary>Adds a key that is opened when it is first needed: of all that somebody holds, a page needs one or none.</summary>
    public void Add(ActorId actor, int number, Func<KeyPair?> open) => keys[(actor, number)] = new(open);
}
