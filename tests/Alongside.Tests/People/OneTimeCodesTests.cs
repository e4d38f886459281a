using Alongside.Features.People.Doors;
using Alongside.Features.Sealing;
using Alongside.Tests.Sealing;
using NodaTime;

namespace Alongside.Tests.People;

public class OneTimeCodesTests
{
    private readonly TestClock clock = new(TestPractice.Start);

    [Fact]
    public void Each_kind_of_code_is_shown_where_its_kind_is_asked_for_alone()
    {
        var (codes, recovery, back) = (new OneTimeCodes(clock), RecoveryCode.New(new FixedRandom(1)), ReturnCode.New(new FixedRandom(2)));
        codes.Put("cookie", recovery);
        Assert.Null(codes.Look("cookie", CredentialKind.ReturnCode));
        codes.Put("cookie", back);
        Assert.Equal((recovery.ToString(), back.ToString()), (codes.Look("cookie", CredentialKind.RecoveryCode), codes.Look("cookie", CredentialKind.ReturnCode)));
        codes.Forget("cookie", CredentialKind.RecoveryCode);
        Assert.Equal((null, back.ToString()), (codes.Look("cookie", CredentialKind.RecoveryCode), codes.Look("cookie", CredentialKind.ReturnCode)));
    }

    [Fact]
    public void A_code_is_shown_to_one_session_for_ten_minutes()
    {
        var codes = new OneTimeCodes(clock);
        codes.Put("cookie", ReturnCode.New(new FixedRandom(1)));
        Assert.Null(codes.Look("another", CredentialKind.ReturnCode));
        clock.Now += Duration.FromMinutes(10);
        Assert.Null(codes.Look("cookie", CredentialKind.ReturnCode));
    }
}
