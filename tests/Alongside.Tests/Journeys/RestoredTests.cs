using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Features.Sealing.Jobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NodaTime;

namespace Alongside.Tests.Journeys;

/// <summary>A backup brings back what was taken back and erased since. Nobody learns that by accident.</summary>
[Trait("Kind", "Unhurried")]
public class RestoredTests
{
    [Fact]
    public async Task After_a_restore_everybody_reads_since_when_theirs_stands_again()
    {
        await using var practice = await ServedPractice.Start("sqlite", demo: true);
        using var zaynab = new PlainBrowser(practice.Address);
        await zaynab.SignIn("zaynab");
        using var nkechi = new PlainBrowser(practice.Address);
        await nkechi.SignIn("nkechi");
        Assert.DoesNotContain("Restored from a backup", await zaynab.Page("/my-care"), StringComparison.Ordinal);

        await practice.Asks(async services =>
        {
            await using var work = await services.GetRequiredService<Gate>().BeginPower(TestContext.Current.CancellationToken);
            work.Log(LogActs.Restore, default, Purpose.KeyKeeping, content: new byte[32]);
            await work.Commit(TestContext.Current.CancellationToken);
            await services.GetServices<IHostedService>().OfType<GapAtStart>().Single().StartAsync(TestContext.Current.CancellationToken);
            return true;
        });
        foreach (var page in new[] { await zaynab.Page("/my-care"), await nkechi.Page("/today") })
            Assert.Contains("please do it once more", page, StringComparison.Ordinal);
        Assert.DoesNotContain("please do it once more", await Later(practice), StringComparison.Ordinal);
    }

    private static async Task<string> Later(ServedPractice practice)
    {
        await practice.Passes(Gap.SaidFor + Duration.FromDays(1));
        using var zaynab = new PlainBrowser(practice.Address);
        await zaynab.SignIn("zaynab");
        return await zaynab.Page("/my-care");
    }
}
