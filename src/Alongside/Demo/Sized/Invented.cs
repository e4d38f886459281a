using System.Text;
using Alongside.Features.Calendar;
using Alongside.Features.People;
using Alongside.Features.Welcome;

namespace Alongside.Demo.Sized;

/// <summary>Names and words of people who don't exist.</summary>
internal static class Invented
{
    public static Names NamesOf(Chance chance)
    {
        var (given, family) = (chance.Of(Given), chance.Of(Family));
        return new()
        {
            Used = chance.In100(70) ? given : $"{given} {family}",
            Pronouns = chance.Of((30, "she/her"), (26, "he/him"), (18, "they/them"), (6, "she/they"), (20, null)),
            Languages = chance.In100(45) ? chance.In100(50) ? $"{chance.Of(Languages)}, English" : chance.Of(Languages) : null,
            Access = chance.In100(14) ? chance.Of(Helps) : null,
            Receipt = chance.In100(40) ? $"{given[0]}. {family}" : null,
            Voicemail = chance.In100(12) ? chance.Of(Family) : null,
        };
    }

    public static Channels ChannelsOf(Chance chance)
    {
        var number = $"416 555 {chance.Between(100, 9999):0000}";
        var way = chance.Of((45, 0), (35, 1), (20, 2));
        return new()
        {
            Phone = way == 0 ? number : null,
            Text = way == 1 ? number : null,
            Email = way == 2 ? $"{chance.Of(Given).ToLowerInvariant()}{chance.Between(1, 99)}@mail.example" : null,
            Hours = chance.In100(40) ? chance.Of(SafeHours) : null,
            SafeWords = chance.In100(25) ? chance.Of(SafeWords) : null,
            Not = chance.In100(20) ? chance.Of(Nots) : null,
        };
    }

    /// <summary>Somebody who works here: the name they work under, pronouns, words of their own, languages.</summary>
    public static (string Name, string Pronouns, string Words, string Languages) Member(Chance chance) => (
        $"{chance.Of(Given)} {chance.Of(Family)}", chance.Of((40, "she/her"), (25, "he/him"), (35, "they/them")),
        $"{chance.Of(MembersBegin)} {chance.Of(MembersEnd)}", $"{chance.Of(Languages)}, English");

    /// <summary>A note of a few sentences or of many.</summary>
    public static string Note(Chance chance)
    {
        var sentences = chance.Of((40, chance.Between(1, 3)), (45, chance.Between(4, 9)), (15, chance.Between(10, 40)));
        var text = new StringBuilder(chance.Of(Begins));
        for (var i = 0; i < sentences; i++)
        {
            text.Append(i > 0 && i % 6 == 0 ? "\n\n" : " ");
            text.Append(chance.Of(Middles)).Append(' ').Append(chance.Of(About)).Append('.');
        }
        return text.Append(' ').Append(chance.Of(Ends)).ToString();
    }

    public static string Beside(Chance chance) => chance.Of(Besides);

    public static string Brings(Chance chance) => $"{chance.Of(Bring)} {chance.Of(Want)}";

    public static Fit Fit(Chance chance)
    {
        var circumstances = OrderOfPlacing.Offered.Groups.SelectMany(g => g.Circumstances).ToList();
        return new(
            [.. TimeOfWeek.All.Select(t => t.Key).Where(_ => chance.In100(45))],
            [.. MeetingWay.All.Select(w => w.Key).Where(_ => chance.In100(40))],
            chance.In100(30) ? chance.Of(Wishes) : "",
            [.. circumstances.Where(_ => chance.In100(12))]);
    }

