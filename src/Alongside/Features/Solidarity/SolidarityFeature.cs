using Alongside.Features.Calendar.Booking;
using Alongside.Features.Circle;
using Alongside.Features.Solidarity.Doors;
using Alongside.Kernel;

namespace Alongside.Features.Solidarity;

public static class SolidarityFeature
{
    public static Feature Feature { get; } = new("Solidarity")
    {
        Nav =
        [
            new("Solidarity", Sentence.Of("Fund"), "/fund", ForMembers: true),
            new("Solidarity", Sentence.Of("My fees"), "/my-fees", ForClients: true),
        ],
        Agreements =
        [
            AgreementKind.Of("fee-scale", Sentence.Of("Fee scale"), () => FeeScale.Offered),
            AgreementKind.Of("fund-share", Sentence.Of("The fund’s share"), () => FundShare.Offered),
        ],
        Services = services => services.AddScoped<Ledger>().AddScoped<Fees>().AddScoped<IFollowAppointments, FeesFollow>()
            .AddScoped<Bookkeeping>().AddScoped<ReceiptBook>(),
    };
}
