using System.Text.Json;
using Assay.Simulation;

namespace Assay.Cli.Demo.Mails;

/// <summary>How a simulated annotator answers the demo's questions: what they mix up, how fast they are, how often they skip.</summary>
/// <param name="Name">A given name.</param>
/// <param name="Seed">Of their chance.</param>
/// <param name="Carelessness">How often they mix labels up, relative to <see cref="Usual"/>.</param>
/// <param name="Seconds">The median time they look at a mail.</param>
internal sealed record MailHabits(string Name, int Seed, double Carelessness, double Seconds)
{
    public static IReadOnlyList<MailHabits> All { get; } =
    [
        new("Ada", 11, 0.5, 14),
        new("Ben", 12, 0.9, 9),
        new("Chloé", 13, 0.7, 19),
        new("Dan", 14, 1.8, 6),
    ];

    /// <summary>Most people leave a mail this short undecided; there are a few.</summary>
    private const int TooShort = 175;

    /// <summary>What people mix up: a newsletter looks like advertising, a list like a letter, fraud like advertising.</summary>
    private static readonly Confusion Usual = new(new Dictionary<string, IReadOnlyDictionary<string, double>>
    {
        [MailKinds.Personal] = new Dictionary<string, double> { [MailKinds.Discussion] = 0.08, [MailKinds.Newsletter] = 0.01 },
        [MailKinds.Discussion] = new Dictionary<string, double> { [MailKinds.Personal] = 0.06, [MailKinds.Newsletter] = 0.02 },
        [MailKinds.Newsletter] = new Dictionary<string, double> { [MailKinds.Advertising] = 0.17, [MailKinds.Discussion] = 0.02 },
        [MailKinds.Advertising] = new Dictionary<string, double> { [MailKinds.Newsletter] = 0.09, [MailKinds.Fraud] = 0.05 },
        [MailKinds.Fraud] = new Dictionary<string, double> { [MailKinds.Advertising] = 0.14 },
    });

    private static readonly string[] Reasons = ["too short to tell", "nothing but a link", "cannot be read"];

    public Judgement Judge(KnownMail known, Random chance)
    {
        // longer mails take longer
        var took = chance.Time(Seconds * (0.6 + (known.Mail.Body.Length / 2500.0)), 180);
        if (chance.NextDouble() < (known.Mail.Body.Length < TooShort ? 0.8 : 0.01))
            return Judgement.Skip(Reasons[chance.Next(Reasons.Length)], took);
        var kind = Usual.Scaled(Carelessness).Say(known.Kind, chance);
        var urgency = Urgency(known);
        if (chance.NextDouble() < (known.Kind is MailKinds.Advertising or MailKinds.Fraud ? 0.01 : 0.06) * Carelessness)
            urgency = urgency == 1 ? 2 : urgency - 1;
        return Judgement.Answer(Answers(kind, urgency), took);
    }

    /// <summary>The answers a mail has by the corpus.</summary>
    public static string Truth(KnownMail known) => Answers(known.Kind, Urgency(known));

    private static int Urgency(KnownMail known) => known.Kind switch
    {
        MailKinds.Personal when known.Mail.Body.Contains("today", StringComparison.OrdinalIgnoreCase) || known.Mail.Body.Contains("asap", StringComparison.OrdinalIgnoreCase) => 3,
        MailKinds.Personal when known.Mail.Body.Contains('?', StringComparison.Ordinal) => 2,
        _ => 1,
    };

    private static string Answers(string kind, int urgency) => JsonSerializer.Serialize(new { kind, urgency });
}