    private static readonly string[] Given =
    [
        "Aaliyah", "Abena", "Adriana", "Ahmed", "Aiko", "Akua", "Alejandro", "Amara", "Amir", "Ana", "Anjali", "Apinya", "Arash", "Ariel", "Asha",
        "Ayodele", "Aziz", "Beatriz", "Bela", "Binta", "Bora", "Camila", "Chidi", "Chloé", "Dalia", "Danso", "Dawit", "Deniz", "Devi", "Dina", "Dorji",
        "Ebele", "Efua", "Elif", "Emeka", "Esi", "Fanta", "Farah", "Femi", "Fernanda", "Fumiko", "Gabriel", "Giulia", "Goran", "Habiba", "Hana", "Haruki",
        "Hassan", "Hina", "Ifeoma", "Ikaika", "Imani", "Ines", "Ioana", "Isla", "Ivan", "Jamila", "Javier", "Jin", "Joy", "Jun", "Kadiatou", "Kai", "Kamala",
        "Kateri", "Keahi", "Kemal", "Kofi", "Kwame", "Lakshmi", "Leila", "Linh", "Lucía", "Mahmoud", "Malia", "Mariam", "Marisol", "Mehdi", "Mei", "Mina",
        "Mireille", "Musa", "Nadia", "Nasrin", "Neema", "Ngozi", "Nia", "Nikolai", "Noor", "Nuria", "Oksana", "Olu", "Omar", "Paloma", "Parisa", "Pilar",
        "Priya", "Rafael", "Rania", "Ravi", "Rosa", "Ruth", "Sade", "Samir", "Sana", "Selam", "Shirin", "Sina", "Soledad", "Sunita", "Tarek", "Tendai",
        "Thandi", "Tomás", "Uma", "Valentina", "Wambui", "Xiomara", "Yara", "Yusuf", "Zahra", "Zoltan",
    ];

    private static readonly string[] Family =
    [
        "Abdi", "Acheampong", "Adeleke", "Aguilar", "Ahmadi", "Al-Sayed", "Amoah", "Assefa", "Baptiste", "Bashir", "Begay", "Bekele", "Bianchi", "Boateng",
        "Cardinal", "Castillo", "Chanda", "Chen", "Contreras", "Da Silva", "Das", "Delorme", "Diallo", "Dimitrov", "Duarte", "El Amrani", "Espinoza", "Farouk",
        "Flores", "Fofana", "Ganesh", "Ghorbani", "Guerrero", "Haddad", "Hossain", "Ibrahim", "Islam", "Ito", "Jalloh", "Joseph", "Kahale", "Kamau", "Karimi",
        "Kaya", "Khoury", "Kim", "Kovač", "Lam", "Laurent", "Lê", "López", "Mahlangu", "Mensah", "Mohamed", "Moreau", "Moyo", "Mukherjee", "Nakamura", "Nasser",
        "Ndiaye", "Nguyen", "Njoroge", "Novak", "Nyambura", "Obi", "Ochoa", "Okafor", "Ortiz", "Osman", "Owusu", "Paredes", "Pham", "Popescu", "Qureshi", "Rahman",
        "Ramos", "Reyes", "Rossi", "Saleh", "Sandhu", "Santos", "Sesay", "Sharma", "Singh", "Sow", "Suleiman", "Tadesse", "Tanaka", "Tekle", "Tesfaye", "Toure",
        "Tran", "Usman", "Vargas", "Wanjiru", "Whiteduck", "Yamamoto", "Yilmaz", "Zhang", "Zulu",
    ];

    private static readonly string[] Languages =
    [
        "Amharic", "Arabic", "Bangla", "Cantonese", "Cree", "Dari", "French", "Hausa", "Hindi", "Igbo", "Japanese", "Korean", "Mandarin", "Ojibwe", "Patois",
        "Persian", "Polish", "Portuguese", "Punjabi", "Romanian", "Somali", "Spanish", "Swahili", "Tagalog", "Tamil", "Tigrinya", "Turkish", "Twi", "Urdu", "Vietnamese", "Yoruba",
    ];

    private static readonly string[] Helps =
    [
        "No stairs, please.", "Large letters.", "I read lips, so sit with your face to the light.", "Time to think before I answer.", "My dog comes along.",
        "Captions, when we meet by video.", "A chair with arms.", "Please say what comes next before it comes.",
    ];

