using System.Collections.Concurrent;
using Alongside.Features.Sealing;

namespace Alongside.Tests.Sealing;

public class ArgonTests
{
    private static readonly byte[] Salt = [.. "sixteen bytes ok"u8];

    [Fact]
    public void It_agrees_with_the_reference_implementation()
    {
        // argon2 "sixteen bytes ok" -id -t 3 -m 16 -p 1 -l 64, the reference implementation's own command line.
        var derived = Argon.Derive("violet kettle borrows nine umbrellas"u8.ToArray(), Salt);
        Assert.Equal("744e54a33884de986f941a1df2c57dee14e8001736ea19dc336ca6d30fe4a30eb1b2627f7c01fe14775900d202dd11c0e09e4070f59da13fe90a22dbd0a16a51", Convert.ToHexStringLower(derived));
    }

    [Fact]
    public void A_salt_of_another_length_is_a_bug() =>
        Assert.Throws<ArgumentException>(() => Argon.Derive("x"u8.ToArray(), Salt.AsMemory(0, 15)));

    [Fact(Timeout = 30_000)]
    public async Task The_queue_hands_out_what_was_derived() => Assert.Equal(
        Argon.Derive("x"u8.ToArray(), Salt),
        (await new ArgonQueue().Derive("x"u8.ToArray(), Salt, TestContext.Current.CancellationToken)).Value);

    [Fact(Timeout = 30_000)]
    public async Task Two_run_at_once_forty_wait_and_others_are_told()
    {
        var stop = TestContext.Current.CancellationToken;
        using var door = new SemaphoreSlim(0);
        var (running, most) = (0, 0);
        var queue = new ArgonQueue(derive: (_, _) =>
        {
            var now = Interlocked.Increment(ref running);
            lock (door) most = Math.Max(most, now);
            door.Wait(stop);
            Interlocked.Decrement(ref running);
            return [1];
        });

        var inside = Enumerable.Range(0, 42).Select(_ => queue.Derive(default, default, stop)).ToArray();
        var others = await Task.WhenAll(Enumerable.Range(0, 458).Select(_ => queue.Derive(default, default, stop)));
        Assert.All(others, other => Assert.StartsWith("Many people are signing in", other.Refusal?.ToString(), StringComparison.Ordinal));
        Assert.DoesNotContain(inside, task => task.IsCompleted);

        // The second begins on a thread of its own, which a busy machine may take a while to give.
        while (Volatile.Read(ref running) < 2) await Task.Delay(1, stop);
        door.Release(42);
        Assert.All(await Task.WhenAll(inside), one => Assert.Null(one.Refusal));
        Assert.Equal(2, most);

        // And nobody is locked out afterwards.
        door.Release();
        Assert.Null((await queue.Derive(default, default, stop)).Refusal);
    }

    [Fact(Timeout = 30_000)]
    public async Task Who_came_first_is_served_first()
    {
        var stop = TestContext.Current.CancellationToken;
        using var door = new SemaphoreSlim(0);
        var served = new ConcurrentQueue<byte>();
        var queue = new ArgonQueue(atOnce: 1, derive: (secret, _) =>
        {
            door.Wait(stop);
            served.Enqueue(secret.Span[0]);
            return [];
        });
        var all = Enumerable.Range(0, 20).Select(i => queue.Derive(new[] { (byte)i }, default, stop)).ToArray();
        door.Release(20);
        await Task.WhenAll(all);
        Assert.Equal(Enumerable.Range(0, 20).Select(i => (byte)i), served);
    }

    [Fact(Timeout = 30_000)]
    public async Task Leaving_while_waiting_gives_the_place_to_another()
    {
        var stop = TestContext.Current.CancellationToken;
        using var door = new SemaphoreSlim(0);
        using var leave = new CancellationTokenSource();
        var queue = new ArgonQueue(atOnce: 1, waiting: 1, (_, _) =>
        {
            door.Wait(stop);
            return [];
        });
        var first = queue.Derive(default, default, stop);
        var second = queue.Derive(default, default, leave.Token);
        Assert.NotNull((await queue.Derive(default, default, stop)).Refusal);

        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        var third = queue.Derive(default, default, stop);
        door.Release(2);
        Assert.Null((await first).Refusal);
        Assert.Null((await third).Refusal);
    }

    [Fact(Timeout = 30_000)]
    public async Task Leaving_after_it_began_does_not_let_a_third_run_beside_it()
    {
        var stop = TestContext.Current.CancellationToken;
        using var door = new SemaphoreSlim(0);
        using var leave = new CancellationTokenSource();
        using var begun = new SemaphoreSlim(0);
        var queue = new ArgonQueue(atOnce: 1, waiting: 1, (_, _) =>
        {
            begun.Release();
            door.Wait(stop);
            return [];
        });
        var first = queue.Derive(default, default, leave.Token);
        await begun.WaitAsync(stop);
        await leave.CancelAsync();
        var second = queue.Derive(default, default, stop);
        Assert.False(await begun.WaitAsync(50, stop));
        door.Release(2);
        Assert.Null((await first).Refusal);
        Assert.Null((await second).Refusal);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_failure_inside_frees_its_place()
    {
        var stop = TestContext.Current.CancellationToken;
        var fails = true;
        var queue = new ArgonQueue(atOnce: 1, waiting: 0, (_, _) => fails ? throw new InvalidOperationException() : [7]);
        await Assert.ThrowsAsync<InvalidOperationException>(() => queue.Derive(default, default, stop));
        fails = false;
        Assert.Equal([7], (await queue.Derive(default, default, stop)).Value);
    }
}
