using Alongside.Features.Sealing;
using Alongside.Kernel;
using NodaTime;

namespace Alongside.Demo.Sized;

/// <summary>An entry that the access log is owed, to be written once all that came before it is.</summary>
/// <param name="At">When.</param>
/// <param name="Act">As the services call it.</param>
/// <param name="Actor">By whom.</param>
/// <param name="Purpose">For what.</param>
/// <param name="Basis">Why it was allowed.</param>
/// <param name="Subject">About whom; null where it is about nobody.</param>
/// <param name="Folder">With which folder.</param>
/// <param name="Content">The hash of what was sealed or said.</param>
/// <param name="AsBookkeeper">Under whichever mandate of bookkeeping held then: the log knows it once it comes there.</param>
internal sealed record Owed(
    Instant At, string Act, ActorId Actor, Purpose Purpose, Basis Basis = default, SubjectId? Subject = null, FolderId? Folder = null, byte[]? Content = null,
    bool AsBookkeeper = false);
