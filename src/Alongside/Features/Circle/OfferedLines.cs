using Alongside.Kernel;

namespace Alongside.Features.Circle;

/// <summary>
/// The lines that a new practice in Ontario is offered. All is told from public pages in stored copies, each with the day that
/// the page itself carries, or with none; nobody has rung anybody. What no page of theirs could be seen to say is unknown.
/// </summary>
internal static class OfferedLines
{
    // Said of several lines; one sentence each, so that it is translated once.
    private static readonly string Always = Sentence.Of("Day and night, all year.");
    private static readonly string Free = Sentence.Of("Nothing.");
    private static readonly string Unseen = Sentence.Of("What it does about police we could not read anywhere in its own words.");
    private static readonly string EnglishAndFrench = Sentence.Of("English and French.");

    public static IReadOnlyList<CrisisLine> InOntario { get; } =
    [
        new(Sentence.Of("Toronto Community Crisis Service"), "211",
            Sentence.Of("In Toronto, from 16 years on. Teams of crisis workers come to you."),
            Sentence.Of("It describes itself as an alternative to police, consent-based and led by the community, for calls that are no emergency. What it does when it takes one for an emergency, it doesn’t say there."),
            "toronto.ca, Toronto Community Crisis Service; City of Toronto, news release", "2022-07-07") { Hours = Always, Quote = "Ensure a transparent and consent-based service" },
        new(Sentence.Of("Gerstein Crisis Centre"), "416 929 5200",
            Sentence.Of("In Toronto, from 16 years on: crisis workers, some of whom lived through it themselves, by phone, at your place or a safe one."),
            Sentence.Of("Others describe it as apart from hospitals and police. Its workers also answer in the 911 call centre, in a project with police. What the crisis line itself does without your yes, we could not read."),
            "gersteincentre.org, 911 Crisis Call Diversion Pilot; eenet.ca, Mobile Crisis Team", "2022-06-22") { Hours = Always },
        new(Sentence.Of("Trans Lifeline"), "1 877 330 6366",
            Sentence.Of("Trans people answering trans people, in Canada and the United States."),
            Sentence.Of("It says that it calls neither 911 nor police unless you explicitly ask it to."),
            "translifeline.org, Why to not call the police on trans people in crisis", "2020-06-10")
        { Hours = Sentence.Of("In 2024: Monday to Friday, 1 to 9 in the evening by Toronto’s clock. Ask whether that still holds."), Sends = Told.No, Quote = "Trans Lifeline does not engage in non-consensual active rescue." },
        new(Sentence.Of("Hope for Wellness Helpline"), "1 855 242 3310",
            Sentence.Of("For all Indigenous people in Canada, with counsellors who know where you come from. Also by chat, at hopeforwellness.ca."),
            Unseen, "Government of Canada, news release; rcinet.ca", "2018-05-08")
        { Hours = Always, Cost = Free, Languages = Sentence.Of("English and French; by phone, when you ask for it, also Cree, Ojibway and Inuktitut.") },
        new(Sentence.Of("Black Youth Helpline"), "1 833 294 8650",
            Sentence.Of("For Black young people, their families and schools, all over Canada."),
            Unseen, "globalnews.ca, Black Youth Helpline turns 30; blackyouth.ca", "2022-02-18"),
        new(Sentence.Of("Assaulted Women’s Helpline"), "1 866 863 0511",
            Sentence.Of("For women in Ontario who live with violence, or did. To plan, to find a shelter, or to be heard."),
            Unseen, "Global Heroes; nyws.ca, Frequently asked questions", "2024-02-01")
        { Hours = Always, Languages = Sentence.Of("More than 200, with interpreters.") },
        new(Sentence.Of("Naseeha"), "1 866 627 3342",
            Sentence.Of("Muslim people answering Muslim people, and whoever else calls."),
            Unseen, "naseeha.org", "2023-11-14"),
        new(Sentence.Of("Kids Help Phone"), "1 800 668 6868",
            Sentence.Of("For children and young people in Canada. By text, also for adults: 686868."),
            Sentence.Of("Of its counselling it says that nobody can be identified unless they say who they are, and of danger that one should call 911. What it does itself when somebody is in danger, we could not read."),
            "kidshelpphone.ca, Counselling terms of service; Privacy and Confidentiality Policy", "2023-11-29")
        { Hours = Always, Cost = Free, Languages = Sentence.Of("English and French; by phone more than 100, with interpreters."), Quote = "This means you are not-identifiable, reachable, or trackable, unless you volunteer that information." },
        new(Sentence.Of("Distress Centres of Greater Toronto"), "416 408 4357",
            Sentence.Of("In and around Toronto, for anybody. Volunteers listen."),
            Sentence.Of("It says that it links people to emergency services when that is necessary. Whether it asks you before, we could not read."),
            "torontodistresscentre.com, Our organization", "") { Hours = Always, Quote = "Provide links to emergency services when necessary" },
        new(Sentence.Of("9-8-8 Suicide Crisis Helpline"), "988",
            Sentence.Of("For anybody in Canada who thinks of suicide, or worries about somebody who does. By phone or text."),
            Sentence.Of("What it does about police we could not read in its own words. A journalist writes that many lines of this kind have calls traced."),
            "Health Canada, Question Period Note 9-8-8; Rob Wipond, The Globe and Mail", "2024-06-19") { Hours = Always, Cost = Free, Languages = EnglishAndFrench },
    ];
}
