using Alongside.Features.Sealing;
using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.Records;

/// <summary>One entry of the access log as it is told to the person it is about.</summary>
/// <param name="Entry">Its place in the log.</param>
/// <param name="At">When, in steps of five minutes.</param>
/// <param name="Act">What was done.</param>
/// <param name="Actor">By whom.</param>
/// <param name="Purpose">For what.</param>
/// <param name="Category">With which of their folders; null where the folder is gone, or none was meant.</param>
/// <param name="Permission">The yes on which it rested, if it did.</param>
/// <param name="Mandate">The mandate through which it was reached, if it was.</param>
public sealed record Look(long Entry, Instant At, string Act, ActorId Actor, Purpose Purpose, Category? Category, PermissionId? Permission, ActorId? Mandate);

/// <summary>Some of them, the newest first.</summary>
/// <param name="Lines">Those.</param>
/// <param name="Before">Before which entry the next ones stand; null where there are no more.</param>
public sealed record LookPage(IReadOnlyList<Look> Lines, long? Before);