    private static readonly string[] SafeHours = ["Mornings", "After six", "Weekdays, before three", "Weekends only", "Never during Friday prayer", "Any time"];
    private static readonly string[] SafeWords = ["It’s about the library book.", "It’s the dentist.", "It’s about the choir.", "It’s about the bicycle."];
    private static readonly string[] Nots = ["Never ring at work.", "Don’t leave a message.", "Never write to the old address.", "Not while the children are home."];

    private static readonly string[] MembersBegin =
    [
        "I listen for what was never asked.", "We go at the pace of the slowest of us.", "I was raised by three grandmothers, and it shows.", "I work with hands, paper and silence.",
        "I like questions that have no hurry.", "Anger is welcome here.", "I have left a country, too.", "Grief is love with nowhere to sit down.",
    ];

    private static readonly string[] MembersEnd =
    [
        "Bring whoever helps.", "Nothing has to be told twice.", "You decide what we write down.", "There is tea.", "We can walk, if sitting is too much.", "You owe nobody a story.",
    ];

    private static readonly string[] Begins =
    [
        "A slow beginning today.", "We began with the week.", "They came late, and said why before sitting down.", "Much laughter at first.", "We sat without words for a while.",
        "A hard week, told quickly.", "They brought a list.", "We went on where we had stopped.", "The room was cold, so we walked.", "Good news first.", "Today was about rest.", "We looked back at the first weeks.",
    ];

    private static readonly string[] Middles =
    [
        "We spoke about", "They said more about", "What came up again was", "There is less weight now on", "We drew a picture of", "They want to write down", "We stayed for long with",
        "Next to it stood", "It helped to name", "The body answered at the word of", "We left open", "They asked what I think about", "For the first time they spoke about", "We laughed about", "It was tiring to talk about",
    ];

    private static readonly string[] About =
    [
        "the letter from the landlord", "sleep, and what keeps it away", "the sister who calls every Sunday", "being the only one at work who says something", "the papers that don’t come",
        "the smell of their mother’s kitchen", "money, and the shame around it", "a friend who listens well", "the way home after dark", "what anger wants to protect", "the choir, and singing again",
        "a school that doesn’t write the name right", "the knee that remembers more than the head", "the garden behind the house", "saying no without a reason", "who would come if they called at night",
        "a promise that was never kept", "the first winter here", "their daughter’s questions", "praying, or not", "the shift that begins at four", "what to do with a day off", "the cousin who works here too",
        "an old song, and who sang it", "leaving the meeting early", "how to ask for help before it is urgent", "the doctor who didn’t look up", "the picture on the wall", "a dream about water", "being touched without being asked",
    ];

    private static readonly string[] Ends =
    [
        "Next time: who could sit beside them.", "We meet again in a week.", "They take the list home.", "Nothing to do until then but rest.", "We agreed to begin with breathing next time.",
        "They will bring the letter.", "We said goodbye at the door, slowly.", "To ask next time: the sister.", "They chose the words for this note with me.", "No homework, by agreement.",
    ];

    private static readonly string[] Besides =
    [
        "I would put it differently: I was not sad, I was tired.", "That is how it was.", "It was my aunt who said it first. That matters to me.", "Please leave my brother out of the next one.",
        "Reading this helped.", "I don’t remember it like this, and that is fine.",
    ];

    private static readonly string[] Bring =
    [
        "I don’t sleep.", "My mother is ill and far away.", "Work has become a place where I hold my breath.", "We separated in spring.", "I was stopped by the police again.", "I am new here and know nobody.",
        "My child asks questions I can’t answer.", "I stopped singing.", "Somebody I love died, and I went on working.", "I keep fighting with people I like.", "It got too much, all of it.", "I want to stop being ashamed of it.",
    ];

    private static readonly string[] Want =
    [
        "I want somebody who doesn’t hurry me.", "I would rather say it than write it.", "I need to hear my own language.", "I don’t know what I want.", "I have told it too often already.", "I want to be good company again.", "",
    ];

    private static readonly string[] Wishes = ["A woman, please.", "Somebody who is not from my community.", "Somebody who knows what a night shift is.", "Somebody Black.", "Somebody older than I am.", "Nobody who would write to my doctor."];
}
