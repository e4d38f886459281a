using System.Net;
using System.Net.Sockets;
using Alongside.Features.Sealing;
using Alongside.Kernel;

namespace Alongside.Features.People.Doors;

/// <summary>Counts the tries at a name that come with one request. From where they come is neither stored nor logged.</summary>
public sealed class Tries(Throttle throttle, PracticeClock clock, IPAddress? from)
{
    // Who has one address of IPv6 has a whole network of them.
    private readonly byte[] place = from switch
    {
        null => [],
        { IsIPv4MappedToIPv6: true } => from.MapToIPv4().GetAddressBytes(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => from.GetAddressBytes()[..8],
        _ => from.GetAddressBytes(),
    };

    /// <summary>One more, or why it is too early for it.</summary>
    public Refusal? Count(ReadOnlySpan<byte> name) => throttle.Try(name, place, clock.Machine);

    /// <summary>It was none.</summary>
    public void TakeBack(ReadOnlySpan<byte> name) => throttle.TakeBack(name, place);
}
